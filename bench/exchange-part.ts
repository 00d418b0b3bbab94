// Seals and opens one large file and says how long it took and how much memory it took above idle.
// `node bench/exchange-part.ts [megabytes]`, 300 when not given.
import { randomBytes } from 'node:crypto'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPart, sealPart } from '@comity/exchange/part'
import { recipientsFor } from '@comity/exchange/recipients'
import { exampleNow, twoAuthorities, valueOf } from '@comity/exchange/worked-example'

const megabyte = 1024 * 1024
const size = Number(process.argv[2] ?? 300)
const folder = await mkdtemp(join(tmpdir(), 'comity-bench-'))

async function measured<T>(what: string, work: () => Promise<T>): Promise<T> {
  globalThis.gc?.()
  const idle = process.memoryUsage.rss()
  let peak = idle
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20)
  const begun = performance.now()
  const value = await work()
  clearInterval(watch)
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  console.log(
    `${what.padEnd(30)} ${size} MB  ${seconds} s  idle ${(idle / megabyte).toFixed(0)} MB  peak +${((peak - idle) / megabyte).toFixed(0)} MB`,
  )
  return value
}

const source = join(folder, 'source')
const file = await open(source, 'w')
const block = randomBytes(megabyte)
for (let written = 0; written < size; written += 1) await file.write(block)
await file.close()

for (const suite of ['age-mlkem768x25519', 'age-x25519'] as const) {
  const { peru, switzerland } = await twoAuthorities([suite])
  const recipients = valueOf(recipientsFor(peru.keys, switzerland.directory.document, exampleNow))
  const part = await measured(`seal ${suite}`, () => sealPart(source, recipients, folder))
  valueOf(await measured(`open ${suite}`, () => openPart(join(folder, part.ct256), part, switzerland.keys.seal, join(folder, 'opened'))))
}
await rm(folder, { recursive: true })
console.log(`highest of the whole process: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`)
