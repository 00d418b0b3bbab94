import type { RequestContent } from '@comity/domain/request/content'
import type { LetterWriter } from './letter-writer.ts'

/** How the request is to be carried out, to what end, and under which terms. */
export function writeTerms(writer: LetterWriter, content: RequestContent): void {
  writeProcedure(writer, content)
  writePurpose(writer, content)
  writeConfidentiality(writer, content)
  writeUrgency(writer, content)
  writeUndertakings(writer, content)
}

/** UNTOC art. 18(15)(d), 18(17); UNCAC art. 46(15)(d), 46(17). */
function writeProcedure(writer: LetterWriter, { procedure }: RequestContent): void {
  writer.part('letter.procedure.heading')
  if (procedure === undefined) writer.say('letter.procedure.none')
  else {
    writer.say('letter.procedure.intro')
    writer.prose(procedure, { what: 'procedure' })
  }
}

/** UNTOC art. 18(15)(f); UNCAC art. 46(15)(f). */
function writePurpose(writer: LetterWriter, { purpose }: RequestContent): void {
  writer.part('letter.purpose.heading')
  writer.prose(purpose, { what: 'purpose' })
}

/** UNTOC art. 18(20); UNCAC art. 46(20). */
function writeConfidentiality(writer: LetterWriter, { confidentiality }: RequestContent): void {
  if (confidentiality === undefined) return
  writer.part('letter.confidentiality.heading')
  writer.say(`letter.confidentiality.text.${confidentiality.level}`)
  writer.prose(confidentiality.reason)
}

/** A deadline is suggested with its reasons: UNTOC art. 18(24); UNCAC art. 46(24). */
function writeUrgency(writer: LetterWriter, { urgency }: RequestContent): void {
  if (urgency === undefined) return
  writer.part('letter.urgency.heading')
  writer.say(`letter.urgency.text.${urgency.level}`)
  if (urgency.by !== undefined) writer.say('letter.urgency.by', { date: writer.date(urgency.by, 'urgency') })
  writer.prose(urgency.reason, urgency.level === 'routine' ? {} : { what: 'urgency-reason' })
}

/** UNTOC art. 18(19); UNCAC art. 46(19). Reciprocity: the spirit of UNTOC art. 18(1). */
function writeUndertakings(writer: LetterWriter, { undertakings }: RequestContent): void {
  if (undertakings === undefined) return
  const { useLimit, reciprocity, other } = undertakings
  if (useLimit !== true && reciprocity !== true && other === undefined) return
  writer.part('letter.undertakings.heading')
  if (useLimit === true) writer.say('letter.undertakings.use-limit')
  if (reciprocity === true) writer.say('letter.undertakings.reciprocity')
  writer.prose(other)
}
