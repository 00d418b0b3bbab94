import type { Input, Output } from '@comity/contract/operation'
import type { Operations } from '@comity/contract/operations'
import type { Result } from '@comity/domain/result'

/** What an answer is told beside its input. */
export interface Asked {
  /** RFC 3339, UTC. */
  readonly now: string
}

/** How operations are answered that need no store of their own, by name. */
export type Answers<K extends keyof Operations> = {
  readonly [Name in K]: (input: Input<Operations[Name]>, call: Asked) => Promise<Result<Output<Operations[Name]>>>
}
