import type { StateCode } from '../input.ts'
import type { Verified } from './evidence.ts'

/** What a statement does. Vienna Convention on the Law of Treaties, arts. 2(1)(d), 19 to 23. */
export const declarationKinds = ['reservation', 'declaration', 'notification', 'objection'] as const
export type DeclarationKind = (typeof declarationKinds)[number]

/** `excludes` takes a provision out between two States, `conditions` binds it to something, the others tell. */
export const declarationEffects = ['excludes', 'conditions', 'designates', 'informs'] as const
export type DeclarationEffect = (typeof declarationEffects)[number]

/** What a State declared about one provision of an instrument, as facts of ours and never its sentences. */
export interface Declaration {
  readonly instrument: string
  readonly state: StateCode
  readonly kind: DeclarationKind
  /** As cited, as in `16(5)`; empty where it is about the whole or the article was not told. */
  readonly article: string
  readonly effect: DeclarationEffect
  /** What it is about; its sentence is in the catalogue under `legal-basis.declaration.<about>`. */
  readonly about: string
  /** The State against which it works, of an objection. */
  readonly towards?: StateCode
  readonly made?: string
  readonly withdrawn?: string
  readonly source: string
  readonly asOf: string
  readonly verified: Verified
  readonly url?: string
}
