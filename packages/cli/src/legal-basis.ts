import { type CooperationKind, cooperationKinds } from '@comity/domain/legal-basis/cooperation-kind'
import { legalBases } from '@comity/domain/legal-basis/legal-bases'
import type { OffenceInQuestion, Question } from '@comity/domain/legal-basis/question'
import type { Considered, RankedBasis } from '@comity/domain/legal-basis/reason'
import { translator } from '@comity/language/translator'
import { instrumentShortTitle } from '@comity/reference/instrument'
import { law } from '@comity/reference/law'
import { type Command, type Given, languageOf, optionOf, UsageError } from './command.ts'
import { dayOf, demand, demandPair, listOf } from './law-arguments.ts'
import { citation, dateText, reasonInWords, sourcesOf, type Speech } from './law-sentence.ts'

function kindOf(given: Given): CooperationKind {
  const asked = optionOf(given, 'kind') ?? 'mutual-legal-assistance'
  const kind = cooperationKinds.find((each) => each === asked)
  if (kind === undefined) throw new UsageError(`--kind ${asked}: one of ${cooperationKinds.join(', ')}`)
  return kind
}

/** One offence: what its conduct amounts to under each convention named, and how it is punished. */
function offenceOf(given: Given): readonly OffenceInQuestion[] {
  const convention = listOf(given, 'offence')
  const unknown = convention.find((id) => law.findOffence(id) === undefined)
  if (unknown !== undefined) {
    const [instrument] = unknown.split('.')
    const known = law.offences.filter((offence) => offence.id.startsWith(`${instrument}.`)).map(({ id }) => id)
    throw new UsageError(`--offence ${unknown}: no such offence${known.length === 0 ? '' : `; there are ${known.join(', ')}`}`)
  }
  const penalty = optionOf(given, 'penalty')
  if (convention.length === 0 && penalty === undefined) return []
  if (penalty === undefined) return [{ convention }]
  if (penalty === 'life') return [{ convention, lifePenalty: true }]
  if (!/^\d{1,3}(?:\.\d{1,2})?$/u.test(penalty)) throw new UsageError(`--penalty ${penalty}: years of the maximum penalty, or life`)
  return [{ convention, maximumPenalty: Number(penalty) }]
}

function basisLines(
  { instrument, provision, rank, since, sinceAtLatest, reasons, doubts, verified, evidence }: RankedBasis,
  speech: Speech,
) {
  const { t, language } = speech
  const title = instrumentShortTitle(instrument, language)
  const cited =
    provision === ''
      ? t('legal-basis.treaty-as-a-whole', { instrument: title })
      : t('legal-basis.citation', { instrument: title, article: provision })
  const from =
    since !== undefined
      ? t('legal-basis.since', { date: dateText(since, language) })
      : sinceAtLatest !== undefined
        ? t('legal-basis.since-at-latest', { date: dateText(sinceAtLatest, language) })
        : ''
  const told = (mark: string, all: RankedBasis['reasons']): string[] =>
    all.map((reason) => {
      const articles = reason.provisions.map((each) => citation(each, speech)).join(' · ')
      return `   ${mark} ${reasonInWords('reason', instrument, reason, speech).text}${articles === '' ? '' : ` [${articles}]`}`
    })
  return [
    `${rank}. ${cited}${from === '' ? '' : `, ${from}`}`,
    ...told('+', reasons),
    ...told('?', doubts),
    `   ${t(`legal-basis.verified.${verified}`)}. ${sourcesOf(evidence)}`,
  ].join('\n')
}

function consideredLines(family: 'excluded' | 'unknown', all: readonly Considered[], speech: Speech): string[] {
  if (all.length === 0) return []
  const { t, language } = speech
  return [
    t(`cli.legal-basis.${family}`),
    ...all.map(
      ({ instrument, reason }) =>
        `   ${instrumentShortTitle(instrument, language)}: ${reasonInWords(family, instrument, reason, speech).text}`,
    ),
  ]
}

/** Finds the legal bases between two States. */
export const legalBasis: Command = {
  usage:
    'legal-basis --from STATE --to STATE [--kind KIND] [--measure M,M] [--offence ID,ID] [--penalty YEARS|life] [--transnational] [--organized-group] [--on DATE] [--lang LANGUAGE]',
  summary: 'On what a request can rest between two States: ranked, with reasons and articles; what fell out; what nobody can tell',
  options: {
    from: 'value',
    to: 'value',
    kind: 'value',
    measure: 'value',
    offence: 'value',
    penalty: 'value',
    transnational: 'flag',
    'organized-group': 'flag',
    on: 'value',
    lang: 'value',
  },
  positionals: [0, 0],
  async run(given) {
    const language = languageOf(given)
    const t = translator(language)
    const [requesting, requested] = [demand(given, 'from'), demand(given, 'to')]
    demandPair({ from: requesting, to: requested }, t)
    const date = dayOf(given)
    const question: Question = {
      requesting,
      requested,
      kind: kindOf(given),
      date,
      measures: listOf(given, 'measure'),
      offences: offenceOf(given),
      ...(given.options['transnational'] === true && { transnational: true }),
      ...(given.options['organized-group'] === true && { organizedGroup: true }),
    }
    const { bases, excluded, unknown, otherwise } = legalBases(question, law)
    const speech: Speech = { t, language, requesting, requested, on: date }
    const considered = (family: 'excluded' | 'unknown', all: readonly Considered[]) =>
      all.map(({ instrument, reason }) => ({ instrument, reason: reasonInWords(family, instrument, reason, speech) }))
    const data = {
      bases: bases.map(({ instrument, provision, rank, since, sinceAtLatest, reasons, doubts, coverage, verified, evidence }) => ({
        instrument,
        provision,
        rank,
        since: since ?? null,
        ...(since === undefined && sinceAtLatest !== undefined && { sinceAtLatest }),
        reasons: reasons.map((reason) => reasonInWords('reason', instrument, reason, speech)),
        doubts: doubts.map((reason) => reasonInWords('reason', instrument, reason, speech)),
        coverage,
        verified,
        source: sourcesOf(evidence),
      })),
      excluded: considered('excluded', excluded),
      unknown: considered('unknown', unknown),
      otherwise: otherwise.map((reason) => reasonInWords('reason', '', reason, speech)),
    }
    const text = [
      ...bases.map((basis) => basisLines(basis, speech)),
      ...otherwise.map((reason) => reasonInWords('reason', '', reason, speech).text),
      ...consideredLines('excluded', excluded, speech),
      ...consideredLines('unknown', unknown, speech),
    ]
    return { exit: 0, text: text.join('\n'), data }
  },
}
