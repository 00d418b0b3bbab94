import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { OperatorError } from './operator-error.ts'

/** Who holds a directory, and what to clear away should it die: written into the lock file. */
interface Holder {
  readonly pid: number
  /** When the process began, where the system tells: a restarted container reuses PIDs. */
  readonly began?: string
  /** A directory of the holder's that outlives a kill. */
  readonly leavings: string
}

/** A directory that one process holds. */
export interface DirectoryLock {
  /** What the former holder left behind when it was killed. */
  readonly leavings: string | undefined
  release(): void
}

/** What Linux tells of a process: when it began, and whether it is only waiting to be buried. */
interface Facts {
  readonly began: string
  readonly isGone: boolean
}

/** `undefined` where the system or the process does not tell. */
function factsOf(pid: number): Facts | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Fields 3 (state) and 22 (start), counted from behind the command name, which may hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // A thread that outlives its leader may still be writing.
    return { began: `${boot}/${fields[19]}`, isGone: fields[0] === 'Z' && readdirSync(`/proc/${pid}/task`).length <= 1 }
  } catch {
    return undefined
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    // EPERM: alive, and another user's.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const facts = factsOf(holder.pid)
  if (facts === undefined) return true
  return !facts.isGone && (holder.began === undefined || facts.began === holder.began)
}

function create(path: string, text: string): boolean {
  // A link appears whole or not at all, so nobody reads a lock half written.
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, text)
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft)
  }
}

/**
 * Takes the lock file for this process. A lock is taken over only from a process that is dead, never for its age.
 * @param leavings a path to be cleared away by a successor if this process is killed
 * @throws when a living process holds it
 */
export function lockDirectory(path: string, leavings: string): DirectoryLock {
  const facts = factsOf(process.pid)
  const mine: Holder = { pid: process.pid, ...(facts === undefined ? {} : { began: facts.began }), leavings }
  const text = JSON.stringify(mine)
  const release = () => rmSync(path, { force: true })
  if (create(path, text)) return { leavings: undefined, release }

  const found = readFileSync(path, 'utf8')
  const holder = JSON.parse(found) as Holder
  if (isAlive(holder)) throw new OperatorError(`The data at ${path} is in use by process ${holder.pid}. Stop that one first.`)

  const aside = `${path}.stale.${process.pid}`
  renameSync(path, aside)
  const stale = readFileSync(aside, 'utf8')
  // Another successor was quicker and this is its lock: give it back.
  if (stale !== found) linkSync(aside, path)
  rmSync(aside)
  if (stale !== found || !create(path, text)) throw new OperatorError(`The data at ${path} has just been taken by another process.`)
  return { leavings: holder.leavings, release }
}
