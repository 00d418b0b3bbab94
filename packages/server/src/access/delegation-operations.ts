import type { Delegation } from '@comity/contract/access'
import { doesCasework } from '@comity/domain/account/relation'
import { invalid } from '@comity/domain/problem'
import { fail, ok } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import { actorOf } from '../platform/actor-of.ts'
import type { Handlers } from '../platform/dispatch.ts'
import { newId } from '../platform/id.ts'
import type { Tables } from '../platform/tables.ts'
import { colleagueView } from './operations.ts'
import { addDelegation, endDelegation, listDelegationRows, listPeople } from './store.ts'

/** The most days of a delegation, the first and the last included. */
const longest = 90

/** What delegations need to know of the place. */
export interface Capital {
  /** The capital's date of a moment. */
  readonly dateOf: (at: string) => string
  /** IANA. */
  readonly timeZone: string
}

/** Handlers of standing in for each other. */
export function delegationHandlers(
  db: Kysely<Tables>,
  { dateOf, timeZone }: Capital,
): Pick<Handlers, 'listDelegations' | 'giveDelegation' | 'endDelegation'> {
  return {
    async listDelegations(_input, call) {
      const { id } = actorOf(call)
      const people = await listPeople(db)
      const names = new Map(people.map((one) => [one.id, one]))
      const items = (await listDelegationRows(db, { account: id })).flatMap((row): readonly Delegation[] => {
        const [from, to] = [names.get(row.giver), names.get(row.receiver)]
        if (from === undefined || to === undefined) return []
        const now = Date.parse(call.now)
        const standing = Date.parse(row.ends_at) <= now ? 'over' : Date.parse(row.begins_at) > now ? 'to-come' : 'in-force'
        const { since, until } = row
        const ended = row.ended_by === null ? {} : { endedAt: row.ends_at }
        return [{ id: row.id, from: colleagueView(from), to: colleagueView(to), since, until, standing, ...ended, own: row.giver === id }]
      })
      const colleagues = people.filter((one) => one.id !== id && doesCasework(one.role)).map(colleagueView)
      return ok({ items, colleagues })
    },
    async giveDelegation({ body }, call) {
      const giver = actorOf(call).id
      const { to, since, until } = body
      const receiver = (await listPeople(db)).find(({ id }) => id === to)
      if (receiver === undefined || to === giver || !doesCasework(receiver.role)) return fail(invalid('to', 'account-unfit'))
      if (since < dateOf(call.now)) return fail(invalid('since', 'day-past'))
      if (until < since) return fail(invalid('until', 'day-before'))
      if ((Date.parse(until) - Date.parse(since)) / 86_400_000 >= longest) return fail(invalid('until', 'delegation-long', { longest }))
      const id = newId()
      return call.transact(id, async (trx) => {
        await addDelegation(trx, { id, giver, receiver: to, since, until, at: call.now, timeZone })
        return ok({})
      })
    },
    async endDelegation({ params }, call) {
      const { id } = actorOf(call)
      return call.transact(params.delegation, async (trx) =>
        (await endDelegation(trx, params.delegation, id, call.now)) ? ok({}) : fail({ code: 'not-found' }),
      )
    },
  }
}
