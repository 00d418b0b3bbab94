import type { Person } from '@comity/domain/request/content'
import type { LetterWriter } from './letter-writer.ts'
import { isolated, type Line, text } from './model.ts'
import { phrase } from './phrase.ts'

/** Who is concerned. "Where possible", identity, location and nationality: UNTOC art. 18(15)(e); UNCAC art. 46(15)(e). */
export function writePersons(writer: LetterWriter, persons: readonly Person[] = []): void {
  writer.part('letter.persons.heading')
  if (persons.length === 0) {
    writer.say('letter.only', { value: writer.given(undefined, 'persons') })
    return
  }
  writer.say('letter.persons.intro', { count: persons.length })
  writer.table({
    caption: phrase(writer.t, 'letter.persons.caption'),
    head: ['name-and-role', 'birth', 'nationality-and-document', 'location'].map((field) => phrase(writer.t, `letter.field.${field}`)),
    rows: persons.map((person) => [nameOf(writer, person), birthOf(writer, person), papersOf(writer, person), locationOf(writer, person)]),
    widths: [35, 25, 28, 27],
  })
}

/** Lines of a cell, one under the other. */
function stacked(...lines: readonly Line[]): Line {
  return lines.flatMap((line, index): Line => (index === 0 ? line : [{ kind: 'break' }, ...line]))
}

function unknown(writer: LetterWriter): Line {
  return phrase(writer.t, 'letter.not-known')
}

function nameOf(writer: LetterWriter, { name, role, legal }: Person): Line {
  const lines: Line[] = [[isolated(name)]]
  if (legal === true) lines.push(phrase(writer.t, 'letter.legal-person'))
  if (role !== undefined) lines.push(phrase(writer.t, `letter.role.${role}`))
  return stacked(...lines)
}

function birthOf(writer: LetterWriter, { birthDate, birthPlace, legal }: Person): Line {
  const lines: Line[] = []
  if (birthDate !== undefined) lines.push([writer.date(birthDate, 'birth')])
  if (birthPlace !== undefined) lines.push([writer.own(birthPlace)])
  if (lines.length > 0) return stacked(...lines)
  return legal === true ? [text('—')] : unknown(writer)
}

function papersOf(writer: LetterWriter, { nationality, document }: Person): Line {
  const lines: Line[] = [nationality === undefined ? unknown(writer) : [isolated(writer.names.state(nationality))]]
  if (document !== undefined) lines.push([writer.own(document)])
  return stacked(...lines)
}

function locationOf(writer: LetterWriter, { location }: Person): Line {
  return location === undefined ? unknown(writer) : [writer.own(location)]
}
