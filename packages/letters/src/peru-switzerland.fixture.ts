import { readFileSync } from 'node:fs'
import type { RequestContent } from '@comity/domain/request/content'
import { readRequestFile } from '@comity/domain/request/schema'
import type { AvailableLanguage } from '@comity/language/languages'
import { inLanguage } from './in-language.ts'
import type { LetterFrame } from './request-letter.ts'

/** The first worked case, as the Peruvian officer wrote it. */
export function peruSwitzerland(): RequestContent {
  const input: unknown = JSON.parse(readFileSync(new URL('../../../examples/peru-switzerland.json', import.meta.url), 'utf8'))
  const content = readRequestFile(input)
  if (!content.ok) throw new Error(JSON.stringify(content.problem))
  return content.value
}

/** A frame with the reference and the date of a letter that has left. */
export function frameIn(language: AvailableLanguage): LetterFrame {
  return {
    ...inLanguage(language),
    reference: 'UCJIE-0417-2026',
    date: '2026-11-21',
    draft: false,
  }
}
