import type { Offence, RequestContent } from '@comity/domain/request/content'
import { findOffence } from '@comity/reference/offence'
import type { LetterWriter } from './letter-writer.ts'
import { isolated, type Line } from './model.ts'
import { phrase } from './phrase.ts'

/** The offences, their statute and penalties, the conventions they fall under, and their limitation. UNTOC art. 3, 18(1), 18(9). */
export function writeOffences(writer: LetterWriter, content: RequestContent): void {
  writer.part('letter.offences.heading')
  listOffences(writer, content)
}

/** The same without its heading. */
export function listOffences(writer: LetterWriter, content: RequestContent): void {
  const { offences = [], limitation } = content
  if (offences.length > 0) writer.say('letter.offences.intro', { count: offences.length })
  writeOffenceTable(writer, content)
  for (const { text, statute, name } of offences.filter((offence) => offence.text !== undefined)) {
    writer.say('letter.offences.text', { statute: writer.own(statute ?? name) })
    writer.prose(text)
  }
  writeConventions(writer, offences)
  if (limitation !== undefined) writer.say('letter.limitation', { date: writer.date(limitation, 'limitation') })
}

/** Which offences the facts are, with their provisions and penalties. */
export function writeOffenceTable(writer: LetterWriter, { offences = [] }: RequestContent): void {
  if (offences.length === 0) return writer.say('letter.only', { value: writer.given(undefined, 'offences') })
  writer.table({
    caption: phrase(writer.t, 'letter.offences.caption'),
    head: ['offence', 'statute', 'penalty'].map((field) => phrase(writer.t, `letter.field.${field}`)),
    rows: offences.map((offence) => [[writer.own(offence.name)], [writer.given(offence.statute, 'statute')], penaltyOf(writer, offence)]),
    widths: [4, 3, 3],
  })
}

function penaltyOf(writer: LetterWriter, { minimumPenalty: minimum, maximumPenalty: maximum, lifePenalty }: Offence): Line {
  if (lifePenalty === true) {
    return minimum === undefined ? phrase(writer.t, 'letter.penalty.life') : phrase(writer.t, 'letter.penalty.from-to-life', { minimum })
  }
  if (minimum !== undefined && maximum !== undefined) return phrase(writer.t, 'letter.penalty.range', { minimum, maximum })
  if (maximum !== undefined) return phrase(writer.t, 'letter.penalty.up-to', { maximum })
  return minimum === undefined ? [writer.given(undefined, 'penalty')] : phrase(writer.t, 'letter.penalty.from', { minimum })
}

function writeConventions(writer: LetterWriter, offences: readonly Offence[]): void {
  const keys = [...new Set(offences.flatMap(({ convention }) => convention ?? []))]
  if (keys.length === 0) return
  writer.say('letter.offences.conventions')
  writer.list(keys.map((key) => conventionOf(writer, key)))
}

/** An offence of the reference data as its convention and article; any other key as it stands. */
function conventionOf(writer: LetterWriter, key: string): Line {
  const offence = findOffence(key)
  if (offence === undefined) return [isolated(key)]
  const { instrument, article } = offence
  return phrase(writer.t, 'letter.basis.item', {
    instrument: isolated(writer.names.instrument(instrument)),
    articles: isolated(article),
    count: 1,
  })
}
