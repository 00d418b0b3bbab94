import { read, type Requirement, requirementsOn } from './requirement.ts'

/** What is known of a transfer of a person in custody so that he or she can be heard. */
export interface DetainedPersonCase {
  readonly consent?: boolean
  readonly agreed?: boolean
  readonly custody?: string
  readonly returnBy?: string
  readonly immunity?: boolean
}

const detained = requirementsOn<DetainedPersonCase>({
  consent: true,
  agreed: true,
  custody: 'Kept in custody at the prison of the court',
  returnBy: '2027-02-01',
  immunity: true,
})

/** Transfer of a detained person to give evidence. UNTOC art. 18(10) to (12); UNCAC art. 46(10) to (12); CETS 030 art. 11. */
export const detainedPersonRequirements: readonly Requirement<DetainedPersonCase>[] = [
  detained.stated(
    'detained-person.consent.missing',
    'missing',
    'consent',
    read({ untoc: '18(10)(a)', uncac: '46(10)(a)', 'cets-030': '11(1)(a)' }),
  ),
  detained.stated('detained-person.agreement.missing', 'missing', 'agreed', read({ untoc: '18(10)(b)', uncac: '46(10)(b)' })),
  detained.stated(
    'detained-person.custody.unstated',
    'missing',
    'custody',
    read({ untoc: '18(11)(a)', uncac: '46(11)(a)', 'cets-030': '11(3)' }),
  ),
  detained.stated(
    'detained-person.return.unstated',
    'missing',
    'returnBy',
    read({ untoc: '18(11)(b)', uncac: '46(11)(b)', 'cets-030': '11(1)' }),
  ),
  detained.stated(
    'detained-person.immunity.unstated',
    'missing',
    'immunity',
    read({ untoc: '18(12)', uncac: '46(12)', 'cets-030': '12(1)' }),
  ),
]

/** What is known of a document that is to be served, and of a person who is to come. */
export interface ServiceCase {
  readonly recipient?: string
  readonly address?: string
  /** Date on which the person is to appear. */
  readonly appearance?: string
  readonly safeConduct?: boolean
}

/** The longest notice that a State may ask for before an accused person is to appear. CETS 030 art. 7(3). */
const noticeDays = 50

const service = requirementsOn<ServiceCase>({
  recipient: 'Example GmbH',
  address: 'Hafenstraße 17, 4020 Linz',
  appearance: '2027-06-01',
  safeConduct: true,
})

/** Service and summons. CETS 030 art. 7, 12, 14(1)(d); UNTOC art. 18(15)(d), (e), (27); UNCAC art. 46(15)(d), (e), (27). */
export const serviceRequirements: readonly Requirement<ServiceCase>[] = [
  service.stated(
    'service.recipient.missing',
    'missing',
    'recipient',
    read({ 'cets-030': '14(1)(d)', untoc: '18(15)(e)', uncac: '46(15)(e)' }),
  ),
  service.rule(
    'service.address.incomplete',
    'missing',
    'address',
    read({ 'cets-030': '14(1)(d)', untoc: '18(15)(e)', uncac: '46(15)(e)' }),
    // A street without a number finds nobody; where houses have none, the officer says so.
    ({ address = '' }) => !/\p{Nd}/u.test(address),
    { address: 'Hafenstraße, Linz' },
  ),
  service.rule(
    'service.appearance-near',
    'advice',
    'appearance',
    read({ 'cets-030': '7(3)' }),
    ({ appearance: date }, today) => {
      if (date === undefined) return false
      const days = Math.round((Date.parse(date) - Date.parse(today)) / 86_400_000)
      return days <= noticeDays && { date, days: Math.max(days, 0), notice: noticeDays }
    },
    { appearance: '2026-11-01' },
  ),
  service.stated(
    'service.safe-conduct.unstated',
    'advice',
    'safeConduct',
    read({ untoc: '18(27)', uncac: '46(27)', 'un-1988': '7(18)', 'cets-030': '12' }),
    ({ appearance }) => appearance === undefined,
  ),
]
