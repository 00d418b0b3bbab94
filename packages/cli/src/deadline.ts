import { deadlineOf, type DeadlineFacts } from '@comity/domain/deadline/calculus'
import { lengthByProfile } from '@comity/domain/deadline/length-by-profile'
import { type Length, lengthUnits } from '@comity/domain/deadline/rule'
import { deadlineRules, findDeadlineRule } from '@comity/domain/deadline/rules'
import { translator } from '@comity/language/translator'
import { findProfile } from '@comity/reference/profile'
import { knownStates } from '@comity/answers/law/known'
import { type Answer, type Command, type Given, languageOf, optionOf, UsageError } from './command.ts'
import { dayOf, demand, listOf } from './law-arguments.ts'
import { citation, dateText } from './law-sentence.ts'
import { problemText, refused } from './problem-text.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

function placeOf(given: Given): NonNullable<DeadlineFacts['place']> {
  const timeZone = optionOf(given, 'zone')
  const asked = listOf(given, 'weekend')
  const weekend = weekdays.filter((day) => asked.includes(String(day)))
  if (weekend.length !== asked.length)
    throw new UsageError(`--weekend ${optionOf(given, 'weekend')}: days of the week by number, as in 6,7; Monday is 1`)
  return {
    ...(timeZone !== undefined && { timeZone }),
    weekend,
    holidays: listOf(given, 'holidays'),
    ...(given.options['counts-event-day'] === true && { countsEventDay: true }),
    ...(given.options['ends-on-working-day'] === true && { endsOnWorkingDay: true }),
  }
}

function lengthOf(given: Given): { readonly length?: Length } {
  const asked = optionOf(given, 'length')
  if (asked === undefined) return {}
  const [, count, unit = 'days'] = /^(\d{1,5})(?: ?([a-z-]+))?$/u.exec(asked) ?? []
  const known = lengthUnits.find((each) => each === unit)
  if (count === undefined || known === undefined) throw new UsageError(`--length ${asked}: a number and one of ${lengthUnits.join(', ')}`)
  return { length: { count: Number(count), unit: known } }
}

/** Times in which the clock stands still, as ISO 8601 intervals of days; without an end it still stands. */
function suspensionsOf(given: Given): NonNullable<DeadlineFacts['suspensions']> {
  return listOf(given, 'suspended').map((interval) => {
    const [from = '', to = ''] = interval.split('/')
    return to === '' ? { from } : { from, to }
  })
}

function ruleLines(given: Given): Answer {
  const language = languageOf(given)
  const t = translator(language)
  const lines = deadlineRules.map(({ id, event, length, provisions }) => {
    const cited = provisions.map((each) => citation(each, { t, language })).join(' · ')
    return `${id}  ${length.count} ${t(`cli.deadline.unit.${length.unit}`, { count: length.count })}  ${t(`deadline.event.${event}`)}${cited === '' ? '' : `  [${cited}]`}`
  })
  return { exit: 0, text: lines.join('\n'), data: deadlineRules }
}

/** Says when a clock that the law sets runs out. */
export const deadline: Command = {
  usage:
    'deadline [RULE --event DATE|MOMENT] [--state STATE] [--zone ZONE] [--weekend 6,7] [--holidays DATE,DATE] [--suspended DATE/DATE,...] [--length "N UNIT"] [--counts-event-day] [--ends-on-working-day] [--on DATE] [--lang LANGUAGE]',
  summary: 'When a clock runs out, with its article and what follows; without RULE, every clock that is known',
  options: {
    event: 'value',
    state: 'value',
    zone: 'value',
    weekend: 'value',
    holidays: 'value',
    suspended: 'value',
    length: 'value',
    'counts-event-day': 'flag',
    'ends-on-working-day': 'flag',
    on: 'value',
    lang: 'value',
  },
  positionals: [0, 1],
  async run(given) {
    const [id] = given.positionals
    if (id === undefined) return ruleLines(given)
    const rule = findDeadlineRule(id)
    if (rule === undefined) throw new UsageError(`${id}: no such clock; comity deadline lists them`)
    const language = languageOf(given)
    const t = translator(language)
    const state = optionOf(given, 'state')
    const known = knownStates({ state })
    if (!known.ok) throw new UsageError(problemText(known.problem, t))
    const facts = { event: demand(given, 'event'), place: placeOf(given), suspensions: suspensionsOf(given), ...lengthOf(given) }
    const profile = state === undefined ? undefined : findProfile(state)
    const due = deadlineOf(rule, profile === undefined ? facts : lengthByProfile(rule, facts, profile, dayOf(given)))
    if (!due.ok) return refused(due.problem, t)
    const { date, at, warnings, provisions, consequence, verified, length } = due.value
    const text = [
      date === undefined ? t('cli.deadline.stands-still') : t('cli.deadline.due', { date: dateText(date, language) }),
      ...(at === undefined ? [] : [t('cli.deadline.over', { at })]),
      t(`deadline.consequence.${consequence}`),
      `${length.count} ${t(`cli.deadline.unit.${length.unit}`, { count: length.count })} · ${t(`deadline.event.${rule.event}`)}`,
      ...provisions.map((each) => citation(each, { t, language })),
      ...(verified ? [] : [t('legal-basis.verified.no')]),
      ...warnings.map((step) => t('cli.deadline.warning', { date: step.date })),
    ]
    return { exit: 0, text: text.join('\n  '), data: due.value }
  },
}
