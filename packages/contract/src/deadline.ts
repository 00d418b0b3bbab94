import type { Due } from '@comity/domain/deadline/calculus'
import { type DeadlineRule, deadlineConsequences, deadlineEvents, lengthUnits } from '@comity/domain/deadline/rule'
import { CalendarDate, Line, StateCode } from '@comity/domain/input'
import * as z from 'zod'
import { operation } from './operation.ts'
import { Provision } from './request.ts'

const Length = z.strictObject({ count: z.int().min(0).max(18_300), unit: z.enum(lengthUnits) })

/** A clock that the law sets. */
export const DeadlineRuleEntry = z.looseObject({
  id: z.string(),
  event: z.enum(deadlineEvents),
  length: Length,
  provisions: z.array(Provision).readonly(),
  consequence: z.enum(deadlineConsequences),
  warnings: z.array(z.int()).readonly(),
  verified: z.boolean(),
  adjustable: z.enum(['treaty', 'agreement', 'domestic-law']).optional(),
}) as unknown as z.ZodType<DeadlineRule>

export const listDeadlineRules = operation({
  id: 'listDeadlineRules',
  method: 'GET',
  path: '/law/deadlines',
  action: 'reference.read',
  summary: 'Every clock that is known: its event, its length, its article and what follows',
  response: z.strictObject({ items: z.array(DeadlineRuleEntry).readonly() }),
})

export const computeDeadline = operation({
  id: 'computeDeadline',
  method: 'POST',
  path: '/law/deadlines/{rule}',
  action: 'reference.read',
  summary: 'When a clock runs out, from the day or the moment of its event and what the law of the place says about its days',
  params: z.strictObject({ rule: Line.min(1) }),
  body: z.strictObject({
    /** A calendar date of the place, or a moment in UTC. */
    event: Line.min(1),
    place: z
      .strictObject({
        timeZone: Line.optional(),
        weekend: z
          .array(z.union([1, 2, 3, 4, 5, 6, 7].map((day) => z.literal(day as 1 | 2 | 3 | 4 | 5 | 6 | 7))))
          .max(6)
          .optional(),
        holidays: z.array(CalendarDate).max(2000).optional(),
        countsEventDay: z.boolean().optional(),
        endsOnWorkingDay: z.boolean().optional(),
      })
      .optional(),
    suspensions: z
      .array(z.strictObject({ from: CalendarDate, to: CalendarDate.optional() }))
      .max(200)
      .optional(),
    length: Length.optional(),
    /** The State whose profile may set another length. */
    state: StateCode.optional(),
  }),
  response: z.looseObject({
    rule: z.string(),
    length: Length,
    date: z.string().optional(),
    at: z.string().optional(),
    warnings: z.array(z.strictObject({ before: z.int(), date: z.string() })).readonly(),
    provisions: z.array(Provision).readonly(),
    consequence: z.enum(deadlineConsequences),
    verified: z.boolean(),
  }) as unknown as z.ZodType<Due>,
  problems: ['not-found', 'unknown-state'],
})
