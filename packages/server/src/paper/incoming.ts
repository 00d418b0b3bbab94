import type { FileStream } from '@comity/contract/operation'
import type { RequestView } from '@comity/contract/request'
import { type IncomingPaper, openOnPaper, paperFault, type PaperRequest } from '@comity/domain/paper/incoming-paper'
import { invalid } from '@comity/domain/problem'
import type { FileReference } from '@comity/domain/request/content'
import { fail, ok, type Result } from '@comity/domain/result'
import { findState } from '@comity/reference/state'
import { actorOf } from '../platform/actor-of.ts'
import type { Call } from '../platform/dispatch.ts'
import type { Files } from '../platform/files.ts'
import { newId } from '../platform/id.ts'
import { localDate } from '../platform/local-date.ts'
import type { Transaction } from '../platform/tables.ts'
import { addIncomingPaper, addScanRow, listIncomingPaper, listTwins, takeScans } from './incoming-store.ts'
import type { PaperParts } from './operations.ts'

/** Kinds of file that a scanner makes. */
const scanTypes: readonly string[] = ['application/pdf', 'image/png', 'image/jpeg']
/** Largest scan, in bytes. */
const scanLimit = 100 * 1024 * 1024

/** Takes a scan in. @returns `wrong-file-type` for what no scanner makes */
export async function takeScanIn(files: Files, name: string, body: FileStream, call: Call): Promise<Result<FileReference>> {
  const written = await files.write(body.stream, { name, limit: scanLimit })
  if (!written.ok) return written
  const { type, size, sha256 } = written.value
  if (!scanTypes.includes(type)) return fail({ code: 'wrong-file-type', values: { file: name } })
  const file: FileReference = { id: newId(), name, mediaType: type, size, sha256 }
  return call.transact(file.id, async (trx) => {
    await addScanRow(trx, file, { id: actorOf(call).id, at: call.now })
    return ok(file)
  })
}

/** Scans named in an input must be those that were brought in and belong to nothing yet. */
async function strangeScan(trx: Transaction, { files }: IncomingPaper): Promise<Result<never> | undefined> {
  const ids = files.map(({ id }) => id)
  const known = await takeScans(trx, ids)
  const stranger = files.find(({ id, sha256 }) => !known.some((scan) => scan.id === id && scan.sha256 === sha256))
  return stranger === undefined ? undefined : fail({ code: 'file-unknown', values: { file: stranger.name } })
}

/** Scans of paper for a request that is here already: known, of no other paper, and none that came before. */
export async function scanFault(trx: Transaction, request: string, paper: IncomingPaper): Promise<Result<never> | undefined> {
  const strange = await strangeScan(trx, paper)
  if (strange !== undefined) return strange
  const before = (await listIncomingPaper(trx, request)).flatMap(({ files }) => files)
  const twice = paper.files.findIndex((file) => before.some(({ sha256 }) => sha256 === file.sha256))
  return twice < 0 ? undefined : fail(invalid(`files.${twice}`, 'same-file-twice', { file: paper.files[twice]?.name ?? '' }))
}

/** Enters a request that came on paper: it is in the register from then on, with its scans. */
export async function enterRequest({ self, desk }: PaperParts, paper: PaperRequest, call: Call): Promise<Result<RequestView>> {
  if (findState(paper.from) === undefined)
    return fail({ code: 'unknown-state', fields: [{ field: 'from', rule: 'unknown-state', values: { state: paper.from } }] })
  if (paper.from === self.state) return fail({ code: 'same-state', fields: [{ field: 'from', rule: 'same-state' }] })
  const fault = paperFault(paper, localDate(call.now, self.state))
  if (fault !== undefined) return fail(fault)
  const { id, name } = actorOf(call)
  const request = newId()
  return call.transact(request, async (trx) => {
    const [twin] = paper.another === true ? [] : await listTwins(trx, paper.from, paper.reference)
    if (twin !== undefined) return fail(invalid('reference', 'reference-known', { reference: twin.their_reference ?? '' }))
    const strange = await strangeScan(trx, paper)
    if (strange !== undefined) return strange
    const events = openOnPaper(paper, { request, self, actor: { id, name }, at: call.now, newId })
    const opened = await desk.commit(trx, undefined, events)
    if (!opened.ok) return opened
    await desk.addTheirFiles(trx, request, paper.files, { id, at: call.now })
    await addIncomingPaper(trx, paper, { id: newId(), request, opens: true, by: { id, name, at: call.now } })
    return ok(await desk.view(trx, opened.value, call))
  })
}

/** Enters the paper of a request that is here already. */
export async function enterCopy(
  { self, desk }: PaperParts,
  request: string,
  paper: IncomingPaper,
  call: Call,
): Promise<Result<{ id: string }>> {
  const fault = paperFault(paper, localDate(call.now, self.state))
  if (fault !== undefined) return fail(fault)
  const { id: by, name } = actorOf(call)
  return call.transact(request, async (trx) => {
    const known = await desk.hold(trx, request)
    if (known === undefined) return fail({ code: 'not-found' })
    const strange = await scanFault(trx, request, paper)
    if (strange !== undefined) return strange
    const id = newId()
    await desk.addTheirFiles(trx, request, paper.files, { id: by, at: call.now })
    await addIncomingPaper(trx, paper, { id, request, opens: false, by: { id: by, name, at: call.now } })
    return ok({ id })
  })
}
