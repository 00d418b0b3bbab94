import type { ConventionOffence } from './convention-offence.ts'
import type { Instrument } from './instrument.ts'
import type { Participation } from './participation.ts'

/** The facts that legal questions are answered from. They are handed in: the rules own no data. */
export interface Law {
  readonly instruments: readonly Instrument[]
  readonly offences: readonly ConventionOffence[]
  findInstrument(id: string): Instrument | undefined
  findParticipation(instrument: string, state: string): Participation | undefined
  findOffence(id: string): ConventionOffence | undefined
}
