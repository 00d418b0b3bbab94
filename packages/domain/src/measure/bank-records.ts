import * as z from 'zod'
import { CalendarDate, Id, Line, Prose } from '../input.ts'

/** The kinds of record a bank can be asked for. */
export const bankRecordKinds = ['account-opening', 'beneficial-owner', 'statements', 'swift-messages', 'correspondence'] as const

/** Records of one or more bank accounts. UNTOC art. 18(3)(f); UNCAC art. 46(3)(f). */
export const BankRecords = z.strictObject({
  id: Id,
  type: z.literal('bank-records'),
  /** IBAN or other number of the account, as the bank writes it. */
  account: Line.optional(),
  bank: Line.optional(),
  /** The holder as the bank knows it. */
  holder: Line.optional(),
  records: z.array(z.enum(bankRecordKinds)).optional(),
  from: CalendarDate.optional(),
  to: CalendarDate.optional(),
  /** How the account is linked to the offence. */
  link: Prose.optional(),
})
export type BankRecords = z.infer<typeof BankRecords>
