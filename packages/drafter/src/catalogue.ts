import type { Catalogue } from '@comity/language/catalogue'
import { available, type AvailableLanguage } from '@comity/language/languages'
import { readEmbedded } from './embedded.ts'

/** How a language's block looks: its messages in the order of the ids, which all languages share. */
interface Block {
  readonly messages: readonly string[]
  readonly unapproved: number
}

const catalogues = new Map<AvailableLanguage, { readonly messages: Catalogue; readonly unapproved: number }>()
const loading = new Map<AvailableLanguage, Promise<void>>()
let ids: Promise<readonly string[]> | undefined

async function load(language: AvailableLanguage): Promise<void> {
  ids ??= readEmbedded('ids') as Promise<readonly string[]>
  const names = await ids
  const { messages, unapproved } = (await readEmbedded(`words-${language}`)) as Block
  const known = names.map((id, at): [string, string] => [id, messages[at] ?? '']).filter(([, message]) => message !== '')
  catalogues.set(language, { messages: new Map(known), unapproved })
}

/** Unpacks languages that are not there yet. */
export async function loadLanguages(wanted: readonly AvailableLanguage[] = available): Promise<void> {
  for (const language of wanted) {
    const loaded = loading.get(language) ?? load(language)
    loading.set(language, loaded)
    await loaded
  }
}

/** The messages of a language. @throws when it was not loaded, which is a bug */
export function readCatalogue(language: AvailableLanguage): Catalogue {
  const known = catalogues.get(language)
  if (known === undefined) throw new Error(`${language} was not loaded`)
  return known.messages
}

/**
 * How many messages of a language no person has approved yet.
 * @public the build puts this module in the place of the one that reads from disk
 */
export function countUnapproved(language: AvailableLanguage): number {
  return catalogues.get(language)?.unapproved ?? 0
}
