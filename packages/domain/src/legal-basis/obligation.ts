import type { CooperationKind } from './cooperation-kind.ts'
import type { Instrument } from './instrument.ts'
import type { Reason } from './reason.ts'

/** How an article falls short of owing cooperation: it invites the parties to agree on it, to consider it case by case, or binds each at home alone. */
type Shortfall = 'agreement-invited' | 'to-be-considered' | 'home-measures-only'

const shortfalls: Readonly<Partial<Record<CooperationKind, Readonly<Record<string, readonly [article: string, Shortfall]>>>>> = {
  'transfer-of-sentenced-person': {
    untoc: ['17', 'agreement-invited'],
    uncac: ['45', 'agreement-invited'],
  },
  confiscation: { 'un-terrorist-financing': ['8', 'home-measures-only'] },
  'transfer-of-proceedings': {
    untoc: ['21', 'to-be-considered'],
    uncac: ['47', 'to-be-considered'],
    'un-1988': ['8', 'to-be-considered'],
  },
}

/**
 * What an instrument does not owe of a kind of cooperation though it has an article on it; a protocol owes no more than the treaty
 * whose provisions it makes its own. UNTOC arts. 17, 21; UNCAC arts. 45, 47; 1988 Convention art. 8;
 * Terrorist Financing Convention art. 8.
 */
export function shortfallOf({ id, parent }: Pick<Instrument, 'id' | 'parent'>, kind: CooperationKind): Reason | undefined {
  const own = shortfalls[kind]?.[id]
  if (own === undefined) return parent === undefined ? undefined : shortfallOf({ id: parent }, kind)
  const [article, code] = own
  return { code, provisions: [{ instrument: id, article, verified: true }] }
}

/** Whether a shortfall leaves nothing that one State owes the other. */
export function owesNothing({ code }: Pick<Reason, 'code'>): boolean {
  return code === 'agreement-invited' || code === 'home-measures-only'
}
