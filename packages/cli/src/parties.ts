import { formatDate } from '@comity/language/format'
import { translator } from '@comity/language/translator'
import { instrumentShortTitle } from '@comity/reference/instrument'
import { law } from '@comity/reference/law'
import { stateName } from '@comity/reference/state'
import { partyList } from '@comity/answers/law/parties'
import { type Command, languageOf } from './command.ts'
import { dayOf, demandInstrument } from './law-arguments.ts'

/** Lists or counts the parties to an instrument on a date. */
export const parties: Command = {
  usage: 'parties INSTRUMENT [--on DATE] [--in-force] [--count] [--lang LANGUAGE]',
  summary: 'Parties on a date: by deposit, as the depositary counts; with --in-force those for which it is in force',
  options: { on: 'value', 'in-force': 'flag', count: 'flag', lang: 'value' },
  positionals: [1, 1],
  async run(given) {
    const language = languageOf(given)
    const t = translator(language)
    const instrument = demandInstrument(given.positionals[0] ?? '', t)
    const on = dayOf(given)
    const by = given.options['in-force'] === true ? 'in-force' : 'deposit'
    const { items, complete, undated } = partyList(instrument, on, by, law)
    const about = { instrument: instrument.id, on, by, count: items.length, complete, undated }
    if (given.options['count'] === true) return { exit: 0, text: String(items.length), data: about }
    const title = instrumentShortTitle(instrument.id, language)
    const date = formatDate(on, language)
    const lines = items.map(({ state, consent, inForce, form, how, successorOf, verified }) =>
      [
        state,
        stateName(state, language),
        consent,
        form === undefined ? undefined : t(`cli.parties.form.${form}`),
        inForce === undefined ? undefined : t('cli.parties.in-force', { date: inForce }),
        how === 'succession' && successorOf !== undefined
          ? t('cli.parties.successor', { state: stateName(successorOf, language) })
          : undefined,
        verified === 'yes' ? undefined : `(${t('legal-basis.unverified')})`,
      ]
        .filter((part) => part !== undefined)
        .join('  '),
    )
    const notes = [
      t(by === 'deposit' ? 'cli.parties.deposit' : 'cli.parties.in-force-count', { count: items.length, instrument: title, date }),
      ...(instrument.inForce !== undefined && on < instrument.inForce
        ? [t('legal-basis.not-bound.not-in-force', { instrument: title })]
        : []),
      ...(complete ? [] : [t('cli.parties.partial')]),
      ...(undated.length === 0 ? [] : [t('cli.parties.undated', { count: undated.length, states: undated.join(', ') })]),
    ]
    return { exit: 0, text: [...lines, ...notes].join('\n'), data: { ...about, items } }
  },
}
