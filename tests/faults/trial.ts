import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, rm } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { compileCache } from '../../scripts/program.ts'
import type { Fault } from './fault.ts'
import { type Kept, lookInto } from './look-into.ts'

/** Parts of an instance's life that are tried one by one: what a first start makes, work, and a backup. */
export type Stage = 'new' | 'work' | 'backup'

/** What became of a program whose disk failed. */
export interface Run {
  /** Lines of what it acknowledged. */
  readonly said: readonly string[]
  /** The operation that failed; undefined when it never came. */
  readonly met: string | undefined
  readonly counts: Readonly<Record<string, number>>
  readonly errors: string
  /** Exit code, or the signal. */
  readonly end: number | string
}

const scenario = fileURLToPath(new URL('scenario.ts', import.meta.url))
const failDisk = new URL('fail-disk.ts', import.meta.url).href

/** Runs a program on a disk that fails. @param args what node is given */
export async function runOn(fault: Fault, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Run> {
  const child = spawn(process.execPath, [...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...environment,
      // A second start of the same code takes half the time.
      NODE_COMPILE_CACHE: compileCache,
      DATABASE_URL: '',
      NODE_ENV: 'test',
      NODE_OPTIONS: `--import=${failDisk}`,
      COMITY_FAULT: JSON.stringify(fault),
    },
  })
  const clock = setTimeout(() => child.kill('SIGKILL'), 120_000)
  const [said, errors, told, [code, signal]] = await Promise.all([
    text(child.stdout as Readable),
    text(child.stderr as Readable),
    text(child.stdio[3] as Readable),
    once(child, 'exit') as Promise<[number | null, string | null]>,
  ])
  clearTimeout(clock)
  const counts = Object.fromEntries([...told.matchAll(/^count (\w+) (\d+)$/gmu)].map(([, thread, count]) => [thread, Number(count)]))
  return { said: said.split('\n').filter(Boolean), met: /^met (\w+)$/mu.exec(told)?.[1], counts, errors, end: code ?? signal ?? '' }
}

/** Runs one stage in a folder. */
export async function runStage(fault: Fault, stage: Stage): Promise<Run> {
  return runOn(fault, [scenario, fault.folder, stage])
}

/** What was seen of one fault. */
export interface Trial extends Run {
  /** What is wrong with what the next start finds; nothing when all is well. */
  readonly wrong: readonly string[]
}

function wrongOf(run: Run, kept: Kept): string[] {
  const wrong = [...kept.wrong]
  for (const line of run.said) {
    const [what = '', id = ''] = line.split(' ')
    if (what === 'act' && !kept.acts.has(id)) wrong.push(`act ${id} was acknowledged and is gone`)
    if (what === 'file' && !kept.files.has(id)) wrong.push(`file ${id} was acknowledged and does not open`)
    if (what === 'part' && !kept.parts.has(id)) wrong.push(`part ${id} was acknowledged and is gone`)
    if (what === 'key' && kept.key !== id) wrong.push('the signing key is another')
    if (what === 'backup' && kept.backup !== 'whole') wrong.push('the backup was acknowledged and is not whole')
  }
  if (run.end !== 0 && !/The disk|no room/u.test(run.errors)) wrong.push(`the end says nothing of the disk: ${run.errors.slice(0, 300)}`)
  const isTold = run.met === undefined || run.end !== 0 || run.said.some((line) => line.startsWith('refused'))
  // What PostgreSQL writes again later, and what it only tries, needs no telling.
  if (!isTold && /fsync|fdatasync/u.test(run.met ?? '')) wrong.push(`a failed ${run.met} was told to nobody`)
  return wrong
}

/** Runs a stage on a copy of a folder while its disk fails once or from then on, and looks into what is left with a whole disk. */
export async function tryFault(from: string | undefined, fault: Fault, stage: Stage): Promise<Trial> {
  await rm(fault.folder, { recursive: true, force: true })
  if (from !== undefined) await cp(from, fault.folder, { recursive: true })
  const run = await runStage(fault, stage)
  const files = run.said.filter((line) => line.startsWith('file')).map((line) => line.slice(5))
  const parts = run.said.filter((line) => line.startsWith('part')).map((line) => line.slice(5))
  const kept = await lookInto(fault.folder, { files, parts }).catch((error: Error) => error)
  const wrong = kept instanceof Error ? [`does not start again: ${kept.message}`] : wrongOf(run, kept)
  return { ...run, wrong }
}
