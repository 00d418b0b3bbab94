import { fileBody, type FileStream, type Input, type Operation, type Output } from '@comity/contract/operation'
import type { Operations } from '@comity/contract/operations'
import { type RawCall, readCall } from '@comity/contract/read-call'
import { type Action, actions, caseActions, publicActions } from '@comity/domain/account/action'
import { asksReason, type DenyReason, depthOf, may, mayTry, needsSubject, type Subject } from '@comity/domain/account/may'
import { type Standing, standsInFor } from '@comity/domain/account/relation'
import type { Actor } from '@comity/domain/account/role'
import { read } from '@comity/domain/input'
import type { Problem } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import { createTracer } from '../audit/store.ts'
import { hashInput } from './idempotency.ts'
import { onBehalfOf } from './on-behalf.ts'
import { isFresh, type Session } from './session.ts'
import type { Tables, Transaction } from './tables.ts'
import { transact } from './transact.ts'
import { askedAgainAfter, whileOpen } from './while-open.ts'

/** Who calls, as far as the way in has established it. */
export interface Caller {
  /** Absent before sign-in. */
  readonly session?: Session
  /** Network address, for limits. */
  readonly address: string
  readonly requestId: string
}

/** What a handler is given besides its input. */
export interface Call {
  /** Absent only in public operations. */
  readonly actor: Actor | undefined
  readonly session: Session | undefined
  /** RFC 3339, UTC; the same throughout one call. */
  readonly now: string
  readonly address: string
  readonly requestId: string
  /** The version that the change rests on; there whenever the operation asks for it. */
  readonly expectedVersion: number | undefined
  /** How the actor stands to the request that the operation is about; undefined where it is about none. */
  readonly standing: Standing | undefined
  /**
   * One transaction for an act: the work, the audit entry under the operation's action, and the answer kept for
   * `Idempotency-Key`. A problem rolls all of it back. A handler returns what this returns.
   * @param subject id of what the act is about
   * @param reason what the actor gives as the reason, where the audit log itself is to hold it
   */
  transact<T>(subject: string | undefined, work: (trx: Transaction) => Promise<Result<T>>, reason?: string): Promise<Result<T>>
}

/** What an input that does not name its request is about: the request, which need not be there, and the translator of whom it is asked. */
export interface About {
  readonly request?: string
  readonly translator?: string
}

/** How somebody stands to a request, and whether they have said in their session why they open it. */
export interface Access {
  readonly standing: Standing
  readonly reasonGiven: boolean
}

type Handle<O extends Operation> = (input: Input<O>, call: Call) => Promise<Result<Output<O>>>

/** How an operation is done; and where its path does not name the request, how to learn which it is about (`undefined`: there is no such thing). */
export type Handler<O extends Operation> =
  | Handle<O>
  | { readonly about: (input: Input<O>) => Promise<About | undefined>; readonly handle: Handle<O> }

/** A handler for each operation, by name. */
export type Handlers = { readonly [K in keyof Operations]: Handler<Operations[K]> }

/** The one way in to every operation, over HTTP and for pages alike. */
export interface Dispatcher {
  readonly operations: Readonly<Record<string, Operation>>
  call(operation: string, raw: RawCall, caller: Caller): Promise<Result<unknown>>
}

interface Parts {
  readonly operations: Readonly<Record<string, Operation>>
  readonly handlers: Readonly<Record<string, Handler<Operation>>>
  readonly db: Kysely<Tables>
  readonly clock: () => Date
  /** How the holder of a session stands to a request; undefined where there is none. */
  readonly findAccess: (request: string, session: Session, now: string) => Promise<Access | undefined>
  /** What this instance opens to readers without an account, beside what every instance does. */
  readonly openActions?: readonly Action[]
  /** Whether a session is still open: what takes long asks again before it commits, and while it gives a file out. */
  readonly isOpen?: (session: Session) => Promise<boolean>
}

interface Bound {
  readonly operation: Operation
  readonly handler: Handler<Operation>
}

type Permission =
  | { readonly allow: true; readonly standing: Standing | undefined }
  /** `refused` leaves its trace; what is not there, or waits for a reason, does not. */
  | { readonly allow: false; readonly problem: Problem; readonly refused: boolean }

/** The ids in the path, for the audit log; nothing when they are not ids. */
function aboutOf(operation: Operation, raw: RawCall): string {
  const params = read(operation.params, raw.params ?? {})
  return params.ok ? Object.values(params.value as Readonly<Record<string, string>>).join('/') : ''
}

/** The request that an operation names in its path. */
function requestIn(operation: Operation, input: Input<Operation>): string | undefined {
  return operation.path.includes('{request}') ? (input.params as { readonly request: string }).request : undefined
}

/** In whose place an action is done. */
function placesOf(action: Action, standing: Standing | undefined): readonly string[] {
  return standing === undefined ? [] : standsInFor(standing, depthOf(action))
}

/** Of what is closed to somebody, they do not learn that it is there. */
const unseen: readonly DenyReason[] = ['walled-off', 'unrelated']

/** @throws when an operation names no known action, has no handler, or does not say what request it is about */
function checkComplete({ operations, handlers }: Parts): void {
  for (const [name, operation] of Object.entries(operations)) {
    if (!actions.includes(operation.action)) throw new Error(`operation ${name} names no action`)
    const handler = handlers[name]
    if (handler === undefined) throw new Error(`operation ${name} has no handler`)
    if (needsSubject(operation.action) && !operation.path.includes('{request}') && typeof handler === 'function')
      throw new Error(`operation ${name} does not say what it is about`)
  }
  const stray = Object.keys(handlers).find((name) => operations[name] === undefined)
  if (stray !== undefined) throw new Error(`handler ${stray} has no operation`)
}

/**
 * Puts the operations and their handlers together. Every call is read by its schemas, permitted by `may`, and leaves
 * its trace: an act in its own transaction, an answer that tells of cases, in a list too, and a refusal.
 * @throws when the parts do not fit: a server with a hole in it does not start
 */
export function createDispatcher(parts: Parts): Dispatcher {
  checkComplete(parts)
  const { operations, handlers, db, clock, findAccess, openActions = [], isOpen = async () => true } = parts
  const append = createTracer(db)

  async function trace(operation: Operation, call: Call, subject: string, outcome: string): Promise<void> {
    const { action } = operation
    const entry = {
      at: call.now,
      actor: call.actor?.id ?? 'nobody',
      action,
      subject,
      outcome,
      standsInFor: placesOf(action, call.standing),
    }
    await append(entry)
  }

  /**
   * Whether the call may go on. An operation is asked about the request that it is about, if any, whatever the role.
   * @returns how its actor stands to that request, or what is answered; a refusal leaves its trace
   */
  async function permit(
    { operation, handler }: Bound,
    input: Input<Operation>,
    { session, now }: Pick<Call, 'session' | 'now'>,
  ): Promise<Permission> {
    if (session === undefined) return { allow: true, standing: undefined }
    const { actor } = session
    const { action } = operation
    const named = requestIn(operation, input)
    const about = named === undefined && typeof handler !== 'function' ? await onBehalfOf('gate', () => handler.about(input)) : {}
    if (about === undefined) return { allow: false, problem: { code: 'not-found' }, refused: false }
    const request = named ?? about.request
    const access = request === undefined ? undefined : await onBehalfOf('gate', () => findAccess(request, session, now))
    if (named !== undefined && access === undefined) return { allow: false, problem: { code: 'not-found' }, refused: false }
    const subject: Subject = {
      ...(access === undefined ? {} : { standing: access.standing }),
      ...(about.translator === undefined ? {} : { translator: about.translator }),
    }
    const decision = may(actor, action, subject)
    if (!decision.allow) {
      const problem: Problem = { code: unseen.includes(decision.reason) ? 'not-found' : 'not-permitted' }
      return { allow: false, problem, refused: true }
    }
    if (access !== undefined && request !== undefined && !access.reasonGiven && asksReason(action, access.standing))
      return { allow: false, problem: { code: 'reason-needed', values: { request } }, refused: false }
    return { allow: true, standing: access?.standing }
  }

  function callOf(
    name: string,
    operation: Operation,
    raw: RawCall,
    caller: Caller,
  ): Call & { readonly leftTrace: () => boolean; standing: Standing | undefined } {
    const now = clock().toISOString()
    const actor = caller.session?.actor
    const { action } = operation
    let transacted = false
    const made = {
      actor,
      session: caller.session,
      address: caller.address,
      requestId: caller.requestId,
      now,
      expectedVersion: raw.ifMatch,
      standing: undefined as Standing | undefined,
      leftTrace: () => transacted,
      async transact<T>(subject: string | undefined, work: (trx: Transaction) => Promise<Result<T>>, reason?: string): Promise<Result<T>> {
        transacted = true
        const { session } = caller
        const isLate = clock().getTime() - Date.parse(now) >= askedAgainAfter
        if (isLate && session !== undefined && !(await isOpen(session))) return fail({ code: 'not-signed-in' })
        const entry = {
          at: now,
          actor: actor?.id ?? 'nobody',
          action,
          outcome: 'done',
          standsInFor: placesOf(action, made.standing),
          ...(subject === undefined ? {} : { subject }),
          ...(reason === undefined ? {} : { reason }),
        }
        if (!operation.idempotent || raw.idempotencyKey === undefined || actor === undefined) return transact(db, { entry }, work)
        const inputHash = hashInput([raw.params, raw.query, raw.body])
        return transact(db, { entry, change: { account: actor.id, key: raw.idempotencyKey, operation: name, inputHash } }, work)
      },
    }
    return made
  }

  return {
    operations,
    async call(name, raw, caller) {
      const operation = operations[name]
      const handler = handlers[name]
      if (operation === undefined || handler === undefined) throw new Error(`no operation ${name}`)
      const call = callOf(name, operation, raw, caller)
      const isPublic = publicActions.includes(operation.action) || openActions.includes(operation.action)
      if (call.actor === undefined && !isPublic) return fail({ code: 'not-signed-in' })

      // Who may not do this at all learns nothing about the input.
      const about = aboutOf(operation, raw)
      const input =
        call.actor === undefined || mayTry(call.actor, operation.action) ? readCall(operation, raw) : fail({ code: 'not-permitted' })
      if (!input.ok) {
        if (input.problem.code === 'not-permitted') await trace(operation, call, about, 'not-permitted')
        return input
      }
      const permission = await permit({ operation, handler }, input.value, call)
      if (!permission.allow) {
        if (permission.refused) await trace(operation, call, about, 'not-permitted')
        return fail(permission.problem)
      }
      call.standing = permission.standing
      if (operation.freshProof && (caller.session === undefined || !isFresh(caller.session, call.now)))
        return fail({ code: 'proof-needed' })
      const handle = typeof handler === 'function' ? handler : handler.handle
      const party = call.actor === undefined ? 'nobody' : { person: call.actor.id }
      const result = await onBehalfOf(party, () => handle(input.value, call))
      if (result.ok && !call.leftTrace()) {
        if (operation.idempotent) throw new Error(`operation ${name} promises to keep its answer and opened no transaction`)
        if (caseActions.includes(operation.action) || needsSubject(operation.action)) await trace(operation, call, about, 'done')
      }
      const { session } = caller
      if (!result.ok || operation.response !== fileBody || session === undefined) return result
      const file = result.value as FileStream
      return ok({
        ...file,
        stream: whileOpen(
          file.stream,
          async () => isOpen(session),
          () => clock().getTime(),
        ),
      })
    },
  }
}
