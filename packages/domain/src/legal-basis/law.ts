import type { ConventionOffence } from './convention-offence.ts'
import type { CooperationKind } from './cooperation-kind.ts'
import type { Declaration } from './declaration.ts'
import type { Instrument } from './instrument.ts'
import type { Participation } from './participation.ts'
import type { Territorial } from './territory.ts'

/** The facts that legal questions are answered from. They are handed in: the rules own no data. */
export interface Law {
  readonly instruments: readonly Instrument[]
  readonly offences: readonly ConventionOffence[]
  findInstrument(id: string): Instrument | undefined
  findParticipation(instrument: string, state: string): Participation | undefined
  findOffence(id: string): ConventionOffence | undefined
  /** What is known of participation, by State. */
  listParticipations(instrument: string): readonly Participation[]
  /** What a State declared about an instrument, withdrawn or not. */
  listDeclarations(instrument: string, state: string): readonly Declaration[]
  /** Whether a code is that of a territory, which instruments bind through a State only. */
  isTerritory(code: string): boolean
  /** What is recorded of an instrument and a territory; nothing recorded is neither a yes nor a no. */
  findTerritorial(instrument: string, territory: string): Territorial | undefined
  /** The region of a State by UNSD M49, where known. */
  regionOf(state: string): string | undefined
  /** The instruments that serve a kind and are open to more States, or are between exactly these two. */
  candidates(kind: CooperationKind, a: string, b: string): readonly Instrument[]
}
