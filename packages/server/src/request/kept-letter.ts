import { isStillWritten } from '@comity/domain/request/available'
import type { FileReference } from '@comity/domain/request/content'
import { progressOf } from '@comity/domain/request/progress'
import type { Request } from '@comity/domain/request/request'
import { fail, ok, type Result } from '@comity/domain/result'
import { type AvailableLanguage, isAvailable } from '@comity/language/languages'
import { streamOf } from '../platform/byte-stream.ts'
import { newId } from '../platform/id.ts'
import { letterMediaType, type LetterFormat, letterOf, lookOf, renderLetter } from './letter.ts'
import type { RequestParts } from './parts.ts'
import { findRequest } from './store.ts'

const formats: readonly LetterFormat[] = ['pdf', 'docx']

type Parts = Pick<RequestParts, 'db' | 'files' | 'letters' | 'letterheads' | 'translatedWordsOf' | 'finishLetter'>

/** A letter as PDF, before officers and the authority put their signatures on it. */
export interface PlainLetter {
  readonly request: string
  /** When its sending was asked for; RFC 3339, UTC. */
  readonly askedAt: string
  readonly language: AvailableLanguage
  readonly pdf: Uint8Array
}

/** Puts on a letter what it is signed and sealed with, as it goes out. */
export type FinishLetter = (letter: PlainLetter, now: string) => Promise<Result<Uint8Array>>

/** The languages in which the letter of a request goes out. */
function languagesOf(request: Request): readonly AvailableLanguage[] {
  const { letter = 'en', translation } = request.content.languages ?? {}
  return [...new Set([letter, translation])].filter((language) => language !== undefined).filter(isAvailable)
}

/**
 * The letters of a request whose sending waits for a second officer, as they are to be read since it was asked for.
 * @returns `not-found`, or `act-not-available` where no sending waits
 */
export async function plainLetters({ db, letters, letterheads, translatedWordsOf }: Omit<Parts, 'files' | 'finishLetter'>, id: string) {
  const request = await findRequest(db, id)
  if (request === undefined) return fail({ code: 'not-found' })
  const { pending } = request
  if (pending?.command.type !== 'dispatch' || !isStillWritten(progressOf(request.acts, request).standing))
    return fail({ code: 'act-not-available' })
  const said = { letters: await letters.list(db, id), translated: await translatedWordsOf(db, request) }
  const plain: PlainLetter[] = []
  for (const language of languagesOf(request)) {
    const look = await lookOf(request, { language, form: 'letter', format: 'pdf' }, letterheads, said.letters)
    const pdf = await renderLetter(letterOf(request, language, said), 'pdf', look)
    plain.push({ request: id, askedAt: pending.at, language, pdf })
  }
  return ok({ version: request.version, reference: pending.command.input.reference, askedAt: pending.at, letters: plain })
}

/**
 * Renders and keeps the letters that go out with a dispatch which waits for its second officer: in the language of
 * the letter and of its translation, as PDF and Word, as they were to be read since it was asked for. The PDF bears the
 * signatures that were put on it, and the authority's seal. The files a State receives are the ones it was sent, whatever
 * becomes of the letterhead later.
 * @param by who approves: a letter is not sealed for somebody who may not
 * @returns nothing when no dispatch waits; why a letter cannot go out as it was signed
 */
export async function keepLetters(
  parts: Parts,
  id: string,
  { by, now }: { by: string; now: string },
): Promise<Result<readonly FileReference[]>> {
  const { db, files, letters } = parts
  const request = await findRequest(db, id)
  const pending = request?.pending
  if (request === undefined || pending?.command.type !== 'dispatch' || pending.by.id === by) return ok([])
  const said = { letters: await letters.list(db, id), translated: await parts.translatedWordsOf(db, request) }
  const kept: FileReference[] = []
  for (const language of languagesOf(request)) {
    for (const format of formats) {
      const look = await lookOf(request, { language, form: 'letter', format }, parts.letterheads, said.letters)
      const plain = await renderLetter(letterOf(request, language, said), format, look)
      const finished =
        format === 'pdf' ? await parts.finishLetter({ request: id, askedAt: pending.at, language, pdf: plain }, now) : ok(plain)
      if (!finished.ok) return finished
      const name = `${pending.command.input.reference.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')}.${language}.${format}`
      const written = await files.write(streamOf(finished.value), { name })
      if (!written.ok && written.problem.code === 'file-harmful') return written
      if (!written.ok) throw new Error(`our own letter was refused by the file store: ${written.problem.code}`)
      kept.push({ id: newId(), name, mediaType: letterMediaType[format], size: written.value.size, sha256: written.value.sha256 })
    }
  }
  return ok(kept)
}
