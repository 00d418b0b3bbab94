import type { Action } from '@comity/domain/account/action'
import type { Role } from '@comity/domain/account/role'
import type { FileStream } from '@comity/contract/operation'
import type { ComityClient } from '@comity/contract/operations'
import type { AvailableLanguage } from '@comity/language/languages'

/** The person who is signed in, as far as a page shows it. */
export interface VisitingAccount {
  readonly id: string
  readonly displayName: string
  readonly role: Role
  readonly office?: string
  /** Where not all that the role may do is there: what is. */
  readonly only?: readonly Action[]
}

/** One call on a page: what was asked, by whom, where and when. Whoever runs the pages builds it; no page knows HTTP. */
export interface Visit {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
  readonly files: readonly { readonly field: string; readonly file: FileStream }[]
  readonly language: AvailableLanguage
  /** IANA name, as in `America/Lima`. */
  readonly timeZone: string
  /** RFC 3339, UTC. */
  readonly now: string
  /** Proves that a form was written for this session; checked before the page runs. */
  readonly formToken: string
  readonly account?: VisitingAccount
  readonly authority: { readonly state: string; readonly name: string }
  /** Whether the authority runs on the embedded database, which is for trial and says so. */
  readonly embeddedDatabase: boolean
  /** Whether the pages of the law are open to readers without an account. */
  readonly publicLaw?: boolean
  /** Codes of States and territories that the operator leaves out of choices, maps and lists. */
  readonly hiddenStates?: readonly string[]
  /** The operator's provider of identities, as people know it, where there is one. */
  readonly provider?: string
  /** What this browser was given when it was sent there. */
  readonly flow?: string
  /** The pages run in a browser without a server; a moment there is what has not been saved to a file. */
  readonly alone?: { readonly unsaved: boolean; readonly keepsCopy: boolean }
}

/** What a browser is to keep, or no longer. */
interface Keeps {
  readonly setSession?: string
  readonly endSession?: true
  /** What is shown on coming back from the provider; empty: nothing any more. */
  readonly flow?: string
}

/** What a page answers. */
export type View =
  | ({ readonly kind: 'page'; readonly status: number; readonly html: string } & Keeps)
  /** To be saved, never shown as a page of ours. */
  | { readonly kind: 'file'; readonly file: FileStream }
  | ({ readonly kind: 'redirect'; readonly to: string } & Keeps)

/** The variable parts of the path, by name. */
export type Place = Readonly<Record<string, string>>

/** A page is a function from a visit and the operations of the person to a view. */
export type Page = (visit: Visit, operations: ComityClient, place: Place) => Promise<View>

/** Sends the reader on to a page of ours. */
export function goTo(to: string): View {
  return { kind: 'redirect', to }
}
