import type { RequestView } from '@comity/contract/request'
import { findingKey } from '@comity/domain/requirement/finding'
import type { Step } from './step.ts'
import { stepOf } from './steps.ts'

/** Findings of a draft that still keep it from leaving. */
export function openFindings(view: Pick<RequestView, 'findings' | 'overrides'>): RequestView['findings'] {
  return view.findings.filter((finding) => finding.severity !== 'advice' && view.overrides[findingKey(finding)] === undefined)
}

/** How far a step is: something to settle, done, or not begun. */
export type StepProgress = { readonly kind: 'findings'; readonly count: number } | { readonly kind: 'done' } | { readonly kind: 'empty' }

function isSaid(value: unknown): boolean {
  if (value === undefined || value === '' || value === false) return false
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isSaid)
  return true
}

/** How far a step of a draft is. Never set by anyone: it follows from the content and the findings. */
export function progressOfStep(step: Step, view: RequestView): StepProgress {
  const own = step.name === 'check' ? openFindings(view) : openFindings(view).filter((finding) => stepOf(finding.field)?.name === step.name)
  if (own.length > 0) return { kind: 'findings', count: own.length }
  return step.name === 'check' || step.owns.some((key) => isSaid(view.content[key])) ? { kind: 'done' } : { kind: 'empty' }
}
