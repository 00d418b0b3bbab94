import type { ProblemCode } from '@comity/domain/problem'
import type { Gap } from '@comity/exchange/reconciliation'
import type { Kysely } from 'kysely'
import type { Tables } from '../platform/tables.ts'

/** A gap, and whether the side that has lost the message once signed for it. */
export interface JudgedGap extends Gap {
  readonly proved: boolean
}

/** Writes down what is missing in a thread, and closes what is missing no longer. */
export async function recordGaps(db: Kysely<Tables>, peer: string, thread: string, gaps: readonly JudgedGap[], at: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { kind, from: author, seq, id, proved } of gaps) {
      const seen = { message: id ?? null, proved, seen_at: at, closed_at: null }
      await trx
        .insertInto('reconciliation_gap')
        .values({ peer, thread, author, seq, kind, found_at: at, ...seen })
        .onConflict((conflict) => conflict.columns(['peer', 'thread', 'author', 'seq', 'kind']).doUpdateSet(seen))
        .execute()
    }
    await trx
      .updateTable('reconciliation_gap')
      .set({ closed_at: at })
      .where('peer', '=', peer)
      .where('thread', '=', thread)
      .where('closed_at', 'is', null)
      .where('seen_at', '<', at)
      .execute()
  })
}

/** Writes down that a comparison was made, or why it was not. */
export async function recordComparison(
  db: Kysely<Tables>,
  peer: string,
  {
    at,
    since,
    threads,
    problem,
  }: { readonly at: string; readonly since: string; readonly threads: number; readonly problem: ProblemCode | null },
): Promise<void> {
  const good = problem === null ? { good_at: at } : {}
  await db
    .insertInto('reconciliation')
    .values({ peer, at, since, threads, problem, good_at: null, ...good })
    .onConflict((conflict) => conflict.column('peer').doUpdateSet({ at, since, threads, problem, ...good }))
    .execute()
}

/** Verified peers with which nothing was compared since then. */
export async function listDue(db: Kysely<Tables>, before: string): Promise<string[]> {
  const rows = await db
    .selectFrom('peer')
    .leftJoin('reconciliation', 'reconciliation.peer', 'peer.id')
    .select('peer.id')
    .where('peer.standing', '=', 'active')
    .where((row) => row.or([row('reconciliation.at', 'is', null), row('reconciliation.at', '<', before)]))
    .orderBy('peer.id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Gaps that are open, the newest first. */
export function listOpenGaps(db: Kysely<Tables>, limit: number) {
  return db
    .selectFrom('reconciliation_gap')
    .selectAll()
    .where('closed_at', 'is', null)
    .orderBy('found_at', 'desc')
    .orderBy('peer')
    .orderBy('thread')
    .orderBy('seq')
    .limit(limit)
    .execute()
}

/** The last comparison with each peer. */
export function listComparisons(db: Kysely<Tables>) {
  return db.selectFrom('reconciliation').selectAll().orderBy('peer').execute()
}
