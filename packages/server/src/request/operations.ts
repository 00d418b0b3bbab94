import type { RequestView } from '@comity/contract/request'
import { invalid } from '@comity/domain/problem'
import type { Actor } from '@comity/domain/account/role'
import { reach } from '@comity/domain/account/may'
import type { StateCode } from '@comity/domain/input'
import { type Command, type CommandType, commandTypes } from '@comity/domain/request/command'
import type { FileReference, RequestContent } from '@comity/domain/request/content'
import { decide } from '@comity/domain/request/decide'
import type { Request } from '@comity/domain/request/request'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import type { Call, Handlers } from '../platform/dispatch.ts'
import type { Transaction } from '../platform/tables.ts'
import type { Files } from '../platform/files.ts'
import { newId } from '../platform/id.ts'
import { localDate } from '../platform/local-date.ts'
import type { Tables } from '../platform/tables.ts'
import { commitEvents, type Enqueue } from './commit.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { basesOf, findingsOf, refusalToOpen } from './law.ts'
import { letterMediaType, letterOf, renderLetter } from './letter.ts'
import { keepLetters } from './kept-letter.ts'
import { addFiles, findAssignment, findFile, findRequest, findRequestForChange, listFiles, listRows } from './store.ts'
import { requestView, rowView } from './view.ts'

/** What the slice is given by the composition root. */
export interface RequestParts {
  readonly db: Kysely<Tables>
  readonly files: Files
  readonly self: StateCode
  readonly enqueue: Enqueue
  /** Told after a commit that something waits in the outbox. */
  readonly wake: () => void
  readonly receiptsOf: (
    db: Kysely<Tables> | Transaction,
    messages: readonly string[],
  ) => Promise<ReadonlyMap<string, RequestView['thread'][number]['receipts']>>
}

type CommandHandlers = Pick<Handlers, CommandType>
type OwnHandlers = Pick<Handlers, 'listRequests' | 'openRequest' | 'getRequest' | 'getLegalBases' | 'getLetter' | 'addFile' | 'getFile'>

function actorOf(call: Call): Actor {
  if (call.actor === undefined) throw new Error('the operation is not public')
  return call.actor
}

/** Files named in an input must be files of this request; anything else would send what nobody added. */
async function unknownFile(trx: Transaction, request: string, named: readonly FileReference[]): Promise<Result<never> | undefined> {
  if (named.length === 0) return undefined
  const known = await listFiles(trx, request)
  const stranger = named.find(
    (file) =>
      !known.some((other) => other.id === file.id && other.sha256 === file.sha256 && other.name === file.name && other.size === file.size),
  )
  return stranger === undefined ? undefined : fail({ code: 'file-unknown', values: { file: stranger.name } })
}

function filesNamed(command: Command): readonly FileReference[] {
  if (command.type === 'revise') return command.input.content.attachments ?? []
  if (command.type === 'send-result') return command.input.files
  if (command.type === 'clarify') return command.input.files ?? []
  return []
}

/** Handlers of the operations on requests. */
export function requestHandlers(parts: RequestParts): OwnHandlers & CommandHandlers {
  const { db, self } = parts

  async function view(reader: Kysely<Tables> | Transaction, request: Request, actor: Actor, today: string): Promise<RequestView> {
    const files = await listFiles(reader, request.id)
    const receipts = await parts.receiptsOf(
      reader,
      request.acts.map((act) => act.id),
    )
    return requestView(request, { actor, findings: findingsOf(request, today), files, receipts })
  }

  async function subject({ params }: { params: { request: string } }) {
    return findAssignment(db, params.request)
  }

  async function found(id: string): Promise<Result<Request>> {
    const request = await findRequest(db, id)
    return request === undefined ? fail({ code: 'not-found' }) : ok(request)
  }

  async function open(input: { body: { reference: string; content: RequestContent } }, call: Call): Promise<Result<RequestView>> {
    const { reference, content } = input.body
    const refusal = refusalToOpen(content, self)
    if (refusal !== undefined) return fail(refusal)
    if ((content.attachments ?? []).length > 0)
      return fail({ code: 'file-unknown', fields: [{ field: 'content.attachments', rule: 'file-unknown' }] })
    const actor = actorOf(call)
    const request = newId()
    return call.transact(request, async (trx) => {
      const opened = {
        id: newId(),
        at: call.now,
        actor: { id: actor.id, name: actor.name },
        type: 'opened',
        request,
        side: 'requesting',
        reference,
        content,
      } as const
      const committed = await commitEvents(trx, undefined, [opened], parts.enqueue)
      return committed.ok ? ok(await view(trx, committed.value, actor, localDate(call.now, self))) : committed
    })
  }

  async function command(
    type: CommandType,
    input: { params: { request: string }; body: unknown },
    call: Call,
  ): Promise<Result<RequestView>> {
    const id = input.params.request
    const given = { type, input: input.body } as Command
    const actor = actorOf(call)
    const today = localDate(call.now, self)
    // Rendered before the transaction: the version below makes sure that it is still what is sent.
    const letters = type === 'approve' ? await keepLetters(db, parts.files, id, call.now) : []
    const done = await call.transact(id, async (trx) => {
      const request = await findRequestForChange(trx, id)
      if (request === undefined) return fail({ code: 'not-found' })
      if (request.version !== call.expectedVersion) return fail({ code: 'version-conflict', values: { version: request.version } })
      const refused = await unknownFile(trx, id, filesNamed(given))
      if (refused !== undefined) return refused
      const decided = decide(request, given, {
        actor: { id: actor.id, name: actor.name },
        at: call.now,
        newId,
        findings: findingsOf(request, today),
        letters,
      })
      if (!decided.ok) return decided
      await addFiles(trx, id, letters, { origin: 'ours', at: call.now, by: actor.id })
      const committed = await commitEvents(trx, request, decided.value, parts.enqueue)
      return committed.ok ? ok(await view(trx, committed.value, actor, today)) : committed
    })
    if (done.ok) parts.wake()
    return done
  }

  const commandHandlers = Object.fromEntries(
    commandTypes.map((type) => [
      type,
      { subject, handle: async (input: { params: { request: string }; body: unknown }, call: Call) => command(type, input, call) },
    ]),
  ) as unknown as CommandHandlers

  return {
    ...commandHandlers,
    openRequest: { subject: async () => ({}), handle: open },
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
    getRequest: {
      subject,
      async handle({ params }, call) {
        const request = await found(params.request)
        return request.ok ? ok(await view(db, request.value, actorOf(call), localDate(call.now, self))) : request
      },
    },
    getLegalBases: {
      subject,
      async handle({ params }, call) {
        const request = await found(params.request)
        return request.ok ? ok(basesOf(request.value.content, localDate(call.now, self))) : request
      },
    },
    getLetter: {
      subject,
      async handle({ params, query }) {
        const request = await found(params.request)
        if (!request.ok) return request
        const bytes = await renderLetter(letterOf(request.value, query.language), query.format)
        const name = `${request.value.reference ?? 'letter'}.${query.language}.${query.format}`
        return ok({ name, mediaType: letterMediaType[query.format], size: bytes.length, stream: only(bytes) })
      },
    },
    addFile: {
      subject,
      async handle({ params, query, body }, call) {
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
    },
    getFile: {
      subject,
      async handle({ params }, call) {
        // Opening a file of a case leaves its trace (DESIGN.md rule 3).
        const file = await call.transact(`${params.request}/${params.file}`, async (trx) => {
          const known = await findFile(trx, params.request, params.file)
          return known === undefined ? fail({ code: 'not-found' }) : ok(known)
        })
        if (!file.ok) return file
        const { name, mediaType, size, sha256 } = file.value
        return ok({ name, mediaType, size, stream: await parts.files.read(sha256) })
      },
    },
  }
}

async function* only(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}
