import type { Person, RequestContent } from '@comity/domain/request/content'
import { type FormRow, oneOf, proseInBox, ticks, writeBox } from './form-box.ts'
import { languageName } from './language-and-attachments-part.ts'
import { createWriter, type LetterWriter } from './letter-writer.ts'
import { type Doc, isolated, type Line, plainText } from './model.ts'
import { listOffences, writeOffenceTable } from './offences-part.ts'
import { phrase } from './phrase.ts'
import { type LetterFrame, requestLetter } from './request-letter.ts'

const stages = ['investigation', 'prosecution', 'trial', 'enforcement'] as const
const urgencies = ['routine', 'urgent', 'emergency'] as const
const confidentialities = ['ordinary', 'do-not-notify', 'sealed'] as const
const originals = ['electronic-original', 'advance-copy'] as const
const roles = ['suspect', 'accused', 'convicted', 'witness', 'victim', 'expert', 'holder', 'other'] as const

/** Makes a form of a request: its parts are lettered, and what the letter says above its first part stands in them. */
export function formOf(content: RequestContent, frame: LetterFrame, title: string, write: (writer: LetterWriter) => void): Doc {
  const { t, language, names, draft } = frame
  const writer = createWriter({
    t,
    language,
    names,
    draft,
    written: content.languages?.letter,
    lettered: true,
    translated: frame.translated?.texts,
  })
  write(writer)
  return {
    ...requestLetter(content, frame),
    title,
    addressee: [],
    meta: [],
    blocks: writer.blocks,
    signatures: [
      {
        role: t('letter.signature.role'),
        fields: ['place', 'date', 'name', 'office', 'signature', 'seal'].map((field) => t(`letter.signature.${field}`)),
      },
    ],
  }
}

/** The name of a row, from the catalogue. */
export function asked(writer: LetterWriter, id: string): Line {
  return phrase(writer.t, `letter.${id}`)
}

/** The words before a paragraph that say what it is about. Put together as runs: the formatter would isolate them, and no isolate is printed. */
export function leadOf(writer: LetterWriter, id: string): string {
  return plainText(phrase(writer.t, 'letter.lead', { what: phrase(writer.t, id) }))
}

/** An authority and where it is reached. */
export function authorityLines(
  writer: LetterWriter,
  authority: { readonly name: string; readonly address?: string | undefined } | undefined,
  what: string,
): Line {
  const name = writer.given(authority?.name, what)
  const address = authority?.address ?? ''
  return address.trim() === '' ? [name] : [name, { kind: 'break' }, ...proseInBox(writer, address)]
}

/** Who asks whom, under which reference and in which language. UNTOC art. 18(14), 18(15)(a). */
export function requestRows(writer: LetterWriter, content: RequestContent, { reference, language }: LetterFrame): FormRow[] {
  const { names } = writer
  const { languages, originalMode } = content
  const rows: FormRow[] = [
    [asked(writer, 'field.reference'), [writer.given(reference, 'reference')]],
    [asked(writer, 'field.requesting-state'), [isolated(names.state(content.requesting))]],
    [asked(writer, 'field.requested-state'), [isolated(names.state(content.requested))]],
  ]
  if (languages !== undefined) rows.push([asked(writer, 'form.language'), [languageName(languages.letter, language)]])
  if (languages?.translation !== undefined) rows.push([asked(writer, 'form.translation'), [languageName(languages.translation, language)]])
  if (originalMode !== undefined) rows.push([asked(writer, 'form.original'), oneOf(writer, 'letter.original', originals, originalMode)])
  return rows
}

/** How soon and how quietly. UNTOC art. 18(20), 18(24); UNCAC art. 46(20), 46(24). */
export function writeHandling(writer: LetterWriter, { urgency, confidentiality }: RequestContent): void {
  writer.part('letter.form.handling')
  const rows: FormRow[] = []
  if (urgency !== undefined) {
    rows.push([asked(writer, 'field.urgency'), oneOf(writer, 'letter.urgency', urgencies, urgency.level)])
    if (urgency.by !== undefined) rows.push([asked(writer, 'form.by'), [writer.date(urgency.by, 'urgency')]])
    if (urgency.reason !== undefined) rows.push([asked(writer, 'field.urgency-reason'), proseInBox(writer, urgency.reason)])
    else if (urgency.level !== 'routine') rows.push([asked(writer, 'field.urgency-reason'), [writer.given(undefined, 'urgency-reason')]])
  }
  if (confidentiality !== undefined) {
    const { level, reason } = confidentiality
    const levels = oneOf(writer, 'letter.confidentiality', confidentialities, level)
    rows.push([
      asked(writer, 'field.confidentiality'),
      reason === undefined ? levels : [...levels, { kind: 'break' }, ...proseInBox(writer, reason)],
    ])
  }
  writeBox(writer, rows)
  if (rows.length === 0) writer.say('letter.form.none')
}

/** Who conducts the matter at home, under which file. UNTOC art. 18(15)(b); CETS 185 art. 29(2)(a). */
export function conductedRows(writer: LetterWriter, { matter }: RequestContent): FormRow[] {
  return [
    [asked(writer, 'field.matter-reference'), [writer.given(matter?.reference, 'matter-reference')]],
    [asked(writer, 'field.conducting-authority'), [writer.given(matter?.authority, 'conducting-authority')]],
  ]
}

function writePeriod(writer: LetterWriter, { facts }: RequestContent): void {
  if (facts?.from === undefined && facts?.to === undefined) return
  const period = { from: writer.date(facts.from, 'period-from'), to: writer.date(facts.to, 'period-to') }
  writer.say('letter.facts.period', { period: phrase(writer.t, 'letter.period', period) })
}

function writeSummary(writer: LetterWriter, { facts }: RequestContent): void {
  writer.prose(facts?.summary, { lead: leadOf(writer, 'letter.field.facts'), what: 'facts' })
}

/** Who conducts the matter, what happened, and which offences it is. UNTOC art. 18(15)(b), (c); UNCAC art. 46(15)(b), (c). */
export function writeFormMatter(writer: LetterWriter, content: RequestContent): void {
  const { matter, links } = content
  writer.part('letter.form.matter')
  const stage = oneOf(writer, 'letter.stage', stages, matter?.stage)
  const missing = writer.given(undefined, 'stage')
  writeBox(writer, [
    ...conductedRows(writer, content),
    [
      asked(writer, 'field.function'),
      matter?.function === undefined ? [writer.given(undefined, 'function')] : proseInBox(writer, matter.function),
    ],
    [asked(writer, 'field.stage'), matter?.stage === undefined ? [...stage, { kind: 'break' }, missing] : stage],
  ])
  writer.prose(matter?.subject, { lead: writer.t('letter.matter.subject'), what: 'subject' })
  writer.prose(matter?.related, { lead: writer.t('letter.matter.related') })
  writePeriod(writer, content)
  writeSummary(writer, content)
  writer.prose(links?.transnational, { lead: writer.t('letter.links.transnational') })
  writer.prose(links?.organizedGroup, { lead: writer.t('letter.links.organized-group') })
  listOffences(writer, content)
}

/** The offence and a brief summary of the facts, as CETS 185 art. 29(2)(b) asks. */
export function writeOffenceInBrief(writer: LetterWriter, content: RequestContent): void {
  writer.part('letter.form.offence')
  writePeriod(writer, content)
  writeSummary(writer, content)
  writeOffenceTable(writer, content)
}

/** A box for each person. "Where possible", identity, location and nationality: UNTOC art. 18(15)(e); UNCAC art. 46(15)(e). */
export function writePersonBoxes(writer: LetterWriter, persons: readonly Person[] = []): void {
  writer.part('letter.persons.heading')
  if (persons.length === 0) writer.say('letter.only', { value: writer.given(undefined, 'persons') })
  for (const [place, person] of persons.entries()) {
    writeBox(writer, personRows(writer, person), phrase(writer.t, 'letter.form.person-number', { number: place + 1 }))
  }
}

function personRows(writer: LetterWriter, person: Person): FormRow[] {
  const { name, role, legal = false, birthDate, birthPlace, nationality, document, location } = person
  const unknown = phrase(writer.t, 'letter.not-known')
  const birth: Line[] = []
  if (birthDate !== undefined) birth.push([writer.date(birthDate, 'birth')])
  if (birthPlace !== undefined) birth.push([writer.own(birthPlace)])
  const rows: FormRow[] = [
    [asked(writer, 'form.name'), [isolated(name)]],
    [
      asked(writer, 'form.person'),
      ticks([
        { option: writer.t('letter.form.natural-person'), chosen: !legal },
        { option: writer.t('letter.legal-person'), chosen: legal },
      ]),
    ],
  ]
  if (role !== undefined) rows.push([asked(writer, 'form.role'), oneOf(writer, 'letter.role', roles, role)])
  if (!legal || birth.length > 0) {
    const said = birth.flatMap((line, place): Line => (place === 0 ? line : [{ kind: 'break' }, ...line]))
    rows.push([asked(writer, 'field.birth'), birth.length === 0 ? unknown : said])
  }
  rows.push([asked(writer, 'form.nationality'), nationality === undefined ? unknown : [isolated(writer.names.state(nationality))]])
  if (document !== undefined) rows.push([asked(writer, 'form.document'), [writer.own(document)]])
  rows.push([asked(writer, 'field.location'), location === undefined ? unknown : [writer.own(location)]])
  return rows
}
