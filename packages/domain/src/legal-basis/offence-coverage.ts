import { bound, isOpenTo } from './bound.ts'
import { basisPurpose } from './cooperation-kind.ts'
import type { Law } from './law.ts'
import type { Question } from './question.ts'
import type { Reason } from './reason.ts'
import { scopeOf } from './scope.ts'

/** Whether one instrument that binds both States covers one offence, and why; a covered one says what is still to be shown. */
export interface OffenceAnswer {
  readonly instrument: string
  /** The article on which the request would rest; empty for a treaty whose text is not in the data. */
  readonly provision: string
  readonly answer: 'covered' | 'not-covered' | 'unknown'
  readonly reasons: readonly Reason[]
  readonly doubts: readonly Reason[]
}

/**
 * What each instrument that binds both States says of each offence of a question, one by one, as `legalBases` says it of all
 * together: a list of answers for each offence, in the order of the question.
 */
export function offenceCoverage(question: Question, law: Law): readonly (readonly OffenceAnswer[])[] {
  const { kind, requesting, requested, date } = question
  const binding = law
    .candidates(kind, requesting, requested)
    .filter((instrument) => isOpenTo(instrument, [requesting, requested], law))
    .filter(({ id }) => bound(requesting, requested, id, date, law).answer === 'bound')
  return question.offences.map((offence) =>
    binding.map((instrument): OffenceAnswer => {
      const scope = scopeOf(instrument, { ...question, offences: [offence] }, law)
      const head = { instrument: instrument.id, provision: instrument.provisions[basisPurpose[kind]]?.article ?? '', answer: scope.answer }
      return scope.answer === 'covered'
        ? { ...head, reasons: scope.reasons, doubts: scope.doubts }
        : { ...head, reasons: [scope.reason], doubts: [] }
    }),
  )
}

/**
 * The instruments with offences of their own that bind both States, then those of which the data cannot tell whether they do:
 * to their offences the conduct can be matched.
 */
export function matchableInstruments({ requesting, requested, date }: Question, law: Law): readonly string[] {
  const own = [...new Set(law.offences.map(({ instrument }) => instrument))]
  const answers = own.map((id) => ({ id, answer: bound(requesting, requested, id, date, law).answer }))
  return (['bound', 'unknown'] as const).flatMap((wanted) => answers.filter(({ answer }) => answer === wanted).map(({ id }) => id))
}
