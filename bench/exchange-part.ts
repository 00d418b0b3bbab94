// Seals and opens one large file and says how long it took and how much memory it took above idle, and how many times as long as the `age` program.
// `node bench/exchange-part.ts [megabytes]`, 300 when not given.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPart, sealPart } from '@comity/exchange/part'
import { paddingSaid } from '@comity/exchange/part-padding'
import { recipientsFor } from '@comity/exchange/recipients'
import { exampleNow, twoAuthorities, valueOf } from '@comity/exchange/worked-example'

const megabyte = 1024 * 1024
const size = Number(process.argv[2] ?? 300)
const folder = await mkdtemp(join(tmpdir(), 'comity-bench-'))

async function measured<T>(what: string, work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  globalThis.gc?.()
  const idle = process.memoryUsage.rss()
  let peak = idle
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20)
  const begun = performance.now()
  const value = await work()
  clearInterval(watch)
  const seconds = (performance.now() - begun) / 1000
  console.log(
    `${what.padEnd(30)} ${size} MB  ${seconds.toFixed(1)} s  idle ${(idle / megabyte).toFixed(0)} MB  peak +${((peak - idle) / megabyte).toFixed(0)} MB`,
  )
  return { value, seconds }
}

const source = join(folder, 'source')
const file = await open(source, 'w')
const block = randomBytes(megabyte)
for (let written = 0; written < size; written += 1) await file.write(block)
await file.close()

/** Lets the `age` program do the same, for comparison. @returns seconds and the most memory in MB; undefined where it is not there */
function ageProgram(args: readonly string[]): { readonly seconds: number; readonly peak: number } | undefined {
  const began = performance.now()
  const ran = spawnSync('/usr/bin/time', ['-f', '%M', 'age', ...args], { encoding: 'utf8' })
  if (ran.status !== 0) return undefined
  return { seconds: (performance.now() - began) / 1000, peak: Number(ran.stderr.trim().split('\n').at(-1)) / 1024 }
}

/** The same by the program, and how many times longer we took. */
function besideAge(what: string, seconds: number, args: readonly string[]): void {
  const age = ageProgram(args)
  if (age === undefined) return console.log(`  ${what}: no age program, or no GNU time, or it knows no such key`)
  console.log(`  ${what} by age: ${age.seconds.toFixed(1)} s, peak ${age.peak.toFixed(0)} MB; ratio ${(seconds / age.seconds).toFixed(1)}`)
}

for (const suite of ['age-mlkem768x25519', 'age-x25519'] as const) {
  const { peru, switzerland } = await twoAuthorities([suite])
  const recipients = valueOf(recipientsFor(peru.keys, switzerland.directory.document, exampleNow))
  const [to] = recipients.recipients
  const [key] = switzerland.keys.seal
  if (to === undefined || key === undefined) throw new Error('an authority has a sealing key')
  const sealed = await measured(`seal ${suite}`, () => sealPart(source, recipients, folder))
  besideAge('seal', sealed.seconds, ['-e', '-r', to, '-o', join(folder, 'by-age'), source])
  const part = sealed.value
  const opened = await measured(`open ${suite}`, () =>
    openPart(join(folder, part.ct256), part, switzerland.keys.seal, join(folder, 'opened'), paddingSaid(recipients)),
  )
  valueOf(opened.value)
  const identity = join(folder, 'identity')
  await writeFile(identity, `${key.identity}\n`)
  besideAge('open', opened.seconds, ['-d', '-i', identity, '-o', join(folder, 'opened-by-age'), join(folder, part.ct256)])
}
await rm(folder, { recursive: true })
console.log(`highest of the whole process: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`)
