import type { Condition } from '../request/act.ts'
import type { Provision } from '../requirement/finding.ts'

function read(articles: Readonly<Record<string, string>>): readonly Provision[] {
  return Object.entries(articles).map(([instrument, article]) => ({ instrument, article, verified: true }))
}

const terms = read({ untoc: '18(26)', uncac: '46(26)', 'un-1988': '7(17)', 'cets-185': '27(6)' })

/** What lets the requested State attach a condition of a kind to its answer. */
export const conditionProvisions: Readonly<Record<Condition['kind'], readonly Provision[]>> = {
  speciality: read({
    untoc: '18(19)',
    uncac: '46(19)',
    'un-1988': '7(13)',
    'cets-185': '28(2)(b)',
    'cets-141': '32(1)',
    'cets-198': '42(1)',
    'cets-024': '14(1)',
  }),
  confidentiality: [...read({ 'cets-185': '28(2)(a)', 'cets-141': '33(2)', 'cets-198': '43(2)' }), ...terms],
  assurance: [...read({ 'cets-024': '11' }), ...terms],
  'return-of-originals': read({ 'cets-030': '6(2)' }),
  costs: read({ untoc: '18(28)', uncac: '46(28)', 'un-1988': '7(19)', 'cets-030': '20(3)' }),
  other: terms,
}
