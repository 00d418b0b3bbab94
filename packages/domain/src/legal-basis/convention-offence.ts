/** Conduct that several instruments name in their own words. */
export type OffenceFamily =
  | 'organized-group'
  | 'laundering'
  | 'corruption'
  | 'obstruction'
  | 'drugs'
  | 'trafficking'
  | 'migrants'
  | 'firearms'
  | 'cybercrime'
  | 'racism'
  | 'terrorism'
  | 'any'

/** An offence that an instrument obliges or invites its parties to establish. Its label is in the catalogue under its id. */
export interface ConventionOffence {
  /** As in `uncac.art23`. */
  readonly id: string
  readonly instrument: string
  /** As cited, as in `6(1)(a)-(b)`. */
  readonly article: string
  readonly family: OffenceFamily
  /** `scope` marks a class of conduct that is covered without being an offence of the instrument. */
  readonly obligation: 'mandatory' | 'conditional' | 'optional' | 'scope'
  readonly verified: boolean
  /** Other ids under which it can be asked for, as in `uncac.laundering`. */
  readonly aliases?: readonly string[]
  /** Code of the International Classification of Crime for Statistical Purposes; a mapping of ours unless `verified` says otherwise elsewhere. */
  readonly iccs?: string
}
