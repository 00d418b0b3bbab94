import * as z from 'zod'
import type { CooperationKind } from '../legal-basis/cooperation-kind.ts'
import { accountMonitoring } from './account-monitoring.ts'
import { assetTracing } from './asset-tracing.ts'
import { bankAccounts } from './bank-accounts.ts'
import { bankRecords } from './bank-records.ts'
import { confiscationOnRequest } from './confiscation-on-request.ts'
import { confiscationOrder } from './confiscation-order.ts'
import type { MeasureForm } from './measure-form.ts'
import { nonConvictionConfiscation } from './non-conviction-confiscation.ts'
import { restraint } from './restraint.ts'
import { returnOfProperty } from './return-of-property.ts'
import { searchAndSeizure } from './search-and-seizure.ts'
import { statement } from './statement.ts'
import { subscriberInformation } from './subscriber-information.ts'
import { videoHearing } from './video-hearing.ts'

const forms = [
  statement,
  videoHearing,
  searchAndSeizure,
  bankRecords,
  bankAccounts,
  accountMonitoring,
  subscriberInformation,
  assetTracing,
  restraint,
  confiscationOrder,
  confiscationOnRequest,
  nonConvictionConfiscation,
  returnOfProperty,
] as const

/** One form of assistance inside a request, with its own details. Each is one file of this folder, and one line here. */
export type Measure = z.infer<(typeof forms)[number]['schema']>
export type MeasureType = Measure['type']

const schemas = forms.map(({ schema }) => schema)
/** Named by its type alone, so that what is built on it does not spell out every measure again. */
export const Measure: z.ZodType<Measure> = z.discriminatedUnion('type', schemas as unknown as [(typeof schemas)[number]])

/** Every measure, in the order in which they are offered. */
export const measureForms: readonly MeasureForm[] = forms
export const measureTypes: readonly MeasureType[] = forms.map(({ type }) => type)

const byType = new Map<string, MeasureForm>(measureForms.map((form) => [form.type, form]))

/** What a measure asks and is asked. */
export function getMeasureForm(type: MeasureType): MeasureForm {
  const form = byType.get(type)
  if (form === undefined) throw new Error(`no such measure: ${type}`)
  return form
}

/** The measures that can be asked in a request of a kind. */
export function measureFormsOf(kind: CooperationKind): readonly MeasureForm[] {
  return measureForms.filter(({ kinds }) => kinds.includes(kind))
}
