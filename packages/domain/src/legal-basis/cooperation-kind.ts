import type { Purpose } from './instrument.ts'

/** What one State can ask of another in a criminal matter (DESIGN.md section 1). */
export const cooperationKinds = [
  'mutual-legal-assistance',
  'extradition',
  'provisional-arrest',
  'preservation',
  'confiscation',
  'transfer-of-proceedings',
  'transfer-of-sentenced-person',
  'joint-investigation',
] as const
export type CooperationKind = (typeof cooperationKinds)[number]

/**
 * The purpose of the provision on which a request of a kind rests: an instrument that has none does not serve
 * the kind.
 */
export const basisPurpose: Readonly<Record<CooperationKind, Purpose>> = {
  'mutual-legal-assistance': 'assistance',
  extradition: 'extradition',
  'provisional-arrest': 'provisional-arrest',
  preservation: 'preservation',
  confiscation: 'confiscation',
  'transfer-of-proceedings': 'transfer-of-proceedings',
  'transfer-of-sentenced-person': 'transfer-of-sentenced-person',
  'joint-investigation': 'joint-investigation',
}
