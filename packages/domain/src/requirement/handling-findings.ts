import type { RequestContent } from '../request/content.ts'
import { type Asking, isBlank } from './asking.ts'
import type { Finding } from './finding.ts'

function primary(tag: string): string {
  return tag.split('-')[0]?.toLowerCase() ?? tag
}

function ofLanguages(languages: RequestContent['languages'], ask: Asking): Finding[] {
  if (isBlank(languages?.letter)) return [ask.missing('language.missing', 'languages.letter', 'language')]
  const { requestedLanguages: official = [], letterLanguages } = ask
  const isUnwritten = languages !== undefined && letterLanguages !== undefined && !letterLanguages.includes(languages.letter)
  return [
    // Without a letter there would be nothing to send: what goes out is kept in the language of the letter.
    ...(isUnwritten ? [ask.conflict('language.not-written', 'languages.letter', 'language')] : []),
    ...ofOfficialLanguages(languages, official, ask),
  ]
}

function ofOfficialLanguages(languages: RequestContent['languages'], official: readonly string[], ask: Asking): Finding[] {
  const written = [languages?.letter, languages?.translation].filter((tag) => tag !== undefined).map(primary)
  if (official.length === 0 || official.some((tag) => written.includes(primary(tag)))) return []
  // Which languages a State accepts is notified to the depositary and not in the data: official use is a hint, not the rule.
  return [ask.advice('language.not-official', 'languages.translation', 'language')]
}

function ofConfidentiality({ confidentiality }: RequestContent, ask: Asking): Finding[] {
  if (confidentiality === undefined) return [ask.advice('confidentiality.unstated', 'confidentiality.level', 'confidentiality')]
  if (confidentiality.level === 'ordinary' || !isBlank(confidentiality.reason)) return []
  return [ask.advice('confidentiality.reason.missing', 'confidentiality.reason', 'confidentiality')]
}

/** Basis, language, confidentiality and limits on use. UNTOC art. 18(14), (19), (20); UNCAC art. 46(14), (19), (20). */
export function handlingFindings(content: RequestContent, ask: Asking): Finding[] {
  const found: Finding[] = []
  if ((content.bases ?? []).length === 0 && content.undertakings?.reciprocity !== true) {
    found.push(ask.advice('bases.missing', 'bases'))
  }
  found.push(...ofLanguages(content.languages, ask), ...ofConfidentiality(content, ask))
  if (content.undertakings?.useLimit !== true) found.push(ask.advice('use-limit.unstated', 'undertakings.useLimit', 'use-limit'))
  return found
}
