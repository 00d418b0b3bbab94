import { stat } from 'node:fs/promises'
import { UsageError } from './command.ts'

/** The size of a file that the command line names, in bytes. @throws UsageError when there is no such file */
export async function sizeOfFile(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined || !found.isFile()) throw new UsageError(`${path}: no such file`)
  return found.size
}
