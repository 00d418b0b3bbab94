import { bound as bindingOf } from '@comity/domain/legal-basis/bound'
import { translator } from '@comity/language/translator'
import { law } from '@comity/reference/law'
import { stateName } from '@comity/reference/state'
import { type Command, languageOf } from './command.ts'
import { dayOf, demandInstrument, demandPair } from './law-arguments.ts'
import { citation, dateText, lawSentence } from './law-sentence.ts'

/** Answers whether two States are bound to each other by an instrument. */
export const bound: Command = {
  usage: 'bound STATE STATE INSTRUMENT [--on DATE] [--lang LANGUAGE]',
  summary:
    'Whether two States, or territories through their States, are bound to each other by an instrument on a date: bound, not bound because, unknown because',
  options: { on: 'value', lang: 'value' },
  positionals: [3, 3],
  async run(given) {
    const language = languageOf(given)
    const t = translator(language)
    const [a = '', b = '', id = ''] = given.positionals
    demandPair({ a, b }, t)
    const { id: instrument } = demandInstrument(id, t)
    const on = dayOf(given)
    const binding = bindingOf(a, b, instrument, on, law)
    const speech = { t, language, requesting: a, requested: b, on }
    const values = binding.state === undefined ? {} : { state: binding.state }
    const sentence =
      binding.answer === 'bound'
        ? lawSentence(
            law.isTerritory(a) || law.isTerritory(b) ? 'legal-basis.bound.territory' : 'legal-basis.bound',
            instrument,
            values,
            speech,
          )
        : lawSentence(`legal-basis.${binding.answer}.${binding.reason}`, instrument, values, speech)
    const since =
      binding.answer !== 'bound'
        ? []
        : binding.since !== undefined
          ? [t('legal-basis.since', { date: dateText(binding.since, language) })]
          : binding.sinceAtLatest !== undefined
            ? [t('legal-basis.since-at-latest', { date: dateText(binding.sinceAtLatest, language) })]
            : []
    const doubt = binding.answer === 'bound' && binding.verified !== 'yes' ? [t(`legal-basis.verified.${binding.verified}`)] : []
    const evidence = binding.evidence.map(
      ({ state, source, asOf }) =>
        `${state === undefined ? '' : `${state}: `}${t('legal-basis.source', { source, date: dateText(asOf, language) })}`,
    )
    const territories = (binding.territories ?? []).map(({ territory, state, effect, byText, article, verified }) => {
      const wording = `legal-basis.territory.${effect === 'extended' && byText === true ? 'by-text' : effect}`
      const told = lawSentence(wording, instrument, { territory: stateName(territory, language), state }, speech)
      return article === '' ? told : `${told} [${citation({ instrument, article, verified: verified === 'yes' }, speech)}]`
    })
    return {
      exit: 0,
      text: [sentence, ...since, ...territories, ...doubt, ...evidence].join('\n  '),
      data: { a, b, instrument, on, ...binding },
    }
  },
}
