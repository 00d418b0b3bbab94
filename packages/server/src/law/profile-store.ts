import type { ProfileApproval, ProfileProposal } from '@comity/contract/profile'
import type { StateProfile } from '@comity/domain/requirement/profile'
import { type Insertable, type Kysely, sql } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { LawTables, ProfileProposalRow } from './tables.ts'

type Reader = Kysely<Tables> | Transaction

// Any number, so long as every process of an authority takes the same. The table itself is not ours to lock: we may only add to it.
const profileLock = 4_207_906

/** A profile that two officers brought in, with who did. */
export interface ApprovedProfile {
  readonly profile: StateProfile
  readonly approval: ProfileApproval
}

function versions(db: Reader) {
  return db
    .selectFrom('profile_version')
    .innerJoin('profile_proposal', 'profile_proposal.id', 'profile_version.proposal')
    .select(['profile_version.state', 'profile_version.version', 'profile_version.proposal', 'profile_version.at'])
    .select(['profile_proposal.review', 'profile_proposal.proposed_by_name', 'profile_proposal.settled_by_name'])
}

type VersionRow = Awaited<ReturnType<ReturnType<typeof versions>['execute']>>[number]

function approvalOf({ version, proposal, at, review, proposed_by_name, settled_by_name }: VersionRow): ProfileApproval {
  return { version, proposal, proposedBy: proposed_by_name, approvedBy: settled_by_name ?? '', at, review }
}

/** Reads the profile that stands for each State of which officers approved one. */
export async function readApprovedProfiles(db: Reader): Promise<ReadonlyMap<string, ApprovedProfile>> {
  const rows = await versions(db)
    .select('profile_version.profile')
    .distinctOn('profile_version.state')
    .orderBy('profile_version.state')
    .orderBy('profile_version.version', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.state, { profile: row.profile, approval: approvalOf(row) }]))
}

/** Every version of a State's profile that officers brought in, the newest first. */
export async function listProfileVersions(db: Reader, state: string): Promise<readonly ProfileApproval[]> {
  const rows = await versions(db).where('profile_version.state', '=', state).orderBy('profile_version.version', 'desc').execute()
  return rows.map(approvalOf)
}

/** Lets nobody else bring a profile in until the transaction ends. */
export async function holdProfiles(trx: Transaction): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${profileLock})`.execute(trx)
}

/** Adds the next version of a State's profile. */
export async function addProfileVersion(trx: Transaction, row: Insertable<LawTables['profile_version']>): Promise<void> {
  await trx.insertInto('profile_version').values(row).execute()
}

/** Keeps a proposed profile. */
export async function addProfileProposal(trx: Transaction, row: Insertable<LawTables['profile_proposal']>): Promise<ProfileProposalRow> {
  return trx.insertInto('profile_proposal').values(row).returningAll().executeTakeFirstOrThrow()
}

/** Finds a proposed profile. */
export async function findProfileProposal(db: Reader, id: string): Promise<ProfileProposalRow | undefined> {
  return db.selectFrom('profile_proposal').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Finds a proposed profile and lets nobody else settle it until the transaction ends. */
export async function findProfileProposalForChange(trx: Transaction, id: string): Promise<ProfileProposalRow | undefined> {
  return trx.selectFrom('profile_proposal').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Settles a proposed profile. */
export async function settleProfileProposal(
  trx: Transaction,
  id: string,
  settled: { standing: 'approved' | 'declined'; by: string; name: string; at: string; reason?: string },
): Promise<ProfileProposalRow> {
  const { standing, by, name, at, reason = null } = settled
  return trx
    .updateTable('profile_proposal')
    .set({ standing, settled_by: by, settled_by_name: name, settled_at: at, reason })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Proposed profiles, newest first. */
export async function listProfileProposalRows(
  db: Reader,
  page: {
    readonly before?: string | undefined
    readonly state?: string | undefined
    readonly standing?: ProfileProposal['standing'] | undefined
    readonly limit: number
  },
): Promise<readonly ProfileProposalRow[]> {
  let query = db.selectFrom('profile_proposal').selectAll().orderBy('id', 'desc').limit(page.limit)
  if (page.before !== undefined) query = query.where('id', '<', page.before)
  if (page.state !== undefined) query = query.where('state', '=', page.state)
  if (page.standing !== undefined) query = query.where('standing', '=', page.standing)
  return query.execute()
}
