import { readEmbedded } from './embedded.ts'

/**
 * All other facts of the reference package.
 * @public the build puts a look into them where one of their files was imported
 */
export const facts = (await readEmbedded('law-facts')) as Readonly<Record<string, unknown>>
