import type { PeerWay } from '@comity/contract/peer-history'
import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/tables.ts'
import { failingSince, listBridges } from './bridge-store.ts'
import type { Bridges } from './open-bridges.ts'

/** By which ways a peer can be reached, and which is used. */
export async function waysTo(db: Kysely<Tables>, { routeOf }: Bridges, peer: string): Promise<readonly PeerWay[]> {
  const route = routeOf(peer)
  if (route === undefined) return [{ way: 'https', used: 'always' }]
  const { bridge, after } = route
  const row = (await listBridges(db)).find(({ name }) => name === bridge.name)
  const since = row && failingSince(row)
  return [
    { way: 'https', used: after === undefined ? 'never' : 'always' },
    {
      way: bridge.kind,
      bridge: bridge.name,
      used: after === undefined ? 'always' : 'beside',
      ...(after === undefined ? {} : { afterMinutes: after / 60_000 }),
      ...(row?.good_at == null ? {} : { goodAt: row.good_at }),
      ...(since === undefined ? {} : { failingSince: since }),
    },
  ]
}
