import type { Certificate, TranslationStage } from '@comity/domain/translation/translation'
import type { ColumnType, Selectable } from 'kysely'

/** A value kept as jsonb, or none: written as text, read as what it is. */
type Json<T> = ColumnType<T | null, string | null, string | null>

interface TranslationTable {
  id: string
  request: string
  reference: string
  source_language: string
  language: string
  translator: string
  translator_name: string
  due: string
  note: string | null
  stage: TranslationStage
  asked_by: string
  asked_at: string
  certificate: Json<Certificate>
  returned_at: string | null
  accepted_by: string | null
  accepted_at: string | null
  sent_back: Json<{ readonly reason: string; readonly by: string; readonly at: string }>
  version: number
}
export type TranslationRecord = Selectable<TranslationTable>

interface TranslationSegmentTable {
  translation: string
  key: string
  place: number
  source: string
  target: string | null
  made_for: string | null
  done: boolean
}

interface TranslationExportTable {
  id: string
  translation: string
  at: string
  by: string
  format: 'xliff' | 'docx'
  segments: ColumnType<readonly ExportedSegment[], string, never>
}

/** A segment as it left in a file. */
export interface ExportedSegment {
  readonly key: string
  readonly source: string
}

interface TranslationMemoryTable {
  source_language: string
  language: string
  digest: Buffer
  source: string
  target: string
  words: readonly string[]
  request: string
  translation: string
  at: string
}

/** Tables of translations; what each is for stands in migration 0006. */
export interface TranslationTables {
  translation: TranslationTable
  translation_segment: TranslationSegmentTable
  translation_export: TranslationExportTable
  translation_memory: TranslationMemoryTable
}
