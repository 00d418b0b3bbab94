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
}

export interface PaperTables {
  letter_year: { year: number; last: number }
  outgoing_letter: OutgoingLetterTable
  letter_guess: { bucket: string; at: string }
}
