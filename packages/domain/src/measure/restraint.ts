import * as z from 'zod'
import { CalendarDate, Id, Line, Money, Prose } from '../input.ts'

/** Freezing of property pending confiscation. UNTOC art. 13(2), 18(3)(c); UNCAC art. 54(2), 55(2). */
export const Restraint = z.strictObject({
  id: Id,
  type: z.literal('restraint'),
  /** What is to be restrained and where it is. UNTOC art. 13(3)(a), UNCAC art. 55(3)(a). */
  property: Prose.optional(),
  account: Line.optional(),
  /** The ceiling up to which the property is to be restrained. */
  ceiling: Money.optional(),
  /** Whether the ceiling holds for all property together or for each. */
  ceilingApplies: z.enum(['together', 'each']).optional(),
  court: Line.optional(),
  orderDate: CalendarDate.optional(),
  orderReference: Line.optional(),
  /** Grounds to believe that the property would be confiscated. */
  link: Prose.optional(),
})
export type Restraint = z.infer<typeof Restraint>
