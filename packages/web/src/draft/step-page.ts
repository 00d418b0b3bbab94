import type { Page } from '../page.ts'
import { problemPage } from '../ui/problem-page.tsx'
import { basisPage } from './basis-page.tsx'
import { checkPage } from './check-page.tsx'
import { findDraft } from './find-draft.ts'
import { formStepPage } from './form-step-page.tsx'
import { itemsStepPage } from './items-step-page.tsx'
import { findStep } from './steps.ts'

/** One step of a draft, by the name in the path. */
export const stepPage: Page = async (visit, operations, place) => {
  const found = await findDraft(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  const step = findStep(place['step'])
  if (step === undefined) return problemPage(visit, { code: 'not-found' })
  if (step.kind === 'form') return formStepPage(visit, operations, found.value, step)
  if (step.kind === 'items') return itemsStepPage(visit, operations, found.value, step)
  return step.name === 'basis' ? basisPage(visit, operations, found.value) : checkPage(visit, operations, found.value)
}
