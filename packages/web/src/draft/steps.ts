import type { CooperationKind } from '@comity/domain/legal-basis/cooperation-kind'
import type { RequestContent } from '@comity/domain/request/content'
import type { Translate } from '@comity/language/translate'
import { type Step, type StepName, stepNames } from './step.ts'
import { attachments } from './steps/attachments.ts'
import { authority } from './steps/authority.ts'
import { facts } from './steps/facts.ts'
import { languages } from './steps/languages.ts'
import { matter } from './steps/matter.ts'
import { measures } from './steps/measures.ts'
import { offences } from './steps/offences.ts'
import { persons } from './steps/persons.ts'
import { procedure } from './steps/procedure.ts'
import { undertakings } from './steps/undertakings.ts'
import { urgency } from './steps/urgency.ts'

const byName: Readonly<Record<StepName, Step>> = {
  authority,
  matter,
  persons,
  facts,
  offences,
  basis: { kind: 'own', name: 'basis', owns: ['bases'] },
  measures,
  procedure,
  urgency,
  undertakings,
  attachments,
  languages,
  check: { kind: 'own', name: 'check', owns: [] },
}

/** The steps of a draft, in order. */
export const steps: readonly Step[] = stepNames.map((name) => byName[name])

/** A step by the name in a path. */
export function findStep(name: string | undefined): Step | undefined {
  return steps.find((step) => step.name === name)
}

/** Whom the persons of a request are, where its kind is about one of them; in the others anybody may be concerned. */
const personsOf: Partial<Record<CooperationKind, string>> = {
  extradition: 'sought',
  'provisional-arrest': 'sought',
  confiscation: 'held',
  'transfer-of-proceedings': 'prosecuted',
  'transfer-of-sentenced-person': 'sentenced',
}

/** The catalogue id of what a step is called in a request of a kind; what it is about and what it asks stand below it. */
export function wordOfStep(name: StepName, kind: CooperationKind): string {
  const of = name === 'persons' ? personsOf[kind] : undefined
  return of === undefined ? `web.draft.step.${name}` : `web.draft.step.${name}.${of}`
}

/** The step after this one; the last leads nowhere. */
export function stepAfter(name: StepName): StepName | undefined {
  return stepNames[stepNames.indexOf(name) + 1]
}

/** What the person, offence or measure is called that a field belongs to; empty for any other field. */
export function itemNameOf(field: string, content: RequestContent, t: Translate): string {
  const [key, row] = field.split('.')
  const step = stepOf(field)
  const item = step?.kind === 'items' && step.name === key ? content[step.name]?.[Number(row)] : undefined
  return item === undefined || step?.kind !== 'items' ? '' : step.called(item, t)
}

/** The step that settles what a finding is about. */
export function stepOf(field: string): Step | undefined {
  const key = field.split('.')[0]
  return steps.find((step) => (step.owns as readonly (string | undefined)[]).includes(key))
}
