import { buffer } from 'node:stream/consumers'
import type { LetterheadLines, LetterheadTemplate } from '@comity/contract/letterhead'
import type { AvailableLanguage } from '@comity/language/languages'
import { dataAddress } from '@comity/letters/letterhead/data-address'
import { openTemplate, type Template } from '@comity/letters/letterhead/template'
import type { Letterhead } from '@comity/letters/model'
import type { Kysely } from 'kysely'
import type { Files } from '../platform/files.ts'
import type { Tables } from '../platform/tables.ts'
import { findCurrent } from './store.ts'

/** What letters of a language are set with, now or at an earlier moment: a letter that was sent is made again as it was. */
export interface Letterheads {
  findHead(language: AvailableLanguage, at?: string): Promise<Letterhead | undefined>
  findTemplate(language: AvailableLanguage, at?: string): Promise<Template | undefined>
}

/** The letterheads of an authority, read from its database and files. */
export function openLetterheads(db: Kysely<Tables>, files: Files): Letterheads {
  // The last template of each language stays open: opening one costs more than filling it.
  const opened = new Map<string, { readonly sha256: string; readonly template: Template }>()

  return {
    async findHead(language, at) {
      const row = await findCurrent(db, language, 'head', at)
      return row === undefined || row.content === null ? undefined : headOf(files, row.content as LetterheadLines)
    },
    async findTemplate(language, at) {
      const row = await findCurrent(db, language, 'template', at)
      if (row === undefined || row.content === null) return undefined
      const { sha256 } = row.content as LetterheadTemplate
      const known = opened.get(language)
      if (known?.sha256 === sha256) return known.template
      const template = await loadTemplate(files, sha256)
      opened.set(language, { sha256, template })
      return template
    },
  }
}

/** Lines and emblem as a letter carries them. */
export async function headOf(files: Files, { lines, emblem }: LetterheadLines): Promise<Letterhead> {
  if (emblem === undefined) return { lines }
  const { sha256, alt, width, height } = emblem
  return { lines, emblem: { source: dataAddress(await buffer(await files.read(sha256))), alt, width, height } }
}

/** Opens a template that was kept. @throws when it is not what was checked as it came in */
export async function loadTemplate(files: Files, sha256: string): Promise<Template> {
  const template = openTemplate(await buffer(await files.read(sha256)))
  if (!template.ok) throw new Error(`template ${sha256} was taken in and does not open`)
  return template.value
}
