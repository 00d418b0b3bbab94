/** What a person of an authority may be. One account has one role. */
export const roles = ['officer', 'head', 'executing-authority', 'translator', 'auditor', 'administrator'] as const

export type Role = (typeof roles)[number]

/** A signed-in person, as the rules see them. */
export interface Actor {
  /** The account's id. */
  readonly id: string
  /** The name shown to colleagues, and to the other State beside an act. */
  readonly name: string
  readonly role: Role
  /** The executing office to which requests are assigned; only for `executing-authority`. */
  readonly office?: string
}
