import { CalendarDate, Line, StateCode } from '@comity/domain/input'
import { cooperationKinds } from '@comity/domain/legal-basis/cooperation-kind'
import * as z from 'zod'

/** What a State is asked for. */
export const Kind = z.enum(cooperationKinds)
/** Whether somebody compared a fact with its source. */
export const Verified = z.enum(['yes', 'membership-only', 'no'])
/** As in `untoc`; whether there is such an instrument is asked of the data, which offer the nearest. */
export const InstrumentId = Line.min(1)
export const stateParams = z.strictObject({ state: StateCode })
/** The day of the question; today where none is given. */
export const on = CalendarDate.optional()
