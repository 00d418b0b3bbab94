import type { Operation } from '@comity/contract/operation'
import { type ComityClient, operations as contract } from '@comity/contract/operations'
import { commandOperations, type RequestView } from '@comity/contract/request'
import type { LegalBases } from '@comity/contract/request-law'
import { may, type Subject } from '@comity/domain/account/may'
import { standingOf } from '@comity/domain/account/relation'
import type { Actor } from '@comity/domain/account/role'
import { nextDeadline } from '@comity/domain/deadline/next-deadline'
import { read } from '@comity/domain/input'
import { legalBases } from '@comity/domain/legal-basis/legal-bases'
import { matchableInstruments, offenceCoverage } from '@comity/domain/legal-basis/offence-coverage'
import { questionOf } from '@comity/domain/legal-basis/question'
import type { Act } from '@comity/domain/request/act'
import { available } from '@comity/domain/request/available'
import { type Command, type CommandType, commandTypes } from '@comity/domain/request/command'
import type { FileReference } from '@comity/domain/request/content'
import { decide } from '@comity/domain/request/decide'
import { progressOf, stageOf } from '@comity/domain/request/progress'
import { receive } from '@comity/domain/request/receive'
import { evolve, type Request } from '@comity/domain/request/request'
import { check } from '@comity/domain/requirement/check'
import { fail, ok, type Result } from '@comity/domain/result'
import { available as letterLanguages } from '@comity/language/languages'
import { law } from '@comity/reference/law'
import { findProfile } from '@comity/reference/profile'
import { findState } from '@comity/reference/state'
import { accessOperations, type Mark } from './access.test-support.ts'
import { lawOperations } from './law.test-support.ts'
import { letterheadOperations } from './letterhead.test-support.ts'
import { officeOperations } from './office.test-support.ts'
import { codes, paperOperations } from './paper.test-support.ts'
import { profileOperations } from './profile.test-support.ts'
import { pageOfRegister } from './register.test-support.ts'
import { signatureOperations } from './signature.test-support.ts'
import { translationOperations } from './translation.test-support.ts'

interface Kept {
  request: Request
  readonly files: FileReference[]
}

/** One authority in memory: the real rules of the domain over the simplest store there is. */
export interface Desk {
  readonly self: string
  /** The operations in one person's name. */
  readonly as: (actor: Actor) => ComityClient
  /** An act of the other State arrives. */
  readonly arrive: (thread: string, act: Act, files?: readonly FileReference[]) => Result<unknown>
  /** The acts of this side, in order. */
  readonly actsOf: (request: string) => readonly Act[]
}

type Call = { params?: unknown; query?: unknown; body?: unknown; ifMatch?: number } | undefined
type Handle = (
  input: { params: Record<string, string>; query: Record<string, unknown>; body: unknown; ifMatch: number | undefined },
  actor: Actor,
) => unknown

async function hashed(stream: AsyncIterable<Uint8Array>): Promise<{ size: number; sha256: string }> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const part of stream) parts.push(new Uint8Array(part))
  const bytes = await new Blob(parts).arrayBuffer()
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return { size: bytes.byteLength, sha256: [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('') }
}

/** Opens an authority with no requests. */
export function openDesk(self: string, clock: () => string): Desk {
  const kept = new Map<string, Kept>()
  const mark: Mark = { restricted: false }
  const newId = (): string => crypto.randomUUID()

  function findingsOf(request: Request): RequestView['findings'] {
    if (!available(request).includes('revise')) return []
    const requestedLanguages = findState(request.content.requested)?.languages ?? []
    return [
      ...check(request.content, { today: clock().slice(0, 10), bases: request.content.bases ?? [], requestedLanguages, letterLanguages }),
    ]
  }

  function viewOf({ request, files }: Kept, actor: Actor): RequestView {
    const progress = progressOf(request.acts)
    const { reference, pending, declined } = request
    const theirs = progress.reference[request.side === 'requesting' ? 'requested' : 'requesting']
    const due = nextDeadline(request)?.date
    const profile = available(request).includes('revise') ? findProfile(request.content.requested) : undefined
    const said = ({ reason, by, at }: { reason: string; by: { name: string }; at: string }) => ({ reason, by: by.name, at })
    return {
      id: request.id,
      side: request.side,
      self,
      counterpart: request.counterpart,
      stage: stageOf(progress),
      version: request.version,
      content: request.content,
      openedAt: request.openedAt,
      changedAt: request.changedAt,
      gap: request.held.length,
      ...(reference === undefined ? {} : { reference }),
      ...(theirs === undefined ? {} : { theirReference: theirs }),
      ...(due === undefined ? {} : { due }),
      thread: request.acts.map((act) => ({
        act,
        crossed: progress.crossed.includes(act.id),
        receipts: [{ event: 'ContentConsignment', at: act.at, by: `${act.side === request.side ? request.counterpart : self}/central` }],
      })),
      conditions: [...progress.conditions],
      openClarifications: progress.openClarifications.map((open) => ({ ...open })),
      unconfirmed: [...progress.unconfirmed],
      ...(progress.assignedTo === undefined ? {} : { assignedTo: progress.assignedTo }),
      ...(mark.restricted ? { restricted: true as const } : {}),
      ...(pending === undefined
        ? {}
        : {
            pending: {
              command: pending.command.type,
              input: pending.command.input,
              by: pending.by.name,
              at: pending.at,
              ownProposal: pending.by.id === actor.id,
            },
          }),
      ...(declined === undefined ? {} : { declined: said(declined) }),
      overrides: Object.fromEntries(Object.entries(request.overrides).map(([key, override]) => [key, said(override)])),
      findings: findingsOf(request),
      ...(profile === undefined ? {} : { profile }),
      available: available(request).filter(
        (command) =>
          (command !== 'approve' || pending?.by.id !== actor.id) &&
          may(actor, commandOperations[command].action, subjectOf(request, actor)).allow,
      ),
      files: [...files],
      letters: [
        {
          number: 'OUT-2026-000001',
          code: codes[0] ?? '',
          url: 'https://lima.example/letters',
          date: '2026-09-11',
          act: 'dispatch',
          language: 'es',
          standing: 'issued',
          at: clock(),
        },
      ],
    }
  }

  function subjectOf(request: Request | undefined, actor: Actor): Subject {
    const office = request === undefined ? undefined : progressOf(request.acts).assignedTo
    const handling = { restricted: false, assigned: [], liaisons: [], translators: [], walledOff: [] }
    return office === undefined ? {} : { standing: standingOf(actor, { ...handling, office }, [], '') }
  }

  function found(id: string): Result<Kept> {
    const one = kept.get(id)
    return one === undefined ? fail({ code: 'not-found' }) : ok(one)
  }

  function handleOf(type: CommandType): Handle {
    return ({ params, body, ifMatch }, actor) => {
      const one = found(params['request'] ?? '')
      if (!one.ok) return one
      const { request } = one.value
      if (ifMatch !== request.version) return fail({ code: 'version-conflict' })
      const by = { id: actor.id, name: actor.name }
      const decided = decide(request, { type, input: body } as Command, { actor: by, at: clock(), newId, findings: findingsOf(request) })
      if (!decided.ok) return decided
      one.value.request = decided.value.reduce<Request>(evolve, request)
      return ok(viewOf(one.value, actor))
    }
  }

  const handles: Record<string, Handle> = {
    ...accessOperations(clock, mark),
    ...officeOperations(clock, self),
    ...lawOperations(clock),
    ...letterheadOperations(clock),
    ...profileOperations(clock),
    ...translationOperations(clock),
    ...paperOperations(),
    ...signatureOperations((id) => kept.get(id)?.request),
    ...Object.fromEntries(commandTypes.map((type) => [type, handleOf(type)])),
    openRequest({ body }, actor) {
      const { reference, content } = body as { reference: string; content: Request['content'] }
      if (findState(content.requested) === undefined)
        return fail({
          code: 'unknown-state',
          fields: [{ field: 'content.requested', rule: 'unknown-state', values: { state: content.requested } }],
        })
      const id = newId()
      const request = evolve(undefined, {
        id: newId(),
        at: clock(),
        actor: { id: actor.id, name: actor.name },
        type: 'opened',
        request: id,
        side: 'requesting',
        reference,
        content,
      })
      kept.set(id, { request, files: [] })
      return ok(viewOf({ request, files: [] }, actor))
    },
    getRequest({ params }, actor) {
      const one = found(params['request'] ?? '')
      return one.ok ? ok(viewOf(one.value, actor)) : one
    },
    getOffenceCoverage({ params }) {
      const one = found(params['request'] ?? '')
      if (!one.ok) return one
      const { content } = one.value.request
      const question = questionOf(content, clock().slice(0, 10))
      const answers = offenceCoverage(question, law)
      const offences = (content.offences ?? []).map(({ id }, at) => ({ offence: id, answers: answers[at] ?? [] }))
      return ok({ matchable: matchableInstruments(question, law), offences })
    },
    getLegalBases({ params }) {
      const one = found(params['request'] ?? '')
      return one.ok ? ok(legalBases(questionOf(one.value.request.content, clock().slice(0, 10)), law) as LegalBases) : one
    },
    listRequests({ query }, actor) {
      return ok(
        pageOfRegister(
          [...kept.values()].map((one) => viewOf(one, actor)),
          query,
        ),
      )
    },
    async addFile({ params, query, body }) {
      const one = found(params['request'] ?? '')
      if (!one.ok) return one
      const { stream, mediaType } = body as { stream: AsyncIterable<Uint8Array>; mediaType: string }
      const file: FileReference = { id: newId(), name: String(query['name']), mediaType, ...(await hashed(stream)) }
      one.value.files.push(file)
      return ok(file)
    },
  }

  function as(actor: Actor): ComityClient {
    const calls = Object.entries(contract as Readonly<Record<string, Operation>>).map(([id, operation]) => {
      async function call(given: Call): Promise<Result<unknown>> {
        const handle = handles[id]
        if (handle === undefined) throw new Error(`the desk has no ${id}`)
        const params = read(operation.params, given?.params ?? {})
        if (!params.ok) return params
        const query = read(operation.query, given?.query ?? {})
        if (!query.ok) return query
        const body = read(operation.body, given?.body ?? {})
        if (!body.ok) return body
        const { request } = params.value as { request?: string }
        if (!may(actor, operation.action, { ...subjectOf(kept.get(request ?? '')?.request, actor), translator: actor.id }).allow)
          return fail({ code: 'not-permitted' })
        return (await handle(
          {
            params: params.value as Record<string, string>,
            query: query.value as Record<string, unknown>,
            body: body.value,
            ifMatch: given?.ifMatch,
          },
          actor,
        )) as Result<unknown>
      }
      return [id, call]
    })
    return Object.fromEntries(calls) as ComityClient
  }

  return {
    self,
    as,
    actsOf: (id) => kept.get(id)?.request.acts.filter((act) => act.side === kept.get(id)?.request.side) ?? [],
    arrive(thread, act, files = []) {
      const one = kept.get(thread)
      const from = self === 'PER' ? 'CHE' : 'PER'
      const received = receive(one?.request, act, { thread, from, self, at: clock(), newId })
      if (!received.ok) return received
      const request = received.value.reduce<Request | undefined>(evolve, one?.request)
      if (request !== undefined) kept.set(thread, { request, files: [...(one?.files ?? []), ...files] })
      return ok(undefined)
    },
  }
}
