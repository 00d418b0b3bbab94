import { directionOfLanguage } from './direction.ts'
import { escape } from './escape.ts'
import { findKept } from './identifier.ts'
import type { FileSegment, TranslationFile } from './translation-file.ts'

/** The media type of XLIFF, as registered with IANA. */
export const xliffMediaType = 'application/xliff+xml'

/** A line end is a placeholder, because a tool may fold spaces; an identifier is marked as not for translation. */
function inline(text: string): string {
  let [marks, breaks] = [0, 0]
  return text
    .split('\n')
    .map((line) => {
      let from = 0
      const parts = findKept(line).map(({ start, text: found }) => {
        const part = `${escape(line.slice(from, start))}<mrk id="m${(marks += 1)}" translate="no">${escape(found)}</mrk>`
        from = start + found.length
        return part
      })
      return parts.join('') + escape(line.slice(from))
    })
    .reduce((all, line) => `${all}<ph id="b${(breaks += 1)}" type="fmt" subType="xlf:lb" equiv="&#10;"/>${line}`)
}

/** A target has no marks of its own: who fills it in need not bring them back. */
function plain(text: string): string {
  let breaks = 0
  return text
    .split('\n')
    .map(escape)
    .reduce((all, line) => `${all}<ph id="b${(breaks += 1)}" type="fmt" subType="xlf:lb" equiv="&#10;"/>${line}`)
}

const states = { untranslated: 'initial', draft: 'initial', done: 'translated' } as const

function unit({ key, text, target, state, stale, label, terms }: FileSegment, staleNote: string): string {
  const notes = [
    `<note id="n1" category="field">${escape(label)}</note>`,
    ...(stale ? [`<note id="n2" category="stale">${escape(staleNote)}</note>`] : []),
    ...terms.map(({ term, same }, at) => `<note id="t${at + 1}" category="term">${escape(`${term} = ${same}`)}</note>`),
  ]
  return [
    `  <unit id="${escape(key)}" canResegment="no">`,
    `   <notes>${notes.join('')}</notes>`,
    `   <segment id="s" state="${stale ? 'initial' : states[state]}"${state === 'draft' || stale ? ` subState="comity:${stale ? 'stale' : 'draft'}"` : ''}>`,
    `    <source xml:space="preserve">${inline(text)}</source>`,
    ...(target === undefined ? [] : [`    <target xml:space="preserve">${plain(target)}</target>`]),
    '   </segment>',
    '  </unit>',
  ].join('\n')
}

/**
 * A translation as XLIFF 2.1 (OASIS Standard, 13 February 2018): one file, a unit for each segment under its key.
 * @param staleNote what is said beside a segment whose source has changed
 */
export function writeXliff(file: TranslationFile, staleNote: string): string {
  const { id, reference, sourceLanguage, language, segments } = file
  const directions = `srcDir="${directionOfLanguage(sourceLanguage)}" trgDir="${directionOfLanguage(language)}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="${escape(sourceLanguage)}" trgLang="${escape(language)}">`,
    ` <file id="f-${escape(id)}" original="${escape(reference)}" ${directions}>`,
    ...segments.map((segment) => unit(segment, staleNote)),
    ' </file>',
    '</xliff>',
    '',
  ].join('\n')
}
