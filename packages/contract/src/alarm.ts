import { alarmKinds } from '@comity/domain/exchange/alarm'
import * as z from 'zod'
import { operation } from './operation.ts'

/** Something in the exchange that is wrong and that the reader may do something about. */
export const Alarm = z.strictObject({
  kind: z.enum(alarmKinds),
  peer: z.string().optional(),
  message: z.string().optional(),
  kid: z.string().optional(),
  use: z.string().optional(),
  bridge: z.string().optional(),
  /** Since when, or until when. */
  at: z.string(),
})
export type Alarm = z.infer<typeof Alarm>

export const listAlarms = operation({
  id: 'listAlarms',
  method: 'GET',
  path: '/alarms',
  action: 'alarm.list',
  summary: 'What is wrong in the exchange and the reader may do something about',
  response: z.strictObject({ items: z.array(Alarm) }),
})
