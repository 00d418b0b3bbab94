import { fileBody, type FileStream, type Operation } from '@comity/contract/operation'
import { type ComityClient, operations } from '@comity/contract/operations'
import type { RawCall } from '@comity/contract/read-call'
import type { Result } from '@comity/domain/result'
import { placeIn } from '@comity/web/route'
import type { Address } from './address.ts'

/** Answers a link to a file of the API, `/api/requests/{request}/letter?format=docx`; undefined where it leads to none. */
export function findApiFile({ path, query }: Address, client: ComityClient): Promise<Result<FileStream>> | undefined {
  for (const [name, operation] of Object.entries(operations as Readonly<Record<string, Operation>>)) {
    if (operation.method !== 'GET' || operation.response !== fileBody) continue
    const params = placeIn(`/api${operation.path.replaceAll(/\{(\w+)\}/gu, ':$1')}`, path)
    if (params === undefined) continue
    const call = client[name as keyof ComityClient] as unknown as (raw: RawCall) => Promise<Result<FileStream>>
    return call({ params, query: Object.fromEntries(query) })
  }
  return undefined
}
