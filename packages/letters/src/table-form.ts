import { cooperationKinds } from '@comity/domain/legal-basis/cooperation-kind'
import type { RequestContent } from '@comity/domain/request/content'
import { type FormRow, oneOf, proseInBox, ticks, writeBox } from './form-box.ts'
import { detailRows, writeDetails } from './form-details.ts'
import { asked, authorityLines, formOf, leadOf, requestRows, writeFormMatter, writeHandling, writePersonBoxes } from './form-sections.ts'
import { listAttachments } from './language-and-attachments-part.ts'
import { basesOf, writeLegalBasis } from './legal-basis-part.ts'
import type { LetterWriter } from './letter-writer.ts'
import { type Doc, isolated } from './model.ts'
import { phrase } from './phrase.ts'
import type { LetterFrame } from './request-letter.ts'

/** Details that stand in parts of their own, not with what is asked. */
const presence: readonly string[] = ['presence']
const safeguards: readonly string[] = ['seriousness', 'lessIntrusive', 'safeguards', 'remedies']

/**
 * The request as a form in lettered parts, for authorities that know the forms of the European Investigation Order: the same
 * content as the letter, each closed choice with all its options. What the law does not ask and nobody said has no box.
 */
export function tableForm(content: RequestContent, frame: LetterFrame): Doc {
  return formOf(content, frame, frame.t(`letter.title.${content.kind}`), (writer) => {
    writer.part('letter.form.request')
    writeBox(writer, [
      ...requestRows(writer, content, frame),
      [asked(writer, 'field.requested-authority'), authorityLines(writer, content.requestedAuthority, 'requested-authority')],
      [asked(writer, 'form.kind'), oneOf(writer, 'letter.title', cooperationKinds, content.kind)],
    ])
    writeHandling(writer, content)
    writePersonBoxes(writer, content.persons)
    writeFormMatter(writer, content)
    writeAssistance(writer, content)
    writeProcedure(writer, content)
    writeLegalBasis(writer, frame.bases ?? basesOf(content), content)
    writeSafeguards(writer, content)
    writeAuthority(writer, content)
  })
}

/** UNTOC art. 18(15)(d), (f); UNCAC art. 46(15)(d), (f). */
function writeAssistance(writer: LetterWriter, { purpose, measures = [], persons }: RequestContent): void {
  writer.part('letter.assistance.heading')
  writer.prose(purpose, { lead: leadOf(writer, 'letter.purpose.heading'), what: 'purpose' })
  if (measures.length === 0) writer.say('letter.only', { value: writer.given(undefined, 'measures') })
  for (const measure of measures) {
    writer.division(`measure.${measure.type}`)
    writer.say(`letter.ask.${measure.type}`)
    writeDetails(writer, measure, persons, (name) => !presence.includes(name) && !safeguards.includes(name))
  }
}

/** UNTOC art. 18(15)(d), 18(17); UNCAC art. 46(15)(d), 46(17). */
function writeProcedure(writer: LetterWriter, { procedure, measures = [], persons }: RequestContent): void {
  writer.part('letter.form.procedure')
  if (procedure === undefined) writer.say('letter.procedure.none')
  else {
    writer.say('letter.procedure.intro')
    writer.prose(procedure, { what: 'procedure' })
  }
  for (const measure of measures) {
    const rows = detailRows(writer, measure, persons, (name) => presence.includes(name))
    writeBox(writer, rows, phrase(writer.t, `measure.${measure.type}`))
  }
}

/** What protects those whom the request meets, and what the requesting State undertakes. UNTOC art. 18(19); UNCAC art. 46(19). */
function writeSafeguards(writer: LetterWriter, { undertakings, measures = [], persons }: RequestContent): void {
  writer.part('letter.form.safeguards')
  const before = writer.blocks.length
  for (const measure of measures) {
    const rows = detailRows(writer, measure, persons, (name) => safeguards.includes(name))
    writeBox(writer, rows, phrase(writer.t, `measure.${measure.type}`))
  }
  if (undertakings !== undefined) {
    const { useLimit = false, reciprocity = false, other } = undertakings
    const options = ticks([
      { option: writer.t('letter.undertakings.use-limit'), chosen: useLimit },
      { option: writer.t('letter.undertakings.reciprocity'), chosen: reciprocity },
    ])
    const more = other === undefined ? [] : [{ kind: 'break' } as const, ...proseInBox(writer, other)]
    writeBox(writer, [[asked(writer, 'form.undertakings'), [...options, ...more]]])
  }
  if (writer.blocks.length === before) writer.say('letter.form.none')
}

/** UNTOC art. 18(15)(a); UNCAC art. 46(15)(a). */
function writeAuthority(writer: LetterWriter, content: RequestContent): void {
  const { requestingAuthority: authority } = content
  writer.part('letter.form.authority')
  const rows: FormRow[] = [
    [asked(writer, 'field.requesting-authority'), authorityLines(writer, authority, 'requesting-authority')],
    [asked(writer, 'field.requesting-state'), [isolated(writer.names.state(content.requesting))]],
  ]
  if (authority?.contact !== undefined) rows.push([asked(writer, 'form.contact'), [writer.own(authority.contact)]])
  writeBox(writer, rows)
  listAttachments(writer, content)
}
