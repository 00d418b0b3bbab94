import { isOnPaper } from '@comity/domain/paper/on-paper'
import type { RegisteredLetter } from '@comity/domain/paper/outgoing-letter'
import type { Act } from '@comity/domain/request/act'
import { filesOf } from '@comity/domain/request/decide'
import type { Request } from '@comity/domain/request/request'
import { progressOf } from '@comity/domain/request/progress'
import { fail, ok, type Result } from '@comity/domain/result'
import { type AvailableLanguage, isAvailable } from '@comity/language/languages'
import { actLetter } from '@comity/letters/act-letter'
import { coverSheet } from '@comity/letters/cover-sheet'
import { inLanguage } from '@comity/letters/in-language'
import { labelSheet } from '@comity/letters/label-sheet'
import type { Doc } from '@comity/letters/model'
import { renderLabels } from '@comity/letters/pdf'
import { createHash } from 'node:crypto'
import { streamOf } from '../platform/byte-stream.ts'
import type { Handlers } from '../platform/dispatch.ts'
import { localDate } from '../platform/local-date.ts'
import { type Known, letterMediaType, letterOf, renderLetter } from './letter.ts'
import type { RequestParts } from './parts.ts'
import { findAssignment, findRequest } from './store.ts'

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

/** Pages of a PDF that we set. */
function pagesOf(pdf: Uint8Array): number {
  return (
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type\s?\/Page\b/gu)?.length ?? 0
  )
}

/** Handlers of the operations that give letters of the register out as files. */
export function registeredLetterHandlers({
  db,
  letters,
  translatedWordsOf,
}: RequestParts): Pick<Handlers, 'getRegisteredLetter' | 'getCoverSheet'> {
  const subject = async ({ params }: { params: { request: string } }) => findAssignment(db, params.request)

  async function found(params: { readonly request: string; readonly number: string }): Promise<Result<Found>> {
    const request = await findRequest(db, params.request)
    const all = request === undefined ? [] : await letters.list(db, params.request)
    const translated = request === undefined ? new Map() : await translatedWordsOf(db, request)
    const letter = all.find(({ number }) => number === params.number)
    const doc = request === undefined || letter === undefined ? undefined : docOf(request, letter, { letters: all, translated })
    return request === undefined || letter === undefined || doc === undefined ? fail({ code: 'not-found' }) : ok({ request, letter, doc })
  }

  return {
    getRegisteredLetter: {
      subject,
      async handle({ params, query }) {
        const known = await found(params)
        if (!known.ok) return known
        const bytes = await renderLetter(known.value.doc, query.format)
        const name = `${params.number}.${known.value.letter.language}.${query.format}`
        return ok({ name, mediaType: letterMediaType[query.format], size: bytes.length, stream: streamOf(bytes) })
      },
    },
    getCoverSheet: {
      subject,
      async handle({ params, query }) {
        const known = await found(params)
        if (!known.ok) return known
        const { letter } = known.value
        const chosen = query.language ?? letter.language
        const language: AvailableLanguage = isAvailable(chosen) ? chosen : 'en'
        const own = inLanguage(language)
        const bytes = query.form === 'labels' ? await renderLabels(labelSheet(letter, query.parts, own)) : await coverOf(known.value, own)
        const name = `${params.number}.${query.form}.${language}.pdf`
        return ok({ name, mediaType: letterMediaType.pdf, size: bytes.length, stream: streamOf(bytes) })
      },
    },
  }

  async function coverOf(known: Found, own: ReturnType<typeof inLanguage>): Promise<Uint8Array> {
    const { doc } = known
    const pdf = await renderLetter(doc, 'pdf')
    const frame = { ...own, reference: doc.reference, date: known.letter.date, draft: false, mark: known.letter }
    const enclosures = enclosuresOf(known).map(({ sha256, size }) => ({ sha256, size }))
    const sha256 = createHash('sha256').update(pdf).digest('hex')
    return renderLetter(coverSheet({ letter: doc, sha256, pages: pagesOf(pdf), enclosures }, frame), 'pdf')
  }
}
