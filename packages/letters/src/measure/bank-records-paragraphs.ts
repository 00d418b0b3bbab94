import type { BankRecords } from '@comity/domain/measure/bank-records'
import type { LetterWriter } from '../letter-writer.ts'
import { phrase } from '../phrase.ts'
import { detailTable } from './detail-table.ts'

/** What is asked of a bank. UNTOC art. 18(3)(f), 18(15)(d); UNCAC art. 46(3)(f), 46(15)(d). */
export function writeBankRecords(writer: LetterWriter, measure: BankRecords): void {
  writer.division('letter.bank-records.heading')
  const records = measure.records ?? []
  if (records.length === 0) writer.say('letter.bank-records.ask-unnamed', { records: writer.given(undefined, 'records') })
  else {
    writer.say('letter.bank-records.ask')
    writer.list(records.map((kind) => phrase(writer.t, `letter.bank-records.kind.${kind}`)))
  }
  detailTable(writer, 'letter.bank-records.caption', [
    ['account', writer.given(measure.account, 'account')],
    ['bank', writer.given(measure.bank, 'bank')],
    ['holder', writer.given(measure.holder, 'holder')],
    [
      'period',
      phrase(writer.t, 'letter.period', { from: writer.date(measure.from, 'period-from'), to: writer.date(measure.to, 'period-to') }),
    ],
  ])
  writer.prose(measure.link, { lead: 'letter.bank-records.link' })
}
