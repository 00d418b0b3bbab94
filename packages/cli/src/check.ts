import type { Finding } from '@comity/domain/requirement/finding'
import { check as checkContent } from '@comity/domain/requirement/check'
import { findingWords } from '@comity/language/finding-words'
import type { AvailableLanguage } from '@comity/language/languages'
import type { Translate } from '@comity/language/translate'
import { translator } from '@comity/language/translator'
import { instrumentShortTitle } from '@comity/reference/instrument'
import { findProfile } from '@comity/reference/profile'
import { available as letterLanguages } from '@comity/language/languages'
import { findState } from '@comity/reference/state'
import { type Command, languageOf } from './command.ts'
import { dayOf } from './law-arguments.ts'
import { refused } from './problem-text.ts'
import { loadRequestFile } from './request-file.ts'

function cited(finding: Finding, t: Translate, language: AvailableLanguage): string {
  const provisions = finding.provisions.map(({ instrument, article, verified }) => {
    const title = instrumentShortTitle(instrument, language)
    const citation =
      article === '' ? t('legal-basis.treaty-as-a-whole', { instrument: title }) : t('legal-basis.citation', { instrument: title, article })
    return verified ? citation : `${citation} (${t('legal-basis.unverified')})`
  })
  return provisions.length === 0 ? '' : `\n      ${provisions.join(' · ')}`
}

function line(finding: Finding, t: Translate, language: AvailableLanguage): string {
  const values = findingWords(finding.values, t)
  const head = `${t(`finding.severity.${finding.severity}`)}  ${finding.field}`
  return `${head}\n      ${t(`finding.${finding.code}`, values)}${cited(finding, t, language)}\n      ${t(`finding.${finding.code}.how`, values)}`
}

/** Says what a request file lacks, with the article that asks for it and how to settle it. */
export const check: Command = {
  usage: 'check FILE [--lang LANGUAGE] [--on DATE]',
  summary: 'Check a request file: what is missing or in conflict, with the article',
  options: { lang: 'value', on: 'value' },
  positionals: [1, 1],
  async run(given) {
    const language = languageOf(given)
    const t = translator(language)
    const content = await loadRequestFile(given.positionals[0] ?? '')
    if (!content.ok) return refused(content.problem, t)
    const today = dayOf(given)
    const requestedLanguages = findState(content.value.requested)?.languages
    const profile = findProfile(content.value.requested)
    const findings = checkContent(content.value, {
      today,
      bases: content.value.bases ?? [],
      ...(requestedLanguages === undefined ? {} : { requestedLanguages }),
      letterLanguages,
      ...(profile === undefined ? {} : { profile }),
    })
    const blocking = findings.filter((finding) => finding.severity !== 'advice').length
    const text = [...findings.map((finding) => line(finding, t, language)), t('cli.findings', { findings: findings.length, blocking })]
    return { exit: blocking > 0 ? 1 : 0, text: text.join('\n'), data: { findings, blocking } }
  },
}
