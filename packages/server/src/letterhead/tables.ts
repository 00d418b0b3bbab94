import type { EmblemFile, LetterheadLines, LetterheadTemplate } from '@comity/contract/letterhead'
import type { ColumnType, GeneratedAlways, Selectable } from 'kysely'

/** A value kept as jsonb: written as text, read as what it is. */
type Json<T> = ColumnType<T | null, string | null, never>

interface LetterheadVersionTable {
  id: string
  language: string
  part: 'template' | 'head'
  version: number
  content: Json<LetterheadTemplate | LetterheadLines>
  brought_by: string
  brought_by_name: string
  brought_at: string
}
export type LetterheadVersionRow = Selectable<LetterheadVersionTable>

interface LetterheadUseTable {
  seq: GeneratedAlways<number>
  letterhead: string
  used_by: string
  used_by_name: string
  used_at: string
}
export type LetterheadUseRow = Selectable<LetterheadUseTable>

interface LetterheadEmblemTable extends EmblemFile {
  added_by: string
  added_at: string
}

/** The tables of this slice. */
export interface LetterheadTables {
  letterhead_version: LetterheadVersionTable
  letterhead_use: LetterheadUseTable
  letterhead_emblem: LetterheadEmblemTable
}
