import type { FileStream } from '@comity/contract/operation'
import type { Result } from '@comity/domain/result'

/** What the pages of the stand-alone drafter ask of the window they run in, beside the operations of the contract. */
export interface Drafter {
  /** Of the software. */
  readonly version: string
  /** Of which days its lists of parties are: calendar dates. */
  readonly partyLists: { readonly oldest: string; readonly newest: string }
  /** The authority that drafts; undefined until the officer says which. */
  authority(): { readonly state: string; readonly name: string } | undefined
  settle(authority: { readonly state: string; readonly name: string }): void
  /** Whether something was written since the last file. */
  isUnsaved(): boolean
  /** The open drafts and their files, sealed. */
  seal(passphrase: string): Promise<Result<FileStream>>
  /** Lays the drafts of a sealed file beside those that are open. Nothing changes where it is refused. */
  open(sealed: FileStream, passphrase: string): Promise<Result<unknown>>
  /** Opens the copy in the browser. */
  openCopy(passphrase: string): Promise<Result<unknown>>
  /** Whether a sealed copy stays in the browser with each saving, and whether there is one. */
  copy(): { readonly keeps: boolean; readonly there: boolean }
  keepCopy(on: boolean): Promise<void>
  /** Closes all drafts and removes the copy. */
  forget(): Promise<void>
}
