import type { Colleague, RequestAccess } from '@comity/contract/access'
import { doesCasework, isWalledOff, type Standing, standingOf } from '@comity/domain/account/relation'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import { actorOf } from '../platform/actor-of.ts'
import type { Call, Handlers } from '../platform/dispatch.ts'
import { onBehalfOf } from '../platform/on-behalf.ts'
import { sessionDigest } from '../platform/session.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import { handlingOf } from './standing.ts'
import {
  addAct,
  addRelation,
  delegationsOf,
  findHandling,
  listActs,
  listDelegationRows,
  listPeople,
  type Named,
  type NamedPerson,
  noteOpening,
  removeRelation,
  setHandling,
} from './store.ts'
import type { AccessTables } from './tables.ts'

type Kind = AccessTables['access_act']['kind']

type AccessHandlers = Pick<
  Handlers,
  | 'getRequestAccess'
  | 'giveReason'
  | 'restrictRequest'
  | 'liftRestriction'
  | 'namePerson'
  | 'dropPerson'
  | 'setRequestTeam'
  | 'declareConflict'
  | 'raiseWall'
  | 'liftWall'
  | 'setAccountTeam'
>

/** An account as colleagues see it. */
export function colleagueView({ id, name, role, team }: NamedPerson): Colleague {
  return { account: id, name, role, ...(team === undefined ? {} : { team }) }
}

function throughOf({ own, delegated }: Standing, names: ReadonlyMap<string, NamedPerson>) {
  return [
    ...own.map((relation) => ({ relation })),
    ...delegated.flatMap(({ from, relations }) => relations.map((relation) => ({ relation, inPlaceOf: names.get(from)?.name ?? from }))),
  ]
}

/** Handlers of who sees a request, and of what changes that. */
export function accessHandlers(db: Kysely<Tables>): AccessHandlers {
  const nothing = ok({})

  /** Notes an act before the change that it says: after it the request may not be there for who did it. */
  async function decided(
    call: Call,
    request: string,
    act: { readonly kind: Kind; readonly account?: string; readonly team?: string | null; readonly reason?: string },
    change: (trx: Transaction) => Promise<boolean>,
  ): Promise<Result<Record<string, never>>> {
    const { id, name } = actorOf(call)
    return call.transact(request, async (trx) => {
      await addAct(trx, { request, ...act, by: id, by_name: name, at: call.now })
      return (await change(trx)) ? nothing : fail({ code: 'act-not-available' })
    })
  }

  async function mark(call: Call, request: string, restricted: boolean, reason: string) {
    return decided(call, request, { kind: restricted ? 'restricted' : 'opened-up', reason }, async (trx) => {
      if (((await findHandling(trx, request))?.restricted ?? false) === restricted) return false
      await setHandling(trx, request, { restricted })
      return true
    })
  }

  /** @returns a problem with the field where the account is nobody who can stand so */
  async function canBe(account: string, allowed: (person: NamedPerson) => boolean): Promise<Result<void>> {
    const person = (await listPeople(db)).find(({ id }) => id === account)
    return person !== undefined && allowed(person) ? ok(undefined) : fail(invalid('account', 'account-unfit'))
  }

  async function wall(call: Call, request: string, kind: 'declared' | 'raised', given: { account: string; reason: string }) {
    return decided(call, request, { kind, ...given }, async (trx) => addRelation(trx, request, given.account, 'walled-off'))
  }

  async function named(call: Call, request: string, kind: Kind, { account, relation }: { account: string; relation: Named }) {
    const change = kind === 'unassigned' || kind === 'liaison-ended' ? removeRelation : addRelation
    return decided(call, request, { kind, account }, async (trx) => change(trx, request, account, relation))
  }

  return {
    async getRequestAccess({ params }, call) {
      const { id, role } = actorOf(call)
      const row = await onBehalfOf('gate', () => findHandling(db, params.request))
      if (row === undefined) return fail({ code: 'not-found' })
      const handling = handlingOf(row)
      const people = await listPeople(db)
      const names = new Map(people.map((one) => [one.id, one]))
      const delegations = delegationsOf(await listDelegationRows(db, { notOver: call.now }), names)
      const all = people.map((one) => ({ one, standing: standingOf(one, handling, delegations, call.now) }))
      const view: RequestAccess = {
        request: params.request,
        restricted: handling.restricted,
        ...(handling.team === undefined ? {} : { team: handling.team }),
        seenBy: all
          .map(({ one, standing }) => ({ ...colleagueView(one), through: throughOf(standing, names) }))
          .filter(({ through }) => through.length > 0 && !through.some(({ relation }) => relation === 'walled-off')),
        walledOff: all.filter(({ standing }) => isWalledOff(standing)).map(({ one }) => colleagueView(one)),
        named: row.named.flatMap(({ account, relation }) => (relation === 'walled-off' ? [] : [{ account, relation }])),
      }
      if (!doesCasework(role)) return ok(view)
      const acts = await listActs(db, params.request)
      return ok({
        ...view,
        decisions: acts.map(({ kind, name, team, reason, by_name, at }) => ({
          kind,
          ...(name === null ? {} : { name }),
          ...(team === null ? {} : { team }),
          ...(reason === null ? {} : { reason }),
          by: by_name,
          at,
        })),
        colleagues: people.filter((one) => one.id !== id || doesCasework(one.role)).map(colleagueView),
      })
    },
    async giveReason({ params, body }, call) {
      const { session } = call
      if (session === undefined) return fail({ code: 'not-signed-in' })
      return call.transact(
        params.request,
        async (trx) => {
          // The rows themselves say whether there is anything to open.
          const there = await trx.selectFrom('request').select('id').where('id', '=', params.request).executeTakeFirst()
          if (there === undefined) return fail({ code: 'not-found' })
          await noteOpening(trx, sessionDigest(session), params.request, call.now)
          return nothing
        },
        body.reason,
      )
    },
    restrictRequest: async ({ params, body }, call) => mark(call, params.request, true, body.reason),
    liftRestriction: async ({ params, body }, call) => mark(call, params.request, false, body.reason),
    async namePerson({ params, body }, call) {
      const fit = await canBe(body.account, ({ role }) => doesCasework(role))
      return fit.ok ? named(call, params.request, body.relation, body) : fit
    },
    dropPerson: async ({ params, body }, call) =>
      named(call, params.request, body.relation === 'assigned' ? 'unassigned' : 'liaison-ended', body),
    async setRequestTeam({ params, body }, call) {
      const team = body.team ?? null
      return decided(call, params.request, { kind: 'team', team }, async (trx) => {
        await setHandling(trx, params.request, { team })
        return true
      })
    },
    declareConflict: async ({ params, body }, call) =>
      wall(call, params.request, 'declared', { account: actorOf(call).id, reason: body.reason }),
    async raiseWall({ params, body }, call) {
      // One declares one's own.
      const fit = await canBe(body.account, ({ id }) => id !== actorOf(call).id)
      return fit.ok ? wall(call, params.request, 'raised', body) : fit
    },
    liftWall: async ({ params, body }, call) =>
      decided(call, params.request, { kind: 'wall-lifted', ...body }, async (trx) =>
        removeRelation(trx, params.request, body.account, 'walled-off'),
      ),
    async setAccountTeam({ params, body }, call) {
      return call.transact(params.account, async (trx) => {
        const changed = await trx
          .updateTable('account')
          .set({ team: body.team ?? null })
          .where('id', '=', params.account)
          .where('role', 'in', ['officer', 'head'])
          .executeTakeFirst()
        return changed.numUpdatedRows === 1n ? nothing : fail({ code: 'act-not-available' })
      })
    },
  }
}
