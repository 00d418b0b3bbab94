import type { Proposal } from '@comity/contract/reference'
import type { Participation } from '@comity/domain/legal-basis/participation'
import type { Insertable, Kysely } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { LawProposalRow, LawTables } from './tables.ts'

type Reader = Kysely<Tables> | Transaction

/** What officers brought into the law: the row that stands for each instrument and State, and since when each list is whole. */
export interface Approved {
  readonly rows: readonly Participation[]
  /** The day of the newest whole list of an instrument. */
  readonly completeUntil: ReadonlyMap<string, string>
}

/** Reads all that was approved. */
export async function readApproved(db: Reader): Promise<Approved> {
  const rows = await db
    .selectFrom('law_row')
    .distinctOn(['instrument', 'state'])
    .select(['instrument', 'state', 'row'])
    .orderBy('instrument')
    .orderBy('state')
    .orderBy('seq', 'desc')
    .execute()
  const lists = await db
    .selectFrom('law_proposal')
    .select(({ fn }) => ['instrument', fn.max('as_of').as('as_of')])
    .where('standing', '=', 'approved')
    .groupBy('instrument')
    .execute()
  return { rows: rows.map(({ row }) => row), completeUntil: new Map(lists.map(({ instrument, as_of }) => [instrument, as_of])) }
}

/** Keeps a list that was read in. */
export async function addProposal(trx: Transaction, row: Insertable<LawTables['law_proposal']>): Promise<LawProposalRow> {
  return trx.insertInto('law_proposal').values(row).returningAll().executeTakeFirstOrThrow()
}

/** Finds a proposal. */
export async function findProposal(db: Reader, id: string): Promise<LawProposalRow | undefined> {
  return db.selectFrom('law_proposal').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Finds a proposal and lets nobody else settle it until the transaction ends. */
export async function findProposalForChange(trx: Transaction, id: string): Promise<LawProposalRow | undefined> {
  return trx.selectFrom('law_proposal').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Settles a proposal. */
export async function settleProposal(
  trx: Transaction,
  id: string,
  settled: { standing: 'approved' | 'declined'; by: string; name: string; at: string; reason?: string },
): Promise<LawProposalRow> {
  const { standing, by, name, at, reason = null } = settled
  return trx
    .updateTable('law_proposal')
    .set({ standing, settled_by: by, settled_by_name: name, settled_at: at, reason })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Adds rows to the law. */
export async function addRows(
  trx: Transaction,
  proposal: string,
  at: string,
  changes: readonly { readonly before?: Participation | undefined; readonly after: Participation }[],
): Promise<void> {
  if (changes.length === 0) return
  const values = changes.map(({ before, after }) => ({
    instrument: after.instrument,
    state: after.state,
    row: JSON.stringify(after),
    before: before === undefined ? null : JSON.stringify(before),
    proposal,
    at,
  }))
  await trx.insertInto('law_row').values(values).execute()
}

/** Proposals, newest first. */
export async function listProposalRows(
  db: Reader,
  page: { readonly before?: string | undefined; readonly standing?: Proposal['standing'] | undefined; readonly limit: number },
): Promise<readonly LawProposalRow[]> {
  let query = db.selectFrom('law_proposal').selectAll().orderBy('id', 'desc').limit(page.limit)
  if (page.before !== undefined) query = query.where('id', '<', page.before)
  if (page.standing !== undefined) query = query.where('standing', '=', page.standing)
  return query.execute()
}

/** The rows that one approved list brought in, each with what stood before. */
export async function listRowsOf(db: Reader, proposal: string) {
  return db.selectFrom('law_row').select(['row', 'before']).where('proposal', '=', proposal).execute()
}

/** Rows brought into the law with who proposed and who approved them, newest first. */
export async function listChangeRows(
  db: Reader,
  page: { readonly before?: number; readonly instrument?: string | undefined; readonly state?: string | undefined; readonly limit: number },
) {
  let query = db
    .selectFrom('law_row')
    .innerJoin('law_proposal', 'law_proposal.id', 'law_row.proposal')
    .select(['law_row.seq', 'law_row.at', 'law_row.instrument', 'law_row.state', 'law_row.row', 'law_row.before', 'law_row.proposal'])
    .select(['law_proposal.proposed_by_name', 'law_proposal.settled_by_name', 'law_proposal.sha256'])
    .orderBy('law_row.seq', 'desc')
    .limit(page.limit)
  if (page.before !== undefined) query = query.where('law_row.seq', '<', page.before)
  if (page.instrument !== undefined) query = query.where('law_row.instrument', '=', page.instrument)
  if (page.state !== undefined) query = query.where('law_row.state', '=', page.state)
  return query.execute()
}
