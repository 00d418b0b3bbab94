import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeTar } from '@comity/exchange/memory-tar'

/** What is built and goes along, so that who installs needs no tools of ours. */
const built = ['packages/web/dist/**/*.{js,css}', 'packages/drafter/dist/*.html', 'build/comity-verify.mjs']

/** The files of a checkout that its commit names. */
export function listTracked(folder: string): readonly string[] {
  return execFileSync('git', ['ls-files', '-z'], { cwd: folder, encoding: 'utf8' }).split('\0').filter(Boolean)
}

/**
 * The archive of a checkout that was built: what the commit names and what was built from it, in the order of their names, of nobody, without
 * times and without modes. It is not packed: two programs, and two versions of one, pack the same bytes differently.
 */
export function archiveOf(folder: string, tracked: readonly string[]): Uint8Array {
  const made = globSync(built, { cwd: folder }).map((path) => path.replaceAll('\\', '/'))
  const names = [...new Set([...tracked, ...made])]
  // A name that the format cannot hold would be cut.
  for (const name of names) if (!/^[\x21-\x7e]{1,99}$/u.test(name)) throw new Error(`a name that the archive cannot hold: ${name}`)
  return writeTar(names.map((name) => ({ name, bytes: readFileSync(join(folder, name)) })))
}
