import type { Restraint } from '@comity/domain/measure/restraint'
import type { LetterWriter } from '../letter-writer.ts'
import type { Inline, Line } from '../model.ts'
import { phrase } from '../phrase.ts'
import { detailTable } from './detail-table.ts'

/** Which property is to be restrained, up to what, by whose order. UNTOC art. 13(2) and (3)(c); UNCAC art. 54(2), 55(3)(c). */
export function writeRestraint(writer: LetterWriter, measure: Restraint): void {
  writer.division('letter.restraint.heading')
  writer.say('letter.restraint.ask')
  writer.prose(measure.property, { what: 'property' })
  const rows: [string, Inline | Line][] = []
  if (measure.account !== undefined) rows.push(['account', writer.own(measure.account)])
  rows.push(['ceiling', ceilingOf(writer, measure)])
  rows.push(['court', writer.given(measure.court, 'court')])
  rows.push(['order-date', writer.date(measure.orderDate, 'order-date')])
  if (measure.orderReference !== undefined) rows.push(['order-reference', writer.own(measure.orderReference)])
  detailTable(writer, 'letter.restraint.caption', rows)
  writer.prose(measure.link, { lead: 'letter.restraint.link' })
}

function ceilingOf(writer: LetterWriter, { ceiling, ceilingApplies }: Restraint): Inline | Line {
  if (ceiling === undefined) return writer.given(undefined, 'ceiling')
  const amount = writer.money(ceiling)
  return ceilingApplies === undefined ? amount : phrase(writer.t, `letter.restraint.ceiling.${ceilingApplies}`, { amount })
}
