import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { refusalToOpen } from '@comity/answers/request/request-law'
import type { FileStream } from '@comity/contract/operation'
import { invalid } from '@comity/domain/problem'
import type { FileReference } from '@comity/domain/request/content'
import type { Request, RequestEvent } from '@comity/domain/request/request'
import { fail, ok, type Result } from '@comity/domain/result'
import { drafterFileLimit, type DrafterFile, readDrafterFile, type SavedDraft, writeDrafterFile } from '@comity/exchange/drafter-file'
import { nativeKey } from '@comity/exchange/native-passphrase-key'
import { openWithPassphrase, sealWithPassphrase } from '@comity/exchange/passphrase'
import { appendAudit } from '../audit/store.ts'
import { actorOf } from '../platform/actor-of.ts'
import { streamOf } from '../platform/byte-stream.ts'
import type { Call, Handlers } from '../platform/dispatch.ts'
import type { Files } from '../platform/files.ts'
import { newId } from '../platform/id.ts'
import type { Transaction } from '../platform/tables.ts'
import type { HeldFiles } from './held-files.ts'
import { addImport, findLastImport, type Imported } from './store.ts'

/** What the slice is given by the composition root. */
export interface DrafterFileParts {
  readonly files: Files
  readonly held: HeldFiles
  readonly self: string
  /** Name of the authority. */
  readonly authority: string
  readonly findRequest: (trx: Transaction, id: string) => Promise<Request | undefined>
  /** Commits the first events of a request. */
  readonly open: (trx: Transaction, events: readonly RequestEvent[]) => Promise<Result<Request>>
  readonly addFiles: (
    trx: Transaction,
    request: string,
    files: readonly FileReference[],
    added: { origin: 'ours'; at: string; by: string },
  ) => Promise<void>
}

type DrafterHandlers = Pick<Handlers, 'holdDrafterFile' | 'importDrafts' | 'exportDraft' | 'describeDrafter' | 'downloadDrafter'>

const drafterName = 'comity-drafter.html'
const drafterPath = new URL(`../../../drafter/dist/${drafterName}`, import.meta.url)

/** The drafter as it was built; `not-found` where it was not. */
async function readDrafter(): Promise<Result<Buffer>> {
  try {
    return ok(await readFile(drafterPath))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return fail({ code: 'not-found' })
    throw error
  }
}

/** A file without what the request says of it, as it is when it has just been added. */
function fileAlone({ id, name, mediaType, size, sha256 }: FileReference): FileReference {
  return { id, name, mediaType, size, sha256 }
}

/** What happened to a draft elsewhere, told here in the name of the officer who brings it in. */
function eventsOf({ reference, content, overrides }: SavedDraft, request: string, { now, ...call }: Call): readonly RequestEvent[] {
  const { id, name } = actorOf(call)
  const head = () => ({ id: newId(), at: now, actor: { id, name } })
  return [
    { ...head(), type: 'opened', request, side: 'requesting', reference, content },
    ...Object.entries(overrides).map(([finding, { reason }]): RequestEvent => {
      return { ...head(), type: 'finding-overridden', finding, reason }
    }),
  ]
}

/** Handlers that exchange drafts with the stand-alone drafter, and offer it. */
export function drafterFileHandlers({ files, held, self, authority, findRequest, open, addFiles }: DrafterFileParts): DrafterHandlers {
  /** Takes the files in before any draft: what is not on the list of kinds stops all of it. */
  async function takeFiles({ drafts, bytes }: DrafterFile): Promise<Result<void>> {
    for (const { name, mediaType, sha256 } of drafts.flatMap((draft) => draft.files)) {
      const written = await files.write(streamOf(bytes.get(sha256) ?? new Uint8Array()), { name, limit: drafterFileLimit })
      if (!written.ok) return written
      if (written.value.type !== mediaType || written.value.sha256 !== sha256) return fail(invalid('file', 'file-damaged'))
    }
    return ok(undefined)
  }

  async function openDrafts(name: string, passphrase: string): Promise<Result<DrafterFile>> {
    const bytes = await held.find(name)
    if (bytes === undefined) return fail({ code: 'not-found' })
    const plain = await openWithPassphrase(bytes, passphrase, nativeKey)
    if (!plain.ok) return plain
    const file = await readDrafterFile(plain.value)
    if (!file.ok) return file
    const { drafts } = file.value
    if (drafts.some(({ content }) => content.requesting !== self)) return fail(invalid('file', 'other-state'))
    const refused = drafts.map(({ content }) => refusalToOpen(content, self)).find((problem) => problem !== undefined)
    if (refused !== undefined) return fail(refused)
    const taken = await takeFiles(file.value)
    return taken.ok ? file : taken
  }

  async function bringIn(trx: Transaction, { drafts }: DrafterFile, file: string, call: Call): Promise<Result<Imported>> {
    const items: { id: string; reference: string }[] = []
    for (const draft of drafts) {
      const id = newId()
      const opened = await open(trx, eventsOf(draft, id, call))
      if (!opened.ok) return opened
      await addFiles(trx, id, draft.files, { origin: 'ours', at: call.now, by: actorOf(call).id })
      items.push({ id, reference: draft.reference })
    }
    await addImport(trx, file, items, call.now)
    for (const { id: subject } of items)
      await appendAudit(trx, { at: call.now, actor: actorOf(call).id, action: 'draft.import', subject, outcome: 'done' })
    return ok({ items })
  }

  async function attachmentsOf({ content }: Request): Promise<Result<ReadonlyMap<string, Uint8Array>>> {
    const attachments = content.attachments ?? []
    const size = attachments.reduce((sum, file) => sum + file.size, 0)
    if (size > drafterFileLimit) return fail({ code: 'too-large', values: { limit: drafterFileLimit } })
    const bytes = new Map<string, Uint8Array>()
    for (const { sha256 } of attachments) {
      bytes.set(sha256, new Uint8Array(await buffer(await files.read(sha256))))
    }
    return ok(bytes)
  }

  async function sealed(request: Request, now: string, passphrase: string): Promise<Result<FileStream>> {
    const bytes = await attachmentsOf(request)
    if (!bytes.ok) return bytes
    const { id, reference = '', openedAt, changedAt, content } = request
    const overrides = Object.fromEntries(
      Object.entries(request.overrides).map(([finding, { reason, by, at }]) => [finding, { reason, by: by.name, at }]),
    )
    const draft = { id, reference, openedAt, changedAt, overrides, files: (content.attachments ?? []).map(fileAlone), content }
    const whole = writeDrafterFile({ savedAt: now, state: self, authority, drafts: [draft], bytes: bytes.value })
    const done = await sealWithPassphrase(whole, passphrase, nativeKey)
    if (!done.ok) return done
    const name = `${reference.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-') || 'draft'}.comity`
    return ok({ name, mediaType: 'application/octet-stream', size: done.value.length, stream: streamOf(done.value) })
  }

  return {
    async holdDrafterFile({ body }) {
      return held.hold(body.stream)
    },
    async importDrafts({ params: { file }, body }, call) {
      const opened = await openDrafts(file, body.passphrase)
      const done = await call.transact(file, async (trx): Promise<Result<Imported>> => {
        const before = await findLastImport(trx, file)
        if (before !== undefined && !body.again) return ok(before)
        return opened.ok ? bringIn(trx, opened.value, file, call) : opened
      })
      if (done.ok && done.value.before === undefined) await held.drop(file)
      return done
    },
    async exportDraft({ params, body }, call) {
      // What leaves the house leaves its trace, before it leaves.
      const found = await call.transact(params.request, async (trx) => {
        const request = await findRequest(trx, params.request)
        if (request === undefined) return fail({ code: 'not-found' })
        return request.side === 'requesting' ? ok(request) : fail({ code: 'act-not-available', values: { act: 'revise' } })
      })
      return found.ok ? sealed(found.value, call.now, body.passphrase) : found
    },
    async describeDrafter() {
      const drafter = await readDrafter()
      if (!drafter.ok) return drafter
      const sha256 = createHash('sha256').update(drafter.value).digest('hex')
      return ok({ name: drafterName, size: drafter.value.length, sha256 })
    },
    async downloadDrafter() {
      const drafter = await readDrafter()
      if (!drafter.ok) return drafter
      return ok({ name: drafterName, mediaType: 'text/html', size: drafter.value.length, stream: streamOf(drafter.value) })
    },
  }
}
