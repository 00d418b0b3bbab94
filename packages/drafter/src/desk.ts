import type { FileReference } from '@comity/domain/request/content'
import type { Request } from '@comity/domain/request/request'

/** A draft that is open, with what was added to it. */
export interface OpenDraft {
  readonly request: Request
  readonly files: readonly FileReference[]
}

/** All that one window holds. Nothing of it is kept when the window is closed. */
export interface Desk {
  authority: { readonly state: string; readonly name: string } | undefined
  readonly drafts: Map<string, OpenDraft>
  /** Bytes of files, by SHA-256. */
  readonly bytes: Map<string, Uint8Array>
  /** Whether something was written since the last file. */
  unsaved: boolean
}

/** A window with nothing open. */
export function openDesk(): Desk {
  return { authority: undefined, drafts: new Map(), bytes: new Map(), unsaved: false }
}

/** Closes everything. */
export function clearDesk(desk: Desk): void {
  desk.authority = undefined
  desk.drafts.clear()
  desk.bytes.clear()
  desk.unsaved = false
}
