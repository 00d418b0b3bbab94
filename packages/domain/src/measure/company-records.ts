import { choices, date, flag, line, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Who stands behind a company, and what its register and books say. UNTOC art. 18(3)(f); UNCAC art. 46(3)(f). */
export const companyRecords = defineMeasure({
  type: 'company-records',
  group: 'record',
  kinds: ['mutual-legal-assistance', 'confiscation'],
  details: {
    company: line,
    registration: line,
    records: choices('register-extract', 'beneficial-owner', 'directors', 'accounts', 'resolutions', 'correspondence'),
    from: date,
    to: date,
    link: prose,
    noNotice: flag,
  },
  complete: {
    company: 'Northern Light Trading Ltd',
    registration: 'BVI 1744093',
    records: ['register-extract', 'beneficial-owner'],
    from: '2019-01-01',
    to: '2021-12-31',
    link: 'It holds the account into which the bribes were paid.',
  },
  requirements: (on) => [
    on.asked('company', 'assistance'),
    on.asked('records', 'assistance'),
    on.inOrder('from', 'to'),
    on.asked('link', 'facts'),
    on.wanted('registration', []),
  ],
})
