import type { FileReference } from '@comity/domain/request/content'
import { isAvailable } from '@comity/language/languages'
import { streamOf } from '../platform/byte-stream.ts'
import { newId } from '../platform/id.ts'
import { letterMediaType, type LetterFormat, letterOf, renderLetter } from './letter.ts'
import type { RequestParts } from './parts.ts'
import { findRequest } from './store.ts'

const formats: readonly LetterFormat[] = ['pdf', 'docx']

type Parts = Pick<RequestParts, 'db' | 'files' | 'letters' | 'translatedWordsOf'>

/**
 * Renders and keeps the letters that go out with a dispatch which waits for its second officer: in the language of
 * the letter and of its translation, as PDF and Word, as they were to be read since it was asked for. The files a State receives are the ones it was sent, whatever
 * becomes of the template later.
 * @returns nothing when no dispatch waits
 */
export async function keepLetters({ db, files, letters, translatedWordsOf }: Parts, id: string): Promise<readonly FileReference[]> {
  const request = await findRequest(db, id)
  const pending = request?.pending?.command
  if (request === undefined || pending?.type !== 'dispatch') return []
  const registered = await letters.list(db, id)
  const { letter = 'en', translation } = request.content.languages ?? {}
  const languages = [...new Set([letter, translation])].filter((language) => language !== undefined).filter(isAvailable)
  const translated = await translatedWordsOf(db, request)
  const kept: FileReference[] = []
  for (const language of languages) {
    for (const format of formats) {
      const bytes = await renderLetter(letterOf(request, language, { letters: registered, translated }), format)
      const name = `${pending.input.reference.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')}.${language}.${format}`
      const written = await files.write(streamOf(bytes), { name })
      if (!written.ok) throw new Error(`our own letter was refused by the file store: ${written.problem.code}`)
      kept.push({ id: newId(), name, mediaType: letterMediaType[format], size: written.value.size, sha256: written.value.sha256 })
    }
  }
  return kept
}
