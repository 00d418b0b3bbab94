import type { AlarmFacts, BridgeFact, GapFact, KeyFact, LogFact, MessageFact, PeerFact } from '@comity/domain/exchange/alarm'
import type { Directory } from '@comity/exchange/directory-document'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../platform/tables.ts'
import { failingSince, listBridges } from './bridge/bridge-store.ts'
import { lastContacts } from './peer-history-store.ts'
import { listPeerRows } from './peer-store.ts'
import { listContradictions, listWitnesses } from './witness-store.ts'

/** Most rows that are looked at: more alarms than that are no help to anybody. */
const rowLimit = 500

function keysInUse({ keys }: Pick<Directory, 'keys'>): KeyFact[] {
  return keys.filter(({ status }) => status === 'active').map(({ kid, use, to }) => ({ kid, use, to }))
}

async function peerFacts(db: Kysely<Tables>): Promise<PeerFact[]> {
  const peers = await listPeerRows(db)
  const heard = await lastContacts(db)
  const waiting = await db
    .selectFrom('outbox')
    .select((row) => ['peer', row.fn.min('created_at').as('since')])
    .where('standing', 'in', ['queued', 'sealed', 'announced'])
    .groupBy('peer')
    .execute()
  const { rows: forks } = await sql<{ peer: string; at: string }>`
    SELECT peer, max(at) AS at FROM peer_event AS fork WHERE event = 'contradicted'
      AND NOT EXISTS (SELECT FROM peer_event AS later WHERE later.peer = fork.peer AND later.event = 'verified' AND later.seq > fork.seq)
    GROUP BY peer`.execute(db)
  return peers.map((row) => {
    const heardAt = heard.get(row.id)
    const waitingSince = waiting.find(({ peer }) => peer === row.id)?.since
    const forkedAt = forks.find(({ peer }) => peer === row.id)?.at
    return {
      id: row.id,
      standing: row.standing,
      changedAt: row.changed_at,
      expires: row.document.expires,
      keys: keysInUse(row.document),
      ...(heardAt === undefined ? {} : { heardAt }),
      ...(waitingSince === undefined ? {} : { waitingSince }),
      ...(forkedAt === undefined ? {} : { forkedAt }),
    }
  })
}

async function messageFacts(db: Kysely<Tables>): Promise<MessageFact[]> {
  const rows = await db
    .selectFrom('outbox')
    .leftJoin('receipt', (join) =>
      join
        .onRef('receipt.message', '=', 'outbox.id')
        .onRef('receipt.envelope_digest', '=', 'outbox.digest')
        .on('receipt.event', '=', 'RelayAcceptance'),
    )
    .select(['outbox.id', 'outbox.peer', 'outbox.standing', 'outbox.not_after', 'outbox.settled_at', 'receipt.at as accepted_at'])
    .where('outbox.standing', 'in', ['queued', 'sealed', 'announced', 'failed'])
    .orderBy('outbox.created_at', 'desc')
    .limit(rowLimit)
    .execute()
  return rows.flatMap(({ id, peer, standing, not_after: notAfter, settled_at, accepted_at }): MessageFact[] =>
    standing === 'consigned'
      ? []
      : [
          {
            id,
            peer,
            standing,
            notAfter,
            ...(accepted_at === null ? {} : { acceptedAt: accepted_at }),
            ...(settled_at === null ? {} : { settledAt: settled_at }),
          },
        ],
  )
}

async function gapFacts(db: Kysely<Tables>): Promise<GapFact[]> {
  const { rows } = await sql<{ message: string; peer: string; since: string }>`
    SELECT id AS message, peer, received_at AS since FROM inbox AS late WHERE standing = 'receiving' AND seq > 1
      AND NOT EXISTS (SELECT FROM inbox AS before WHERE before.peer = late.peer AND before.thread = late.thread
        AND before.seq = late.seq - 1 AND before.standing <> 'refused')
    ORDER BY received_at LIMIT ${rowLimit}`.execute(db)
  return rows
}

async function logFacts(db: Kysely<Tables>): Promise<LogFact[]> {
  const ours = (await listWitnesses(db)).flatMap(({ peer, fault_at: since }): LogFact[] =>
    since === null ? [] : [{ peer, whose: 'ours', since }],
  )
  return [...ours, ...(await listContradictions(db)).map(({ peer, at }) => ({ peer, whose: 'theirs' as const, since: at }))]
}

async function bridgeFacts(db: Kysely<Tables>): Promise<BridgeFact[]> {
  const rows = await listBridges(db)
  return rows.flatMap((row) => {
    const since = failingSince(row)
    return since === undefined ? [] : [{ name: row.name, failingSince: since }]
  })
}

/** What the database does not know: how the machine is on which we run. */
export type MachineFacts = Pick<AlarmFacts, 'scannerGoneSince' | 'clockWrong'>

/** Reads from the database what alarms are told from. */
export async function readAlarmFacts(db: Kysely<Tables>, own: Directory, now: string, machine: MachineFacts = {}): Promise<AlarmFacts> {
  return {
    now,
    peers: await peerFacts(db),
    messages: await messageFacts(db),
    gaps: await gapFacts(db),
    logs: await logFacts(db),
    ...machine,
    bridges: await bridgeFacts(db),
    own: { expires: own.expires, keys: keysInUse(own) },
  }
}
