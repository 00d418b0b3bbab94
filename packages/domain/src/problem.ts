/**
 * Every way in which an act, an input or a message can be refused. The contract maps each code to an
 * RFC 9457 type and a status; the catalogues hold a sentence for each in every language.
 */
export const problemCodes = [
  // input
  'invalid-input',
  'unknown-state',
  'same-state',
  'too-large',
  'wrong-file-type',
  // the life of a request
  'not-found',
  'act-not-available',
  'act-out-of-place',
  'not-the-second-person',
  'findings-open',
  'ground-barred',
  'nothing-to-confirm',
  'file-unknown',
  'file-harmful',
  'file-spoken-for',
  // keeping and erasing
  'legal-hold',
  'not-due',
  // signing
  'pdf-not-signable',
  'no-time-stamp',
  'wrong-pin',
  'key-locked',
  'key-not-at-hand',
  'signature-outdated',
  // who and when
  'not-signed-in',
  'sign-in-failed',
  'account-not-confirmed',
  'proof-needed',
  'reason-needed',
  'provider-not-reached',
  'provider-begin-again',
  'provider-answer-refused',
  'provider-too-weak',
  'provider-stranger',
  'provider-bound-already',
  'not-permitted',
  'request-forged',
  'too-many-attempts',
  'version-required',
  'version-conflict',
  'idempotency-reuse',
  // exchange
  'unknown-peer',
  'peer-suspended',
  'peer-not-verified',
  'not-addressed-to-us',
  'bad-signature',
  'call-refused',
  'bad-digest',
  'cannot-decrypt',
  'id-reuse',
  'malformed',
  'stale-directory',
  'unsupported-profile',
  'suite-below-floor',
  'expired',
  'message-ended',
  'gap',
  'too-many',
  'try-later',
  'clock-wrong',
  'message-under-way',
  'message-behind',
] as const

export type ProblemCode = (typeof problemCodes)[number]

/** One field that is wrong: where, which rule, and the values the sentence needs. */
export interface FieldProblem {
  /** Path into the input, as in `content.measures.0.to`. */
  readonly field: string
  /** A key of the catalogue `problem.field.*`. */
  readonly rule: string
  readonly values?: Readonly<Record<string, string | number>>
}

/** An expected refusal: its code, the fields at fault, and the values its sentence needs. */
export interface Problem {
  readonly code: ProblemCode
  readonly fields?: readonly FieldProblem[]
  readonly values?: Readonly<Record<string, string | number>>
}

/** Names one field of the input and the rule that it breaks. */
export function invalid(field: string, rule: string, values?: FieldProblem['values']): Problem {
  return { code: 'invalid-input', fields: [values === undefined ? { field, rule } : { field, rule, values }] }
}
