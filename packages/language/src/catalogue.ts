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

/** The entries of one catalogue file, in its order, empty and doubled ones included. */
export function readCatalogueFile(language: AvailableLanguage, capability: string): { id: string; message: string }[] {
  const text = readFileSync(new URL(`${language}/${capability}.po`, folder), 'utf8')
  return PO.parse(text).items.map((item) => ({ id: item.msgid, message: item.msgstr.join('') }))
}

/** All messages of a language. Reads from disk: keep the answer. */
export function readCatalogue(language: AvailableLanguage): Catalogue {
  const entries = listCatalogueFiles(language).flatMap((capability) => readCatalogueFile(language, capability))
  return new Map(entries.filter(({ message }) => message !== '').map(({ id, message }) => [id, message]))
}
