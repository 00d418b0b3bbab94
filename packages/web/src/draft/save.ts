import type { ComityClient } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import { read } from '@comity/domain/input'
import { type RequestContent, RequestRevision } from '@comity/domain/request/content'
import type { Result } from '@comity/domain/result'
import type { Visit } from '../page.ts'
import type { ContentKey } from './step.ts'

/** The version on which a form rests. A form without one rests on nothing that exists. */
export function versionIn(form: URLSearchParams): number {
  const version = form.get('version') ?? ''
  return /^\d{1,9}$/u.test(version) ? Number(version) : 0
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === '' || (typeof value === 'object' && value !== null && Object.values(value).every(isBlank))
}

/** What a form says about the parts it owns; a part that was emptied is taken out, not left as it was. */
export function revisionFrom(said: Record<string, unknown>, owns: readonly ContentKey[], content: RequestContent): Record<string, unknown> {
  const named = owns.filter((key) => !isBlank(said[key]) || content[key] !== undefined)
  return Object.fromEntries(named.map((key) => [key, isBlank(said[key]) ? null : said[key]]))
}

/** Saves a part of a draft, unless someone changed it since the form was written. */
export async function save(visit: Visit, operations: ComityClient, view: RequestView, revision: unknown): Promise<Result<RequestView>> {
  const content = read(RequestRevision, revision, 'content')
  if (!content.ok) return content
  return operations.revise({ params: { request: view.id }, body: { content: content.value }, ifMatch: versionIn(visit.form) })
}
