import type { StateCode } from '@comity/domain/input'
import * as z from 'zod'

/** What an authority does for its State, as a short word: `central`, `asset-recovery`. */
export const AuthorityFunction = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/u, { error: 'authority-function' })
/** An authority among all others: its State and its function, as in `PER/central`. */
export const AuthorityId = z.string().regex(/^[A-Z]{3}\/[a-z][a-z0-9-]{0,39}$/u, { error: 'authority-id' })

/** Writes the id of an authority. */
export function authorityId(of: { readonly state: StateCode; readonly function: string }): string {
  return `${of.state}/${of.function}`
}
