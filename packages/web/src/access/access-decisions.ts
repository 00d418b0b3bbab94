import {
  type Colleague,
  declareConflict,
  dropPerson,
  liftRestriction,
  liftWall,
  namePerson,
  raiseWall,
  type RequestAccess,
  restrictRequest,
  setRequestTeam,
} from '@comity/contract/access'
import type { ComityClient } from '@comity/contract/operations'
import type { Action } from '@comity/domain/account/action'
import { doesCasework, type Relation, relationReach } from '@comity/domain/account/relation'
import { read } from '@comity/domain/input'
import type { Result } from '@comity/domain/result'
import { translator } from '@comity/language/translator'
import type { Field } from '../form/field.ts'

/** Who sees a request, as one reader sees it. */
export interface Seen {
  readonly access: RequestAccess
  readonly reader: string
}

/** One decision about who sees a request: who may, when it is open, what is asked, and how it is done. */
export interface AccessDecision {
  readonly action: Action
  readonly open: (seen: Seen) => boolean
  readonly fields: (seen: Seen) => readonly Field[]
  readonly run: (operations: ComityClient, request: string, said: Readonly<Record<string, unknown>>) => Promise<Result<unknown>>
}

const reason: Field = { kind: 'prose', rows: 3, name: 'reason', label: 'access.reason', note: 'access.why.note' }

/** As what the reader stands to the request, in their own right or in another's place. */
function heldBy({ access, reader }: Seen): readonly Relation[] {
  return access.seenBy.find(({ account }) => account === reader)?.through.map(({ relation }) => relation) ?? []
}

/** Whether the reader stands so that they act. */
function acts(seen: Seen): boolean {
  return heldBy(seen).some((relation) => relationReach[relation] === 'act')
}

function chooseFrom(people: readonly Colleague[]): Field {
  const names = new Map(people.map(({ account, name }) => [account, name]))
  return {
    kind: 'choice',
    as: 'select',
    name: 'account',
    label: 'access.account',
    options: [...names.keys()],
    optionLabel: (option) => names.get(option) ?? option,
  }
}

/** Those who can be walled off: everybody but the reader, who declares a conflict of their own, and whoever is walled off. */
function withinWalls({ access, reader }: Seen): readonly Colleague[] {
  const gone = access.walledOff.map(({ account }) => account)
  return (access.colleagues ?? []).filter(({ account }) => account !== reader && !gone.includes(account))
}

type Schema = Parameters<typeof read>[0]
type Said<S extends Schema> = Extract<ReturnType<typeof read<S>>, { readonly ok: true }>['value']

/** Reads what was said as the operation wants it, and asks it. */
function asks<S extends Schema>(
  operation: { readonly body: S },
  call: (operations: ComityClient, params: { readonly request: string }, body: Said<S>) => Promise<Result<unknown>>,
): AccessDecision['run'] {
  return async (operations, request, said) => {
    const body = read(operation.body, said)
    return body.ok ? call(operations, { request }, body.value) : body
  }
}

/** Every decision, by its place in the address; its title is `access.do.` and that name. */
const decisions: Readonly<Record<string, AccessDecision>> = {
  restrict: {
    action: 'mark.set',
    open: (seen) => !seen.access.restricted && heldBy(seen).some((relation) => ['assigned', 'team', 'head'].includes(relation)),
    fields: () => [reason],
    run: asks(restrictRequest, (operations, params, body) => operations.restrictRequest({ params, body })),
  },
  'open-up': {
    action: 'mark.lift',
    open: ({ access }) => access.restricted,
    fields: () => [reason],
    run: asks(liftRestriction, (operations, params, body) => operations.liftRestriction({ params, body })),
  },
  name: {
    action: 'access.change',
    open: acts,
    fields: ({ access }) => [
      chooseFrom((access.colleagues ?? []).filter(({ role }) => doesCasework(role))),
      {
        kind: 'choice',
        name: 'relation',
        label: 'access.named-as',
        options: ['assigned', 'liaison'],
        optionLabel: 'access.named-as',
        note: 'access.named-as.note',
      },
    ],
    run: asks(namePerson, (operations, params, body) => operations.namePerson({ params, body })),
  },
  drop: {
    action: 'access.change',
    open: (seen) => acts(seen) && seen.access.named.length > 0,
    fields: ({ access }) => {
      const names = new Map(access.colleagues?.map(({ account, name }) => [account, name]))
      return [
        {
          kind: 'choice',
          name: 'account',
          label: 'access.account',
          // One choice says both whom and as what.
          options: access.named.map(({ account, relation }) => `${relation}:${account}`),
          optionLabel: (option, language) => {
            const [relation = '', account = ''] = option.split(':')
            return `${names.get(account) ?? account} · ${translator(language)(`access.relation.${relation}`)}`
          },
        },
      ]
    },
    async run(operations, request, said) {
      const [relation, account] = typeof said['account'] === 'string' ? said['account'].split(':') : ['assigned']
      const body = read(dropPerson.body, { relation, ...(account === undefined ? {} : { account }) })
      return body.ok ? operations.dropPerson({ params: { request }, body: body.value }) : body
    },
  },
  team: {
    action: 'access.change',
    open: acts,
    fields: ({ access }) => [
      {
        kind: 'line',
        name: 'team',
        label: 'access.team',
        note: 'access.team.note',
        optional: true,
        suggestions: [...new Set(access.colleagues?.flatMap(({ team }) => (team === undefined ? [] : [team])))],
      },
    ],
    run: asks(setRequestTeam, (operations, params, body) => operations.setRequestTeam({ params, body })),
  },
  conflict: {
    action: 'conflict.declare',
    open: (seen) => heldBy(seen).length > 0,
    fields: () => [reason],
    run: asks(declareConflict, (operations, params, body) => operations.declareConflict({ params, body })),
  },
  wall: {
    action: 'conflict.raise',
    open: (seen) => withinWalls(seen).length > 0,
    fields: (seen) => [chooseFrom(withinWalls(seen)), reason],
    run: asks(raiseWall, (operations, params, body) => operations.raiseWall({ params, body })),
  },
  'lift-wall': {
    action: 'conflict.lift',
    open: ({ access }) => access.walledOff.length > 0,
    fields: ({ access }) => [chooseFrom(access.walledOff), reason],
    run: asks(liftWall, (operations, params, body) => operations.liftWall({ params, body })),
  },
}

/** The decision of an address. */
export function findAccessDecision(name: string | undefined): AccessDecision | undefined {
  return name !== undefined && Object.hasOwn(decisions, name) ? decisions[name] : undefined
}

/** The decisions that are open to a reader for a request as it stands, by their place in the address. */
export function openAccessDecisions(seen: Seen): readonly (readonly [string, AccessDecision])[] {
  return Object.entries(decisions).filter(([, { open }]) => open(seen))
}
