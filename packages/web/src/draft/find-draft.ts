import type { ComityClient } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import { fail, type Result } from '@comity/domain/result'
import type { Place } from '../page.ts'
import { findView } from '../request/find-view.ts'

/** The draft a path names, if it can be changed now by the reader. */
export async function findDraft(operations: ComityClient, place: Place): Promise<Result<RequestView>> {
  const found = await findView(operations, place)
  if (found.ok && !found.value.available.includes('revise')) return fail({ code: 'act-not-available', values: { act: 'revise' } })
  return found
}
