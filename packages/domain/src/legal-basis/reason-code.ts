/** Why an instrument does not bind two States to each other. */
export const notBoundReasons = [
  'same-state',
  'other-states',
  'other-region',
  'not-in-force',
  'not-a-party',
  'not-yet',
  'ended',
  'parent-not-bound',
  'objected',
  'replaced',
  'territory-excluded',
] as const
export type NotBoundReason = (typeof notBoundReasons)[number]

/** Why nobody can tell from the data whether it binds. */
export const unknownReasons = [
  'no-such-instrument',
  'list-incomplete',
  'list-older',
  'entry-date-unknown',
  'entry-unknown',
  'parent-unknown',
  'territory-unrecorded',
  'territory-older',
] as const
export type UnknownReason = (typeof unknownReasons)[number]

/** Why an instrument that binds both does not reach this request, or why one cannot tell. */
export const outOfScopeCodes = [
  'offence-not-listed',
  'below-four-years',
  'no-organized-group',
  'not-transnational',
  'penalty-too-low',
  'convention-no-basis',
  'reserved',
] as const
export const unclearScopeCodes = ['offence-unmatched', 'offence-kindred', 'penalty-unstated'] as const

/** What speaks for a basis, and what the officer must still show. */
export const reasonCodes = [
  'both-bound',
  'both-bound-undated',
  'listed-offence',
  'serious-crime',
  'serious-crime-life',
  'transnational',
  'evidence-located',
  'organized-group',
  'transnational-unstated',
  'organized-group-unstated',
  'text-not-held',
  'unverified-fact',
  'treaty-prevails',
  'fills-gaps',
  'no-treaty-known',
  'electronic-evidence-only',
  'penalty-enough',
  'dual-criminality',
  'convention-is-basis',
  'treaty-basis-unknown',
  'supplements-convention',
  'may-be-replaced',
  'rests-on-parent',
  'declared-condition',
  'scheme-only',
  'reciprocity',
  'territory-extended',
  'agreement-invited',
  'home-measures-only',
  'to-be-considered',
  'covers-measure',
  'measure-not-named',
  'measure-under-general-clause',
  'measure-for-property-only',
  'measure-not-covered',
] as const

export type ReasonCode =
  | (typeof reasonCodes)[number]
  | (typeof outOfScopeCodes)[number]
  | (typeof unclearScopeCodes)[number]
  | NotBoundReason
  | UnknownReason
