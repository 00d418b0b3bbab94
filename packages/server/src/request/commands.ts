import { filesLeaving, filesNamed, unknownFile } from '@comity/answers/request/files-named'
import { declarationsOn, findingsOf, refusalToOpen } from '@comity/answers/request/request-law'
import type { RequestView } from '@comity/contract/request'
import { standsInFor } from '@comity/domain/account/relation'
import { type Command, type CommandType, commandTypes } from '@comity/domain/request/command'
import type { RequestContent } from '@comity/domain/request/content'
import type { Problem } from '@comity/domain/problem'
import { decide } from '@comity/domain/request/decide'
import { fail, ok, type Result } from '@comity/domain/result'
import { actorOf } from '../platform/actor-of.ts'
import type { Call, Handlers } from '../platform/dispatch.ts'
import { newId } from '../platform/id.ts'
import { localDate } from '../platform/local-date.ts'
import { commitEvents } from './commit.ts'
import { keepLetters } from './kept-letter.ts'
import { type RequestParts, viewOf } from './parts.ts'
import { harmfulAmong } from './screened-files.ts'
import { addFiles, findRequest, findRequestForChange, listFiles } from './store.ts'

interface Given {
  readonly params: { readonly request: string }
  readonly body: unknown
}

/** Opens a draft: the first event of a request. */
async function open(
  parts: RequestParts,
  { reference, content }: { reference: string; content: RequestContent },
  call: Call,
): Promise<Result<RequestView>> {
  const refusal = refusalToOpen(content, parts.self)
  if (refusal !== undefined) return fail(refusal)
  if ((content.attachments ?? []).length > 0)
    return fail({ code: 'file-unknown', fields: [{ field: 'content.attachments', rule: 'file-unknown' }] })
  const { id, name } = actorOf(call)
  const request = newId()
  return call.transact(request, async (trx) => {
    const opened = {
      id: newId(),
      at: call.now,
      actor: { id, name },
      type: 'opened',
      request,
      side: 'requesting',
      reference,
      content,
    } as const
    const committed = await commitEvents(trx, undefined, [opened], parts)
    return committed.ok ? ok(await viewOf(parts, trx, committed.value, call)) : committed
  })
}

/** Commands with which files leave, or with which leaving is approved. */
const sending: readonly CommandType[] = ['share-draft', 'dispatch', 'send-result', 'clarify', 'approve']

/** Asked before the transaction: the version that the command names makes sure that these are the files that leave. */
async function harmfulLeaving(parts: RequestParts, given: Command, id: string): Promise<Problem | undefined> {
  if (!sending.includes(given.type)) return undefined
  const request = await findRequest(parts.db, id)
  if (request === undefined) return undefined
  const known = await listFiles(parts.db, id)
  const leaving = filesLeaving(given, request).filter(({ sha256 }) => known.some((file) => file.sha256 === sha256))
  return harmfulAmong(parts, leaving)
}

/** Gives a command on a request as its caller last saw it: load, decide, save, answer. */
async function give(parts: RequestParts, given: Command, request: string, call: Call): Promise<Result<RequestView>> {
  const { id, name } = actorOf(call)
  const harmful = await harmfulLeaving(parts, given, request)
  if (harmful !== undefined) return fail(harmful)
  // Rendered before the transaction: the version below makes sure that it is still what is sent.
  const rendered = given.type === 'approve' ? await keepLetters(parts, request, { by: id, now: call.now }) : ok([])
  if (!rendered.ok) return rendered
  return call.transact(request, async (trx) => {
    const before = await findRequestForChange(trx, request)
    if (before === undefined) return fail({ code: 'not-found' })
    if (before.version !== call.expectedVersion) return fail({ code: 'version-conflict', values: { version: before.version } })
    const stranger = filesNamed(given).length === 0 ? undefined : unknownFile(given, await listFiles(trx, request))
    if (stranger !== undefined) return fail(stranger)
    const findings = findingsOf(before, localDate(call.now, parts.self), parts.findProfile)
    const declarations = declarationsOn(before.content)
    const decided = decide(before, given, {
      actor: { id, name },
      standsInFor: call.standing === undefined ? [] : standsInFor(call.standing, 'act'),
      at: call.now,
      newId,
      findings,
      declarations,
      letters: rendered.value,
    })
    if (!decided.ok) return decided
    await addFiles(trx, request, rendered.value, { origin: 'ours', at: call.now, by: id })
    const committed = await commitEvents(trx, before, decided.value, parts)
    return committed.ok ? ok(await viewOf(parts, trx, committed.value, call)) : committed
  })
}

/** What changes a draft only: nothing waits to be sent after it. */
const atHome: readonly CommandType[] = ['revise', 'override-finding']

/** Handlers of everything that changes a request. */
export function commandHandlers(parts: RequestParts): Pick<Handlers, CommandType | 'openRequest'> {
  const handlerOf =
    (type: CommandType) =>
    async ({ params, body }: Given, call: Call) => {
      const done = await give(parts, { type, input: body } as Command, params.request, call)
      if (done.ok && !atHome.includes(type)) parts.wake()
      return done
    }
  return {
    ...(Object.fromEntries(commandTypes.map((type) => [type, handlerOf(type)])) as unknown as Pick<Handlers, CommandType>),
    openRequest: async ({ body }, call) => open(parts, body, call),
  }
}
