import { readEmbedded } from './embedded.ts'

/**
 * The facts of which the first page is made: States and their names.
 * @public the build puts a look into them where one of their files was imported
 */
export const facts = (await readEmbedded('state-facts')) as Readonly<Record<string, unknown>>
