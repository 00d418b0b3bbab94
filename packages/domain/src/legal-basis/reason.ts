import type { Provision } from '../requirement/finding.ts'
import type { MeasureCoverage } from './coverage.ts'
import type { Evidence, Verified } from './evidence.ts'
import type { ReasonCode } from './reason-code.ts'

/** One step of the reasoning: a code whose sentence is in the catalogue, and the articles that say so. */
export interface Reason {
  readonly code: ReasonCode
  readonly provisions: readonly Provision[]
  readonly values?: Readonly<Record<string, string | number>>
}

/** Whether what the request is about lies within an instrument. */
export type Scope =
  | { readonly answer: 'covered'; readonly reasons: readonly Reason[]; readonly doubts: readonly Reason[] }
  | { readonly answer: 'not-covered' | 'unknown'; readonly reason: Reason }

/** A basis on which the request can rest, in its place among the others. */
export interface RankedBasis {
  readonly instrument: string
  /** As cited, as in `18`; empty for a treaty whose text is not in the data. */
  readonly provision: string
  /** From 1. */
  readonly rank: number
  readonly since?: string
  readonly sinceAtLatest?: string
  readonly reasons: readonly Reason[]
  /** What the officer must still show or settle. */
  readonly doubts: readonly Reason[]
  /** What it says of each measure that is asked; empty where none is asked or the kind knows no measures. */
  readonly coverage: readonly MeasureCoverage[]
  /** The least checked of the facts that it rests on. */
  readonly verified: Verified
  readonly evidence: readonly Evidence[]
}

/** An instrument that was considered and does not serve, or of which one cannot tell. */
export interface Considered {
  readonly instrument: string
  readonly reason: Reason
  readonly evidence: readonly Evidence[]
}

/** All bases with their reasons; the officer chooses, and nothing considered is hidden. */
export interface LegalBasisAnswer {
  readonly bases: readonly RankedBasis[]
  readonly excluded: readonly Considered[]
  readonly unknown: readonly Considered[]
  /** What is left when no treaty serves: reciprocity and the domestic law of the requested State. */
  readonly otherwise: readonly Reason[]
}
