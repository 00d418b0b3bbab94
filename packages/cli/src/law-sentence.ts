import type { Evidence } from '@comity/domain/legal-basis/evidence'
import type { Reason } from '@comity/domain/legal-basis/reason'
import type { Provision } from '@comity/domain/requirement/finding'
import { formatDate } from '@comity/language/format'
import type { AvailableLanguage } from '@comity/language/languages'
import type { Translate } from '@comity/language/translate'
import { instrumentShortTitle } from '@comity/reference/instrument'
import { stateName } from '@comity/reference/state'

/** What the sentences of the law need besides a reason's own values. */
export interface Speech {
  readonly t: Translate
  readonly language: AvailableLanguage
  readonly requesting: string
  readonly requested: string
  readonly on: string
}

/** A date in words; one that is known to the month or the year only stays as it is. */
export function dateText(date: string, language: AvailableLanguage): string {
  return date.length === 10 ? formatDate(date, language) : date
}

/** The sentence of a catalogue with names in place of codes. */
export function lawSentence(
  id: string,
  instrument: string,
  values: Readonly<Record<string, string | number>> | undefined,
  { t, language, requesting, requested, on }: Speech,
): string {
  const { state, date, ...others } = values ?? {}
  return t(id, {
    ...others,
    instrument: instrumentShortTitle(instrument, language),
    requesting: stateName(requesting, language),
    requested: stateName(requested, language),
    state: stateName(String(state ?? requested), language),
    date: dateText(String(date ?? on), language),
  })
}

/** An article as cited, and whether nobody has read it. */
export function citation({ instrument, article, verified }: Provision, { t, language }: Pick<Speech, 't' | 'language'>): string {
  const title = instrumentShortTitle(instrument, language)
  const cited =
    article === '' ? t('legal-basis.treaty-as-a-whole', { instrument: title }) : t('legal-basis.citation', { instrument: title, article })
  return verified ? cited : `${cited} (${t('legal-basis.unverified')})`
}

/** A reason with its sentence beside the code, for scripts that show it to people. */
export function reasonInWords(family: string, instrument: string, reason: Reason, speech: Speech) {
  const { code, provisions, values } = reason
  return { code, provisions, text: lawSentence(`legal-basis.${family}.${code}`, instrument, values, speech) }
}

/** The sources of an answer, each once. */
export function sourcesOf(evidence: readonly Evidence[]): string {
  return [...new Set(evidence.map(({ source }) => source))].join('; ')
}
