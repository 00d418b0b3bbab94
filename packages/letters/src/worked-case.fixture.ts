import { readdirSync, readFileSync } from 'node:fs'
import type { RequestContent } from '@comity/domain/request/content'
import { readRequestFile } from '@comity/domain/request/schema'
import { type AvailableLanguage, isAvailable } from '@comity/language/languages'
import { inLanguage } from './in-language.ts'
import type { Doc } from './model.ts'
import { requestLetter } from './request-letter.ts'

const folder = new URL('../../../examples/', import.meta.url)

/** The seven worked cases, by name. */
export const workedCases: readonly (readonly [name: string, content: RequestContent])[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => {
    const content = readRequestFile(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
    if (!content.ok) throw new Error(JSON.stringify(content.problem))
    return [file.replace('.json', ''), content.value] as const
  })

/** A worked case by its name. */
export function getWorkedCase(name: string): RequestContent {
  const found = workedCases.find(([each]) => each === name)
  if (found === undefined) throw new Error(name)
  return found[1]
}

/** The letter of a worked case, in the language of its officer unless another is given. */
export function workedLetter(content: RequestContent, language: string = content.languages?.letter ?? 'en'): Doc {
  if (!isAvailable(language)) throw new Error(language)
  const spoken: AvailableLanguage = language
  return requestLetter(content, { ...inLanguage(spoken), reference: '4417-0093', date: '2026-11-21', draft: false })
}
