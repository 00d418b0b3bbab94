import type { ComityClient } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import { Id, read } from '@comity/domain/input'
import { fail, type Result } from '@comity/domain/result'
import type { Place } from '../page.ts'

/** The request a path names. An id that is none names nothing: `not-found`. */
export async function findView(operations: ComityClient, place: Place): Promise<Result<RequestView>> {
  const id = read(Id, place['request'])
  return id.ok ? operations.getRequest({ params: { request: id.value } }) : fail({ code: 'not-found' })
}
