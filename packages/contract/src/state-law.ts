import { CalendarDate, StateCode } from '@comity/domain/input'
import { StateProfile } from '@comity/domain/requirement/profile'
import * as z from 'zod'
import { Declaration, Participation } from './law.ts'
import { operation } from './operation.ts'
import { ProfileApproval } from './profile.ts'

export const getStateLaw = operation({
  id: 'getStateLaw',
  method: 'GET',
  path: '/law/states/{state}',
  action: 'reference.read',
  summary: 'What is known of one State: its instruments with their dates, its declarations, and what it asks of requests',
  params: z.strictObject({ state: StateCode }),
  query: z.strictObject({ on: CalendarDate.optional() }),
  response: z.strictObject({
    state: StateCode,
    on: CalendarDate,
    instruments: z.array(
      z.strictObject({
        instrument: z.string(),
        participation: Participation.optional(),
        /** Whether it binds the State on the date, seen alone. */
        standing: z.enum(['in-force', 'not-yet', 'ended', 'signed', 'not-a-party', 'unknown']),
      }),
    ),
    declarations: z.array(Declaration).readonly(),
    profile: StateProfile.optional(),
    /** Who brought the profile in; absent as delivered. */
    profileApproval: ProfileApproval.optional(),
  }),
  problems: ['unknown-state'],
})
