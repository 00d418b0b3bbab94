import * as z from 'zod'
import { BankRecords } from './bank-records.ts'
import { Restraint } from './restraint.ts'

/** One form of assistance inside a request, with its own details. Each type is one file of this folder. */
export const Measure = z.discriminatedUnion('type', [BankRecords, Restraint])
export type Measure = z.infer<typeof Measure>
export type MeasureType = Measure['type']

/** The types in the order in which they are offered. */
export const measureTypes = Measure.options.map((option) => option.shape.type.value) as readonly MeasureType[]
