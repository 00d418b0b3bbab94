import { isOnPaper } from '@comity/domain/paper/on-paper'
import type { RegisteredLetter } from '@comity/domain/paper/outgoing-letter'
import type { Act } from '@comity/domain/request/act'
import type { FileReference } from '@comity/domain/request/content'
import { filesOf } from '@comity/domain/request/decide'
import type { Request } from '@comity/domain/request/request'
import { progressOf } from '@comity/domain/request/progress'
import { fail, ok, type Result } from '@comity/domain/result'
import { type AvailableLanguage, isAvailable } from '@comity/language/languages'
import { actLetter } from '@comity/letters/act-letter'
import { coverSheet, type Enclosure } from '@comity/letters/cover-sheet'
import { inLanguage } from '@comity/letters/in-language'
import { labelSheet } from '@comity/letters/label-sheet'
import type { Doc } from '@comity/letters/model'
import { renderLabels } from '@comity/letters/pdf'
import { pagesOf } from '@comity/letters/pdf-pages'
import { createHash } from 'node:crypto'
import { streamOf } from '../platform/byte-stream.ts'
import type { Call, Handlers } from '../platform/dispatch.ts'
import { localDate } from '../platform/local-date.ts'
import { readWhole } from '../platform/read-whole.ts'
import { type Known, type LetterFormat, letterMediaType, letterOf, ownLook, renderLetter } from './letter.ts'
import type { RequestParts } from './parts.ts'
import { findRequest } from './store.ts'

/** More than any letter that we set, in bytes. */
const letterLimit = 256 * 1024 * 1024

/** What a letter says: the act that waits for its second officer, or the one with which it was issued. */
function saidIn(request: Request, letter: RegisteredLetter): Pick<Act, 'type' | 'body'> | undefined {
  const { pending } = request
  if (letter.standing === 'pending' && pending?.command.type === letter.act)
    return { type: pending.command.type, body: pending.command.input } as Pick<Act, 'type' | 'body'>
  return request.acts.find((act) => act.side === request.side && act.type === letter.act && act.at === letter.settledAt)
}

/** A letter of the register, ready to be set; undefined for one that is void or was replaced. */
function docOf(request: Request, letter: RegisteredLetter, known: Known): Doc | undefined {
  if (letter.standing !== 'pending' && letter.standing !== 'issued') return undefined
  const language = isAvailable(letter.language) ? letter.language : 'en'
  if (letter.act === 'dispatch') return letterOf(request, language, known)
  const said = isOnPaper(request) ? saidIn(request, letter) : undefined
  const paper = request.acts.find((act) => act.type === 'dispatch')
  if (said === undefined || paper === undefined) return undefined
  const { requesting, requested } = progressOf(request.acts, request).reference
  const [own, theirs] = request.side === 'requesting' ? [requesting, requested] : [requested, requesting]
  const named = { content: request.content, reference: paper.body.reference, dated: localDate(paper.at, request.self), theirs }
  const frame = { ...inLanguage(language), reference: own ?? request.reference ?? letter.number, date: letter.date, draft: false }
  return actLetter({ ...named, side: request.side }, said, { ...frame, mark: letter })
}

interface Found {
  readonly request: Request
  readonly letter: RegisteredLetter
  readonly doc: Doc
}

/** What goes with a letter in its package: the files of its act, without the prints of the letter itself. */
function enclosuresOf({ request, letter }: Found) {
  const act = request.acts.find(({ side, type, at }) => side === request.side && type === letter.act && at === letter.settledAt)
  const files = act === undefined ? (request.content.attachments ?? []) : filesOf(act)
  const attached = letter.act === 'dispatch' ? new Set((request.content.attachments ?? []).map(({ id }) => id)) : undefined
  return files.filter(({ id }) => attached === undefined || attached.has(id))
}

/** The file of a letter that went out with its act. */
function sentFile({ request, letter }: Found, format: LetterFormat): FileReference | undefined {
  const act = request.acts.find(({ side, type, at }) => side === request.side && type === letter.act && at === letter.settledAt)
  const files = letter.act === 'dispatch' && act !== undefined ? filesOf(act) : []
  return files.find(({ name, mediaType }) => mediaType === letterMediaType[format] && name.endsWith(`.${letter.language}.${format}`))
}

/** Handlers of the operations that give letters of the register out as files. */
export function registeredLetterHandlers({
  db,
  files,
  letters,
  letterheads,
  translatedWordsOf,
}: RequestParts): Pick<Handlers, 'getRegisteredLetter' | 'getCoverSheet' | 'getPackage'> {
  async function found(params: { readonly request: string; readonly number: string }): Promise<Result<Found>> {
    const request = await findRequest(db, params.request)
    const all = request === undefined ? [] : await letters.list(db, params.request)
    const translated = request === undefined ? new Map() : await translatedWordsOf(db, request)
    const letter = all.find(({ number }) => number === params.number)
    const doc = request === undefined || letter === undefined ? undefined : docOf(request, letter, { letters: all, translated })
    return request === undefined || letter === undefined || doc === undefined ? fail({ code: 'not-found' }) : ok({ request, letter, doc })
  }

  async function kept(sha256: string): Promise<Uint8Array> {
    const read = await readWhole(await files.read(sha256), letterLimit)
    if (!read.ok) throw new Error(`a letter that we keep cannot be read: ${read.problem.code}`)
    return read.value
  }

  async function rendered({ letter, doc }: Found, format: LetterFormat): Promise<Uint8Array> {
    const language = isAvailable(letter.language) ? letter.language : 'en'
    return renderLetter(doc, format, await ownLook({ language, form: 'letter', format, at: letter.at }, letterheads))
  }

  /**
   * The PDF of an issued letter, as it left or, where it goes by paper alone, as it is printed first: from then on it is kept, and the
   * register knows its hash. Signatures and the seal are in it, since what is posted must be what is checked.
   */
  async function printOf(known: Found, call: Call): Promise<Result<{ pdf: Uint8Array; sha256: string; pages: number }>> {
    const { letter, request } = known
    const hash = letter.sha256 ?? sentFile(known, 'pdf')?.sha256
    const pdf = hash === undefined ? await rendered(known, 'pdf') : await kept(hash)
    const pages = letter.pages ?? pagesOf(pdf)
    const sha256 = hash ?? createHash('sha256').update(pdf).digest('hex')
    if (letter.sha256 !== undefined && letter.pages !== undefined) return ok({ pdf, sha256, pages })
    const written = await files.write(streamOf(pdf), { name: 'letter.pdf' })
    if (!written.ok) return written
    return call.transact(request.id, async (trx) => {
      await letters.keepPrint(trx, letter.number, { sha256, pages })
      return ok({ pdf, sha256, pages })
    })
  }

  async function letterFile(known: Found, format: LetterFormat, call: Call): Promise<Result<Uint8Array>> {
    if (known.letter.standing !== 'issued') return ok(await rendered(known, format))
    if (format === 'pdf') {
      const print = await printOf(known, call)
      return print.ok ? ok(print.value.pdf) : print
    }
    const sent = sentFile(known, format)
    return ok(sent === undefined ? await rendered(known, format) : await kept(sent.sha256))
  }

  /** What lies in the package of a letter. One that was not issued yet is in none. */
  async function packageOf(known: Found, call: Call): Promise<Result<{ sha256: string; pages: number; enclosures: Enclosure[] }>> {
    if (known.letter.standing !== 'issued') return fail({ code: 'not-found' })
    const print = await printOf(known, call)
    if (!print.ok) return print
    const { sha256, pages } = print.value
    return ok({ sha256, pages, enclosures: enclosuresOf(known).map((file) => ({ sha256: file.sha256, size: file.size })) })
  }

  async function coverOf(known: Found, language: AvailableLanguage, call: Call): Promise<Result<Uint8Array>> {
    const held = await packageOf(known, call)
    if (!held.ok) return held
    const { doc, letter, request } = known
    const frame = { ...inLanguage(language), reference: doc.reference, date: letter.date, draft: false, mark: letter }
    const look = await ownLook({ language, form: 'certificate', format: 'pdf', at: letter.at }, letterheads)
    return ok(await renderLetter(coverSheet({ content: request.content, side: request.side, ...held.value }, frame), 'pdf', look))
  }

  return {
    async getRegisteredLetter({ params, query }, call) {
      const known = await found(params)
      if (!known.ok) return known
      const bytes = await letterFile(known.value, query.format, call)
      if (!bytes.ok) return bytes
      const name = `${params.number}.${known.value.letter.language}.${query.format}`
      return ok({ name, mediaType: letterMediaType[query.format], size: bytes.value.length, stream: streamOf(bytes.value) })
    },
    async getPackage({ params }, call) {
      const known = await found(params)
      return known.ok ? packageOf(known.value, call) : known
    },
    async getCoverSheet({ params, query }, call) {
      const known = await found(params)
      if (!known.ok) return known
      const { letter } = known.value
      const chosen = query.language ?? letter.language
      const language: AvailableLanguage = isAvailable(chosen) ? chosen : 'en'
      const sheet =
        query.form === 'labels'
          ? ok(await renderLabels(labelSheet(letter, query.parts, inLanguage(language))))
          : await coverOf(known.value, language, call)
      if (!sheet.ok) return sheet
      const name = `${params.number}.${query.form}.${language}.pdf`
      return ok({ name, mediaType: letterMediaType.pdf, size: sheet.value.length, stream: streamOf(sheet.value) })
    },
  }
}
