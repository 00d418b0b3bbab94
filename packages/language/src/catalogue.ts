import { readdirSync, readFileSync } from 'node:fs'
import PO from 'pofile'
import type { AvailableLanguage } from './languages.ts'

/** The messages of one language: dotted id to ICU message. */
export type Catalogue = ReadonlyMap<string, string>

const folder = new URL('../catalogues/', import.meta.url)

/** The capabilities that have a catalogue in a language, by file name without `.po`, in order. */
export function listCatalogueFiles(language: AvailableLanguage): string[] {
  return readdirSync(new URL(`${language}/`, folder))
    .filter((name) => name.endsWith('.po'))
    .map((name) => name.slice(0, -'.po'.length))
    .toSorted()
}

/** One message of a catalogue file. */
interface Entry {
  readonly id: string
  readonly message: string
  /** That a person who knows law and language has read it. PO editors show the others as `fuzzy`, needing work. */
  readonly approved: boolean
}

/** The entries of one catalogue file, in its order, empty and doubled ones included. */
export function readCatalogueFile(language: AvailableLanguage, capability: string): Entry[] {
  const text = readFileSync(new URL(`${language}/${capability}.po`, folder), 'utf8')
  return PO.parse(text).items.map((item) => ({
    id: item.msgid,
    message: item.msgstr.join(''),
    approved: item.flags['fuzzy'] !== true,
  }))
}

const unapproved = new Map<AvailableLanguage, number>()

/** How many messages of a language no person has approved yet. Reads from disk the first time. */
export function countUnapproved(language: AvailableLanguage): number {
  const known = unapproved.get(language)
  if (known !== undefined) return known
  const entries = listCatalogueFiles(language).flatMap((capability) => readCatalogueFile(language, capability))
  const count = entries.filter(({ approved }) => !approved).length
  unapproved.set(language, count)
  return count
}

/** All messages of a language. Reads from disk: keep the answer. */
export function readCatalogue(language: AvailableLanguage): Catalogue {
  const entries = listCatalogueFiles(language).flatMap((capability) => readCatalogueFile(language, capability))
  return new Map(entries.filter(({ message }) => message !== '').map(({ id, message }) => [id, message]))
}
