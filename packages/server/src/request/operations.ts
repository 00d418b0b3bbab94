import { basesOf, offenceCoverageOf } from '@comity/answers/request/request-law'
import { reach } from '@comity/domain/account/may'
import { invalid } from '@comity/domain/problem'
import type { FileReference } from '@comity/domain/request/content'
import type { Request } from '@comity/domain/request/request'
import { fail, ok, type Result } from '@comity/domain/result'
import { appendAudit } from '../audit/store.ts'
import { actorOf } from '../platform/actor-of.ts'
import { streamOf } from '../platform/byte-stream.ts'
import type { Call, Handlers } from '../platform/dispatch.ts'
import { newId } from '../platform/id.ts'
import { localDate } from '../platform/local-date.ts'
import { commandHandlers } from './commands.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { letterMediaType, paperOf } from './letter.ts'
import { harmfulAmong } from './screened-files.ts'
import { type RequestParts, viewOf } from './parts.ts'
import { registeredLetterHandlers } from './registered-letter.ts'
import { rowView } from './row-view.ts'
import { addFiles, findFile, findRequest, listRows } from './store.ts'

type ReadHandlers = Pick<
  Handlers,
  'listRequests' | 'getRequest' | 'getLegalBases' | 'getOffenceCoverage' | 'getLetter' | 'addFile' | 'getFile' | 'getFileText'
>

/** Handlers of the operations on requests. */
export function requestHandlers(
  parts: RequestParts,
): ReadHandlers & ReturnType<typeof commandHandlers> & ReturnType<typeof registeredLetterHandlers> {
  const { db, self } = parts

  async function found(id: string): Promise<Result<Request>> {
    const request = await findRequest(db, id)
    return request === undefined ? fail({ code: 'not-found' }) : ok(request)
  }

  /** A file that somebody opens. @returns `file-harmful`, on record, where nobody may */
  async function opened(params: { readonly request: string; readonly file: string }, call: Call): Promise<Result<FileReference>> {
    const file = await findFile(db, params.request, params.file)
    if (file === undefined) return fail({ code: 'not-found' })
    const harmful = await harmfulAmong(parts, [file])
    if (harmful === undefined) return ok(file)
    const about = `${params.request}/${params.file}`
    const entry = { at: call.now, actor: actorOf(call).id, action: 'file.read', subject: about, outcome: harmful.code }
    await db.transaction().execute((trx) => appendAudit(trx, entry))
    return fail(harmful)
  }

  return {
    ...commandHandlers(parts),
    ...registeredLetterHandlers(parts),
    async listRequests({ query }, call) {
      const actor = actorOf(call)
      const { cursor, ...filter } = query
      const after = cursor === undefined ? undefined : readCursor(cursor)
      if (after?.ok === false) return after
      const office = reach(actor) === 'office' ? { office: actor.office ?? '' } : {}
      const rows = await listRows(db, {
        ...filter,
        ...office,
        limit: query.limit + 1,
        ...(after === undefined ? {} : { after: after.value }),
      })
      const items = rows.slice(0, query.limit)
      const last = items.at(-1)
      if (rows.length <= query.limit || last === undefined) return ok({ items: items.map(rowView) })
      return ok({ items: items.map(rowView), next: writeCursor({ key: query.sort === 'due' ? last.due : last.changed_at, id: last.id }) })
    },
    async getRequest({ params }, call) {
      const request = await found(params.request)
      if (!request.ok) return request
      await parts.handOver(params.request)
      return ok(await viewOf(parts, db, request.value, call))
    },
    async getLegalBases({ params }, call) {
      const request = await found(params.request)
      return request.ok ? ok(basesOf(request.value.content, localDate(call.now, self), parts.law())) : request
    },
    async getOffenceCoverage({ params }, call) {
      const request = await found(params.request)
      return request.ok ? ok(offenceCoverageOf(request.value.content, localDate(call.now, self), parts.law())) : request
    },
    async getLetter({ params, query }) {
      const request = await found(params.request)
      if (!request.ok) return request
      const known = {
        letters: await parts.letters.list(db, params.request),
        translated: await parts.translatedWordsOf(db, request.value),
      }
      const paper = await paperOf(request.value, { ...query, form: query.form ?? 'letter' }, parts.letterheads, known)
      if (!paper.ok) return paper
      const { name, bytes } = paper.value
      return ok({ name, mediaType: letterMediaType[query.format], size: bytes.length, stream: streamOf(bytes) })
    },
    async addFile({ params, query, body }, call) {
      const written = await parts.files.write(body.stream, { name: query.name })
      if (!written.ok) return written
      if (written.value.size === 0) return fail(invalid('file', 'empty-file'))
      const file: FileReference = {
        id: newId(),
        name: query.name,
        mediaType: written.value.type,
        size: written.value.size,
        sha256: written.value.sha256,
      }
      return call.transact(params.request, async (trx) => {
        await addFiles(trx, params.request, [file], { origin: 'ours', at: call.now, by: actorOf(call).id })
        return ok(file)
      })
    },
    async getFile({ params }, call) {
      const file = await opened(params, call)
      if (!file.ok) return file
      // Opening a file of a case leaves its trace (DESIGN.md rule 3).
      const { name, mediaType, size, sha256 } = file.value
      return call.transact(`${params.request}/${params.file}`, async () =>
        ok({ name, mediaType, size, stream: await parts.files.read(sha256) }),
      )
    },
    async getFileText({ params }, call) {
      const file = await opened(params, call)
      if (!file.ok) return file
      const { mediaType: type, size, sha256 } = file.value
      const preview = await parts.screening.preview(parts.files, { sha256, size, type })
      return call.transact(`${params.request}/${params.file}`, async () => ok(preview ?? { cut: false }))
    },
  }
}
