import type { SegmentState } from '@comity/domain/translation/segment'

/** What leaves for a translator in a file. */
export interface TranslationFile {
  /** Random; what comes back is known by it. */
  readonly id: string
  readonly reference: string
  readonly sourceLanguage: string
  readonly language: string
  readonly segments: readonly FileSegment[]
}

/** A segment in a file, with what is told to the translator beside it. */
export interface FileSegment {
  /** Stable, and a name token of XML, as in `facts.summary.3`. */
  readonly key: string
  readonly text: string
  readonly target?: string
  readonly state: SegmentState
  readonly stale: boolean
  /** What field of the request it is, in the words of the person who exports. */
  readonly label: string
  readonly terms: readonly { readonly term: string; readonly same: string }[]
}

/** What a file that came back says of one segment. */
export interface ReturnedSegment {
  /** Its key, or in a Word file its number in the list that left. */
  readonly segment: string | number
  readonly source: string
  /** Empty where nothing was filled in. */
  readonly target: string
  readonly done: boolean
}

/** A file that came back, as it was read: nothing in it is believed yet. */
export interface ReturnedFile {
  readonly id: string
  readonly sourceLanguage?: string
  readonly language?: string
  readonly segments: readonly ReturnedSegment[]
}

/** A text without the isolates that editors put around foreign words: they are ours to add, and no part of a text. */
export function withoutIsolates(text: string): string {
  return text.replaceAll(/[\u2066-\u2069]/gu, '')
}
