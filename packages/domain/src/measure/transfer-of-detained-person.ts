import { read } from '../requirement/requirement.ts'
import { date, flag, line, person, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Transfer for a time of a person in custody, to be heard or identified. UNTOC art. 18(10) to (12); UNCAC art. 46(10) to (12); CETS 030 art. 11, 12; 1988 Convention art. 7(4). */
export const transferOfDetainedPerson = defineMeasure({
  type: 'transfer-of-detained-person',
  group: 'person',
  kinds: ['mutual-legal-assistance'],
  details: {
    person,
    reason: prose,
    authority: line,
    on: date,
    /** That the person was told what it means and freely consents. */
    consent: flag,
    /** That both States agree, on which conditions. */
    agreed: flag,
    custody: prose,
    returnBy: date,
    /** That time in custody counts towards the sentence. UNTOC art. 18(11)(d). */
    sentenceCredit: flag,
    immunity: flag,
    escort: prose,
    transit: prose,
  },
  complete: {
    person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    reason: 'He is to be heard on what he carried, and to whom.',
    authority: 'Curtea de Apel București',
    on: '2027-01-18',
    consent: true,
    agreed: true,
    custody: 'Kept in custody at the prison of the court',
    returnBy: '2027-02-01',
    sentenceCredit: true,
    immunity: true,
    escort: 'Two officers on the flight of 17 January.',
  },
  enclosures: [
    { what: 'consent', severity: 'advice', provisions: read({ untoc: '18(10)(a)', uncac: '46(10)(a)', 'cets-030': '11(1)(a)' }) },
  ],
  requirements: (on) => [
    on.asked('person', read({ untoc: '18(10)', uncac: '46(10)', 'cets-030': '11(1)', 'un-1988': '7(10)(e)' })),
    on.asked('reason', read({ untoc: '18(10)', uncac: '46(10)', 'cets-030': '11(1)' })),
    on.asked('authority', 'assistance'),
    on.asked('on', 'assistance'),
    on.ahead('on'),
    on.stated(
      'detained-person.consent.missing',
      'missing',
      'consent',
      read({ untoc: '18(10)(a)', uncac: '46(10)(a)', 'cets-030': '11(1)(a)' }),
    ),
    on.stated('detained-person.agreement.missing', 'missing', 'agreed', read({ untoc: '18(10)(b)', uncac: '46(10)(b)' })),
    on.stated(
      'detained-person.custody.unstated',
      'missing',
      'custody',
      read({ untoc: '18(11)(a)', uncac: '46(11)(a)', 'cets-030': '11(3)' }),
    ),
    on.stated(
      'detained-person.return.unstated',
      'missing',
      'returnBy',
      read({ untoc: '18(11)(b)', uncac: '46(11)(b)', 'cets-030': '11(1)' }),
    ),
    on.inOrder('on', 'returnBy'),
    on.wanted('sentenceCredit', read({ untoc: '18(11)(d)', uncac: '46(11)(d)' })),
    on.stated('detained-person.immunity.unstated', 'missing', 'immunity', read({ untoc: '18(12)', uncac: '46(12)', 'cets-030': '12(1)' })),
    on.wanted('escort', []),
  ],
})
