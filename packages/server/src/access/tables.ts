import type { Generated } from 'kysely'

interface RequestHandlingTable {
  request: string
  restricted: boolean
  team: string | null
}

interface RequestRelationTable {
  request: string
  account: string
  relation: 'assigned' | 'liaison' | 'walled-off'
}

interface DelegationTable {
  id: string
  giver: string
  receiver: string
  /** Days at the capital, both included. */
  since: string
  until: string
  /** The moments that they are; the second comes early where somebody ended it. */
  begins_at: string
  ends_at: string
  given_at: string
  ended_by: string | null
}

interface RestrictedOpeningTable {
  session: Buffer
  request: string
  at: string
}

interface AccessActTable {
  seq: Generated<number>
  request: string
  kind:
    | 'restricted'
    | 'opened-up'
    | 'assigned'
    | 'unassigned'
    | 'liaison'
    | 'liaison-ended'
    | 'team'
    | 'declared'
    | 'raised'
    | 'wall-lifted'
  account: string | null
  team: string | null
  reason: string | null
  by: string
  by_name: string
  at: string
}

export interface AccessTables {
  request_handling: RequestHandlingTable
  request_relation: RequestRelationTable
  delegation: DelegationTable
  restricted_opening: RestrictedOpeningTable
  access_act: AccessActTable
}
