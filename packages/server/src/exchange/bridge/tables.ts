import type { BridgeKind } from '@comity/domain/exchange/way'
import type { Generated, Selectable } from 'kysely'

interface BridgeTable {
  name: string
  kind: BridgeKind
  good_at: string | null
  in_failing_since: string | null
  out_failing_since: string | null
  reason: string | null
  cursor: string | null
  taken: Generated<number>
  left_alone: Generated<number>
  set_aside: Generated<number>
  lease: string | null
  leased_until: string | null
}
export type BridgeRow = Selectable<BridgeTable>

interface BridgeAttemptTable {
  message: string
  number: number
  bridge: string
  put_at: string | null
}

interface BridgeVolumeTable {
  message: string
  bridge: string
  name: string
}

interface BridgeArrivalTable {
  bridge: string
  peer: string
  message: string
  digest: string
  at: string
  returned: Generated<number>
  awaits: Generated<boolean>
}

/** Tables of the ways beside HTTPS; what each is for stands in migration 0017. */
export interface BridgeTables {
  bridge: BridgeTable
  bridge_attempt: BridgeAttemptTable
  bridge_volume: BridgeVolumeTable
  bridge_arrival: BridgeArrivalTable
}
