import type { Provision } from '../requirement/finding.ts'
import type { DeadlineConsequence, DeadlineEvent, DeadlineRule, Length } from './rule.ts'

type More = Pick<DeadlineRule, 'adjustable' | 'strict'>

const strict: More = { strict: true }
const beforeRelease = [7, 3, 1]
const inWeeks = [14, 7, 3]
const inDays = [3, 1]

function clock(
  id: string,
  event: DeadlineEvent,
  length: Length,
  consequence: DeadlineConsequence,
  warnings: readonly number[],
  provisions: readonly Provision[],
  more: More = {},
): DeadlineRule {
  const verified = provisions.length > 0 && provisions.every((provision) => provision.verified)
  return { id, event, length, consequence, warnings, provisions, verified, ...more }
}

function days(count: number): Length {
  return { count, unit: 'days' }
}

function hours(count: number): Length {
  return { count, unit: 'hours' }
}

/** An article in whose text the length was read. */
function read(instrument: string, article: string): readonly Provision[] {
  return [{ instrument, article, verified: true }]
}

/** An article whose text was not read. */
function recalled(instrument: string, article: string): readonly Provision[] {
  return [{ instrument, article, verified: false }]
}

const safeConduct = [...read('untoc', '18(27)'), ...read('uncac', '46(27)'), ...read('un-1988', '7(18)'), ...read('cets-030', '12(3)')]
const namedDate = [...read('untoc', '18(24)'), ...read('uncac', '46(24)')]

/** UNTOC, UNCAC, the 1988 Convention and the Council of Europe's conventions, read article by article. */
const conventions: readonly DeadlineRule[] = [
  clock('cets-024.provisional-arrest-18', 'arrest', days(18), 'release-possible', beforeRelease, read('cets-024', '16(4)'), strict),
  clock('cets-024.provisional-arrest-40', 'arrest', days(40), 'release-due', [14, ...beforeRelease], read('cets-024', '16(4)'), strict),
  clock('cets-024.surrender-15', 'surrender-date', days(15), 'release-possible', beforeRelease, read('cets-024', '18(4)'), strict),
  clock('cets-024.surrender-30', 'surrender-date', days(30), 'release-due', beforeRelease, read('cets-024', '18(4)'), strict),
  clock('cets-024.speciality', 'final-discharge', days(45), 'speciality-ends', inWeeks, read('cets-024', '14(1)(b)'), strict),
  clock('cets-209.consent-notice', 'arrest', days(10), 'answer-overdue', inDays, read('cets-209', '6(1)'), strict),
  clock('cets-209.surrender', 'surrender-decision', days(10), 'answer-overdue', inDays, read('cets-209', '9'), strict),
  clock('cets-073.arrest-request', 'arrest', days(18), 'release-due', beforeRelease, read('cets-073', '29(3)'), strict),
  clock(
    'cets-073.arrest-documents',
    'request-for-proceedings-received',
    days(15),
    'release-due',
    beforeRelease,
    read('cets-073', '29(4)'),
    strict,
  ),
  clock('cets-073.arrest-limit', 'arrest', days(40), 'release-due', [14, ...beforeRelease], read('cets-073', '29(5)'), strict),
  clock('cets-167.speciality', 'final-discharge', days(45), 'speciality-ends', inWeeks, read('cets-167', '3(4)(b)'), strict),
  clock('cets-185.preservation', 'data-preserved', days(60), 'data-may-be-lost', [15, 5], read('cets-185', '29(7)'), {
    ...strict,
    adjustable: 'domestic-law',
  }),
  clock('cets-185.preservation-order', 'preservation-ordered', days(90), 'order-lapses', [30, 15, 5], read('cets-185', '16(2)'), {
    ...strict,
    adjustable: 'domestic-law',
  }),
  clock('safe-conduct', 'presence-not-required', days(15), 'safe-conduct-ends', [5, 1], safeConduct, {
    ...strict,
    adjustable: 'agreement',
  }),
  clock('named-date', 'date-named-in-request', days(0), 'purpose-lost', [30, ...inWeeks], namedDate, strict),
]

/** What no instrument at hand sets: the treaty in the case does, or the law of a State. */
const setElsewhere: readonly DeadlineRule[] = [
  clock('treaty.provisional-arrest-45', 'arrest', days(45), 'release-due', [14, ...beforeRelease], [], { ...strict, adjustable: 'treaty' }),
  clock('treaty.provisional-arrest-60', 'arrest', days(60), 'release-due', [14, ...beforeRelease], [], { ...strict, adjustable: 'treaty' }),
  clock('limitation', 'end-of-limitation', days(0), 'offence-time-barred', [365, 180, 90, 30], [], strict),
]

/** Instruments whose texts are not at hand. Lengths from memory: nobody may take them for checked. */
const unread: readonly DeadlineRule[] = [
  clock('un-cybercrime.preservation', 'data-preserved', days(60), 'data-may-be-lost', [15, 5], recalled('un-cybercrime', '42'), strict),
  clock('cets-224.subscriber-order', 'order-received', days(30), 'answer-overdue', [7, 2], recalled('cets-224', '7'), {
    adjustable: 'agreement',
  }),
  clock('cets-224.service', 'request-received', days(45), 'answer-overdue', inWeeks, recalled('cets-224', '8')),
  clock('cets-224.subscriber-return', 'order-received', days(20), 'answer-overdue', [7, 2], recalled('cets-224', '8')),
  clock('cets-224.traffic-return', 'order-received', days(45), 'answer-overdue', inWeeks, recalled('cets-224', '8')),
  clock('eu-e-evidence.production', 'order-received', days(10), 'answer-overdue', inDays, recalled('eu-e-evidence', '10')),
  clock('eu-e-evidence.production-emergency', 'order-received', hours(8), 'answer-overdue', [4, 1], recalled('eu-e-evidence', '10')),
  clock('eu-e-evidence.objection', 'order-received', days(10), 'objection-lost', inDays, recalled('eu-e-evidence', '12')),
  clock('eu-e-evidence.objection-emergency', 'order-received', hours(96), 'objection-lost', [24, 8], recalled('eu-e-evidence', '12')),
  clock('eu-e-evidence.preservation', 'order-received', days(60), 'order-lapses', [15, 5], recalled('eu-e-evidence', '11'), strict),
  clock(
    'eu-e-evidence.preservation-extended',
    'order-received',
    days(90),
    'order-lapses',
    [15, 5],
    recalled('eu-e-evidence', '11'),
    strict,
  ),
  clock('eu-eio.acknowledgement', 'order-received', days(7), 'answer-overdue', [2], recalled('eu-eio', '16')),
  clock('eu-eio.recognition', 'order-received', days(30), 'answer-overdue', [7, 2], recalled('eu-eio', '12')),
  clock('eu-eio.recognition-extended', 'order-received', days(60), 'answer-overdue', inWeeks, recalled('eu-eio', '12')),
  clock('eu-eio.execution', 'recognition-decision', days(90), 'answer-overdue', [30, ...inWeeks], recalled('eu-eio', '12')),
  clock('eu-eio.provisional-measure', 'order-received', hours(24), 'answer-overdue', [8, 2], recalled('eu-eio', '32')),
  clock('eu-eaw.decision-consent', 'consent-to-surrender', days(10), 'answer-overdue', inDays, recalled('eu-eaw', '17'), strict),
  clock('eu-eaw.decision', 'arrest', days(60), 'answer-overdue', inWeeks, recalled('eu-eaw', '17'), strict),
  clock('eu-eaw.decision-extended', 'arrest', days(90), 'answer-overdue', inWeeks, recalled('eu-eaw', '17'), strict),
  clock('eu-eaw.surrender', 'surrender-decision', days(10), 'release-due', inDays, recalled('eu-eaw', '23'), strict),
  clock(
    'eu-freezing-confiscation.freezing-decision',
    'order-received',
    hours(48),
    'answer-overdue',
    [24, 8],
    recalled('eu-freezing-confiscation', '9'),
  ),
  clock(
    'eu-freezing-confiscation.freezing-execution',
    'freezing-decision',
    hours(48),
    'answer-overdue',
    [24, 8],
    recalled('eu-freezing-confiscation', '9'),
  ),
  clock(
    'eu-freezing-confiscation.confiscation-decision',
    'order-received',
    days(45),
    'answer-overdue',
    inWeeks,
    recalled('eu-freezing-confiscation', '20'),
  ),
]

/** Every clock that is known, those of the texts first. */
export const deadlineRules: readonly DeadlineRule[] = [...conventions, ...setElsewhere, ...unread]

const byId = new Map(deadlineRules.map((rule) => [rule.id, rule]))

/** The rule of an id, as in `cets-185.preservation`. */
export function findDeadlineRule(id: string): DeadlineRule | undefined {
  return byId.get(id)
}
