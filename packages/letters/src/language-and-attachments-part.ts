import type { AvailableLanguage } from '@comity/language/languages'
import type { FileReference, RequestContent } from '@comity/domain/request/content'
import type { LetterWriter } from './letter-writer.ts'
import { type Inline, isolated, type Line, text } from './model.ts'
import { phrase } from './phrase.ts'

/** In which language and form the request goes, and what goes with it. UNTOC art. 18(14); UNCAC art. 46(14). */
export function writeLanguageAndAttachments(writer: LetterWriter, content: RequestContent, language: AvailableLanguage): void {
  const { languages, originalMode, attachments = [] } = content
  if (languages === undefined && originalMode === undefined && attachments.length === 0) return
  writer.part('letter.attachments.heading')
  if (languages !== undefined) {
    const name = languageName(languages.letter, language)
    if (languages.translation === undefined) writer.say('letter.language.only', { language: name })
    else writer.say('letter.language.translated', { language: name, translation: languageName(languages.translation, language) })
  }
  if (originalMode !== undefined) writer.say(`letter.original.${originalMode}`)
  listAttachments(writer, content)
}

/** The files that go with the request, each with its hash; nothing where there are none. */
export function listAttachments(writer: LetterWriter, { attachments = [] }: RequestContent): void {
  if (attachments.length === 0) return
  writer.say('letter.attachments.intro', { count: attachments.length })
  writer.list(attachments.map((file) => attachmentOf(writer, file)))
}

/** The name of a language, by its tag, in the letter's. */
export function languageName(tag: string, language: AvailableLanguage): Inline {
  try {
    return isolated(new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(tag) ?? tag)
  } catch {
    return isolated(tag) // not a language tag: shown as the officer wrote it
  }
}

function attachmentOf(writer: LetterWriter, { name, describes, mediaType, size, sha256 }: FileReference): Line {
  return [
    isolated(name),
    ...(describes === undefined ? [] : [text(' — '), writer.own(describes)]),
    text(' '),
    ...phrase(writer.t, 'letter.attachments.file', { mediaType: isolated(mediaType), size }),
    { kind: 'break' },
    ...phrase(writer.t, 'letter.attachments.hash', { hash: isolated(sha256) }),
  ]
}
