import * as z from 'zod'
import type { CooperationKind } from '../legal-basis/cooperation-kind.ts'
import { accountMonitoring } from './account-monitoring.ts'
import { assetTracing } from './asset-tracing.ts'
import { bankAccounts } from './bank-accounts.ts'
import { bankRecords } from './bank-records.ts'
import { companyRecords } from './company-records.ts'
import { confiscationOnRequest } from './confiscation-on-request.ts'
import { confiscationOrder } from './confiscation-order.ts'
import { confrontation } from './confrontation.ts'
import { contentData } from './content-data.ts'
import { controlledDelivery } from './controlled-delivery.ts'
import { covertInvestigation } from './covert-investigation.ts'
import { criminalRecords } from './criminal-records.ts'
import { crossBorderSurveillance } from './cross-border-surveillance.ts'
import { dataPreservation } from './data-preservation.ts'
import { examination } from './examination.ts'
import { expertEvaluation } from './expert-evaluation.ts'
import { forensicComparison } from './forensic-comparison.ts'
import { handOverOfObjects } from './hand-over-of-objects.ts'
import { interception } from './interception.ts'
import { jointInvestigation } from './joint-investigation.ts'
import type { MeasureForm } from './measure-form.ts'
import { nonConvictionConfiscation } from './non-conviction-confiscation.ts'
import { otherAssistance } from './other.ts'
import { partialDisclosure } from './partial-disclosure.ts'
import { personIdentification } from './person-identification.ts'
import { policeRecords } from './police-records.ts'
import { proceedingsTransfer } from './proceedings-transfer.ts'
import { productionOfDocuments } from './production-of-documents.ts'
import { provisionalArrest } from './provisional-arrest.ts'
import { publicRecords } from './public-records.ts'
import { realTimeTrafficData } from './real-time-traffic-data.ts'
import { restraint } from './restraint.ts'
import { returnOfProperty } from './return-of-property.ts'
import { searchAndSeizure } from './search-and-seizure.ts'
import { sentencedPersonTransfer } from './sentenced-person-transfer.ts'
import { serviceOfDocuments } from './service-of-documents.ts'
import { statement } from './statement.ts'
import { subscriberInformation } from './subscriber-information.ts'
import { surrender } from './surrender.ts'
import { taxRecords } from './tax-records.ts'
import { telephoneHearing } from './telephone-hearing.ts'
import { trafficData } from './traffic-data.ts'
import { transferOfDetainedPerson } from './transfer-of-detained-person.ts'
import { videoHearing } from './video-hearing.ts'
import { voluntaryAppearance } from './voluntary-appearance.ts'
import { witnessProtection } from './witness-protection.ts'

const forms = [
  statement,
  videoHearing,
  telephoneHearing,
  confrontation,
  transferOfDetainedPerson,
  voluntaryAppearance,
  witnessProtection,
  productionOfDocuments,
  serviceOfDocuments,
  otherAssistance,
  examination,
  expertEvaluation,
  forensicComparison,
  searchAndSeizure,
  bankRecords,
  bankAccounts,
  accountMonitoring,
  dataPreservation,
  partialDisclosure,
  subscriberInformation,
  trafficData,
  contentData,
  interception,
  realTimeTrafficData,
  controlledDelivery,
  covertInvestigation,
  crossBorderSurveillance,
  jointInvestigation,
  assetTracing,
  restraint,
  confiscationOrder,
  confiscationOnRequest,
  nonConvictionConfiscation,
  returnOfProperty,
  companyRecords,
  criminalRecords,
  personIdentification,
  policeRecords,
  publicRecords,
  taxRecords,
  surrender,
  provisionalArrest,
  handOverOfObjects,
  proceedingsTransfer,
  sentencedPersonTransfer,
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
