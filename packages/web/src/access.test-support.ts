import type { Colleague, Delegation, RequestAccess } from '@comity/contract/access'
import { ok } from '@comity/domain/result'
import type { Handle } from './office-exchange.test-support.ts'

const jorge: Colleague = { account: '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0a', name: 'Jorge <b>', role: 'head', team: 'Bienes' }
const vera: Colleague = { account: '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0b', name: 'Vera Ríos', role: 'officer' }

/** Accounts that the desk knows beside the reader. */
export const colleagues = { jorge, vera }

/** Whether the requests of a desk are restricted. */
export interface Mark {
  restricted: boolean
}

/** Who sees the requests of a desk: one kept handling for them all, as the operations change it. */
export function accessOperations(clock: () => string, mark: Mark): Record<string, Handle> {
  let team: string | undefined
  let named: RequestAccess['named'] = []
  let walled: readonly string[] = []
  let decisions: NonNullable<RequestAccess['decisions']> = []
  let delegations: Delegation[] = []
  type Said = { account?: string; relation?: 'assigned' | 'liaison'; reason?: string; team?: string }
  type Decision = (typeof decisions)[number]

  function decided(kind: Decision['kind'], change: (said: Said, actor: string) => void): Handle {
    return ({ body }, actor) => {
      const said = body as Said
      change(said, actor.id)
      const { reason } = said
      decisions = [{ kind, by: actor.name, at: clock(), ...(reason === undefined ? {} : { reason }) }, ...decisions]
      return ok({})
    }
  }

  return {
    getRequestAccess({ params }, { id, name, role }) {
      const own: Colleague = { account: id, name, role }
      const people = [own, jorge, vera]
      return ok({
        request: params['request'] ?? '',
        restricted: mark.restricted,
        ...(team === undefined ? {} : { team }),
        seenBy: [
          { ...own, through: [{ relation: role === 'head' ? 'head' : 'assigned' }] },
          { ...jorge, through: [{ relation: 'head' }, { relation: 'team', inPlaceOf: 'Vera Ríos' }] },
        ],
        walledOff: people.filter(({ account }) => walled.includes(account)),
        named,
        ...(role === 'auditor' ? {} : { decisions, colleagues: people }),
      } satisfies RequestAccess)
    },
    giveReason: () => ok({}),
    restrictRequest: decided('restricted', () => {
      mark.restricted = true
    }),
    liftRestriction: decided('opened-up', () => {
      mark.restricted = false
    }),
    namePerson: decided('assigned', ({ account = '', relation = 'assigned' }) => {
      named = [...named, { account, relation }]
    }),
    dropPerson: decided('unassigned', (said) => {
      named = named.filter(({ account, relation }) => account !== said.account || relation !== said.relation)
    }),
    setRequestTeam: decided('team', (said) => {
      ;({ team } = said)
    }),
    declareConflict: decided('declared', (_said, actor) => {
      walled = [...walled, actor]
    }),
    raiseWall: decided('raised', ({ account = '' }) => {
      walled = [...walled, account]
    }),
    liftWall: decided('wall-lifted', ({ account }) => {
      walled = walled.filter((one) => one !== account)
    }),
    listDelegations: () => ok({ items: delegations, colleagues: [jorge, vera] }),
    giveDelegation({ body }, { id, name, role }) {
      const { since, until } = body as { since: string; until: string }
      const given = { id: crypto.randomUUID(), to: jorge, since, until, standing: 'in-force' as const, own: true }
      delegations = [{ ...given, from: { account: id, name, role } }, ...delegations]
      return ok({})
    },
    endDelegation({ params }) {
      delegations = delegations.map((one) => (one.id === params['delegation'] ? { ...one, standing: 'over', endedAt: clock() } : one))
      return ok({})
    },
  }
}
