import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bound } from '@comity/domain/legal-basis/bound'
import { legalBases } from '@comity/domain/legal-basis/legal-bases'
import type { Reason } from '@comity/domain/legal-basis/reason'
import { formatDate } from '@comity/language/format'
import { available, type AvailableLanguage } from '@comity/language/languages'
import { translator } from '@comity/language/translator'
import { instrumentShortTitle } from '@comity/reference/instrument'
import { law } from '@comity/reference/law'
import { offences } from '@comity/reference/offence'
import { listStates, stateName } from '@comity/reference/state'

/** Dates as a reader sees them: a Russian one brings the stop with it. */
function inWords(values: Readonly<Record<string, string | number>>, language: AvailableLanguage) {
  const isDate = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(value)
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isDate(value) ? formatDate(value, language) : value]))
}

for (const language of available) {
  const t = translator(language)

  test(`every convention offence has its label in ${language}`, () => {
    for (const { id } of offences) assert.notEqual(t(`legal-basis.offence.${id}`), '')
  })

  test(`every answer about a basis can be said in ${language}`, () => {
    const date = '2026-10-01'
    for (const { code } of listStates()) {
      const { bases, excluded, unknown } = legalBases(
        {
          kind: 'mutual-legal-assistance',
          requesting: 'PER',
          requested: code,
          date,
          measures: ['bank-records'],
          offences: [{ convention: ['uncac.art23'], maximumPenalty: 15 }],
        },
        law,
      )
      const say = (group: string, instrument: string, { code: reason, values }: Reason): string =>
        t(`legal-basis.${group}.${reason}`, {
          instrument: instrumentShortTitle(instrument, language),
          state: stateName(code, language),
          ...inWords({ date, ...values }, language),
        })
      for (const { instrument, reasons, doubts } of bases) {
        for (const reason of [...reasons, ...doubts]) assert.match(say('reason', instrument, reason), /[.。]$/u)
      }
      for (const { instrument, reason } of excluded) assert.match(say('excluded', instrument, reason), /[.。]$/u)
      for (const { instrument, reason } of unknown) assert.match(say('unknown', instrument, reason), /[.。]$/u)
    }
  })

  test(`every answer about being bound can be said in ${language}`, () => {
    for (const { code } of listStates()) {
      const binding = bound('PER', code, 'untoc', '2026-10-01', law)
      const values = { instrument: 'UNTOC', state: stateName(code, language), date: '2026-10-01' }
      const id = binding.answer === 'bound' ? 'legal-basis.bound' : `legal-basis.${binding.answer}.${binding.reason}`
      assert.match(t(id, values), /[.。]$/u)
    }
  })
}
