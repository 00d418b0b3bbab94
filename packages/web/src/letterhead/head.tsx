import type { LetterheadLines } from '@comity/contract/letterhead'
import { type AvailableLanguage, getLanguage } from '@comity/language/languages'
import { headLines, type Letterhead } from '@comity/letters/model'
import { LineText } from '../request/letter.tsx'

/** Lines and emblem as a letter on a page carries them: the picture is fetched. */
export function letterheadOn({ lines, emblem }: LetterheadLines): Letterhead {
  if (emblem === undefined) return { lines }
  const { sha256, ...rest } = emblem
  return { lines, emblem: { ...rest, source: `/api/letterhead-emblems/${sha256}` } }
}

/** What our own design prints at the head of letters, as it prints it. */
export function Head({ head, language }: { readonly head: LetterheadLines; readonly language: AvailableLanguage }) {
  const { emblem } = letterheadOn(head)
  return (
    <div class="letterhead" lang={language} dir={getLanguage(language).direction}>
      {emblem === undefined ? null : (
        <img class="emblem" src={emblem.source} alt={emblem.alt} width={emblem.width} height={emblem.height} />
      )}
      <p class="address">
        {headLines({ sender: [], letterhead: { lines: head.lines } }).map((line) => (
          <span>
            <LineText line={line} />
          </span>
        ))}
      </p>
    </div>
  )
}
