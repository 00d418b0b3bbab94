import type { ComityClient } from '@comity/contract/operations'
import { keepLonger, liftHold, proposeErasure, type RequestRetention, setHold } from '@comity/contract/retention'
import type { Action } from '@comity/domain/account/action'
import { read } from '@comity/domain/input'
import { ok, type Result } from '@comity/domain/result'
import type { Field } from '../form/field.ts'
import { readForm } from '../form/read-form.ts'

const reason: Field = { kind: 'prose', rows: 3, name: 'reason', label: 'retention.reason', note: 'retention.reason.note' }

/** One decision about how a request is kept: who may, when it is open, what is asked, and how it is done. */
export interface RetentionAct {
  readonly action: Action
  readonly title: string
  readonly fields: readonly Field[]
  readonly open: (kept: RequestRetention) => boolean
  /** @returns where to go on */
  readonly run: (operations: ComityClient, request: string, form: URLSearchParams) => Promise<Result<string>>
}

const backTo = (request: string) => `/requests/${request}/retention`

/** Every decision, by its place in the address. */
const retentionActs: Readonly<Record<string, RetentionAct>> = {
  hold: {
    action: 'hold.set',
    title: 'retention.hold.set',
    fields: [reason],
    open: ({ held, erasedAt }) => !held && erasedAt === undefined,
    async run(operations, request, form) {
      const body = read(setHold.body, readForm([reason], form))
      const done = body.ok ? await operations.setHold({ params: { request }, body: body.value }) : body
      return done.ok ? ok(backTo(request)) : done
    },
  },
  lift: {
    action: 'hold.lift',
    title: 'retention.hold.lift',
    fields: [reason],
    open: ({ held }) => held,
    async run(operations, request, form) {
      const body = read(liftHold.body, readForm([reason], form))
      const done = body.ok ? await operations.liftHold({ params: { request }, body: body.value }) : body
      return done.ok ? ok(backTo(request)) : done
    },
  },
  keep: {
    action: 'erasure.propose',
    title: 'retention.keep',
    fields: [{ kind: 'date', name: 'until', label: 'retention.until' }, reason],
    open: ({ closedAt, erasedAt, erasure }) => closedAt !== undefined && erasedAt === undefined && erasure === undefined,
    async run(operations, request, form) {
      const body = read(keepLonger.body, readForm(this.fields, form))
      const done = body.ok ? await operations.keepLonger({ params: { request }, body: body.value }) : body
      return done.ok ? ok(backTo(request)) : done
    },
  },
  erase: {
    action: 'erasure.propose',
    title: 'retention.propose',
    fields: [reason],
    open: ({ obstacle, erasure, erasedAt }) => obstacle === undefined && erasure === undefined && erasedAt === undefined,
    async run(operations, request, form) {
      const body = read(proposeErasure.body, readForm([reason], form))
      const done = body.ok ? await operations.proposeErasure({ params: { request }, body: body.value }) : body
      return done.ok ? ok(`/retention/erasures/${done.value.id}`) : done
    },
  },
}

/** The decision of an address. */
export function findRetentionAct(name: string | undefined): RetentionAct | undefined {
  return name !== undefined && Object.hasOwn(retentionActs, name) ? retentionActs[name] : undefined
}

/** The decisions that are open for a request as it stands. */
export function openRetentionActs(kept: RequestRetention): readonly (readonly [string, RetentionAct])[] {
  return Object.entries(retentionActs).filter(([, { open }]) => open(kept))
}
