import { read } from '../requirement/requirement.ts'
import { choices, date, flag, line, person, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** What a tax authority knows. That a matter is also fiscal is no reason to refuse: UNTOC art. 18(22), UNCAC art. 46(22). UNTOC art. 18(3)(f), (29)(b); UNCAC art. 46(3)(f), (29)(b). */
export const taxRecords = defineMeasure({
  type: 'tax-records',
  group: 'record',
  kinds: ['mutual-legal-assistance', 'confiscation'],
  details: {
    person,
    taxNumber: line,
    taxes: choices('income', 'company', 'value-added', 'customs', 'property'),
    from: date,
    to: date,
    link: prose,
    use: prose,
    noNotice: flag,
  },
  complete: {
    person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    taxNumber: '756.4417.0093.02',
    taxes: ['income'],
    from: '2019-01-01',
    to: '2021-12-31',
    link: 'He declared a tenth of what passed through the account.',
    use: 'As evidence of laundering, and not to assess a tax.',
  },
  requirements: (on) => [
    on.asked('taxes', 'assistance'),
    on.asked('from', 'assistance'),
    on.asked('to', 'assistance'),
    on.inOrder('from', 'to'),
    on.asked('link', 'facts'),
    on.wanted('person', read({ untoc: '18(15)(e)', uncac: '46(15)(e)', 'un-1988': '7(10)(e)', 'cets-030': '14(1)(c)' })),
    on.wanted('use', read({ untoc: '18(19) 18(29)(b)', uncac: '46(19) 46(29)(b)' })),
  ],
})
