import { readEmbedded } from './embedded.ts'

const facts = (await readEmbedded('facts')) as Readonly<Record<string, unknown>>

/**
 * A file of facts of the reference package.
 * @public the build puts this where the file was imported
 */
export function getFacts(path: string): unknown {
  return facts[path]
}
