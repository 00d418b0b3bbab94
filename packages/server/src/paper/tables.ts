import type { PaperChannel } from '@comity/domain/paper/incoming-paper'
import type { OriginalNote } from '@comity/domain/paper/original'
import type { LetterStanding } from '@comity/domain/paper/outgoing-letter'
import type { ActType } from '@comity/domain/request/act'

export interface OutgoingLetterTable {
  id: string
  year: number
  serial: number
  number: string
  code: string
  request: string
  version: number
  act: ActType
  counterpart: string
  language: string
  date: string
  url: string
  content_hash: string
  standing: LetterStanding
  allotted_at: string
  settled_at: string | null
  sha256: string | null
  replaced_by: string | null
  pages: number | null
}

interface OriginalEventTable {
  request: string
  dispatch: string
  seq: number
  type: OriginalNote['type']
  on_date: string | null
  carrier: string | null
  tracking: string | null
  told_by: string | null
  /** Null where the sending itself asks for paper. */
  reason: string | null
  at: string
  by: string
  by_name: string
}

interface IncomingPaperTable {
  id: string
  request: string
  opens: boolean
  act: string | null
  channel: PaperChannel
  reference: string
  dated: string
  received: string
  note: string | null
  entered_at: string
  entered_by: string
  entered_by_name: string
}

interface PaperScanTable {
  id: string
  name: string
  media_type: string
  size: number
  sha256: string
  added_at: string
  added_by: string
  paper: string | null
}

export interface PaperTables {
  paper_original_event: OriginalEventTable
  incoming_paper: IncomingPaperTable
  paper_scan: PaperScanTable
  letter_year: { year: number; last: number }
  outgoing_letter: OutgoingLetterTable
  letter_guess: { bucket: string; at: string }
}
