import type { Law } from '@comity/domain/legal-basis/law'
import type { Participation } from '@comity/domain/legal-basis/participation'
import type { StateProfile } from '@comity/domain/requirement/profile'
import type { ProfileApproval } from '@comity/contract/profile'
import type { Kysely } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import { type ApprovedProfile, readApprovedProfiles } from './profile-store.ts'
import { type Approved, readApproved } from './store.ts'

function key(instrument: string, state: string): string {
  return `${instrument} ${state}`
}

/** The law as delivered with what officers approved laid over it. What nobody approved stays as it was delivered. */
export function overlay(base: Law, { rows, completeUntil }: Approved): Law {
  if (rows.length === 0) return base
  const own = new Map(rows.map((row) => [key(row.instrument, row.state), row]))
  const lists = new Map<string, readonly Participation[]>()
  for (const [instrument, ofIt] of Map.groupBy(rows, (row) => row.instrument)) {
    const delivered = base.listParticipations(instrument).filter(({ state }) => !own.has(key(instrument, state)))
    lists.set(
      instrument,
      [...delivered, ...ofIt].toSorted((a, b) => (a.state < b.state ? -1 : 1)),
    )
  }
  const instruments = base.instruments.map((instrument) => {
    const until = completeUntil.get(instrument.id)
    const isNewer = until !== undefined && (instrument.completeUntil === undefined || instrument.completeUntil < until)
    return isNewer ? { ...instrument, completeUntil: until } : instrument
  })
  const byId = new Map(instruments.map((instrument) => [instrument.id, instrument]))
  return {
    ...base,
    instruments,
    findInstrument: (id) => byId.get(id),
    findParticipation: (instrument, state) => own.get(key(instrument, state)) ?? base.findParticipation(instrument, state),
    listParticipations: (instrument) => lists.get(instrument) ?? base.listParticipations(instrument),
    candidates: (kind, a, b) => base.candidates(kind, a, b).map((instrument) => byId.get(instrument.id) ?? instrument),
  }
}

/** What States ask of requests, by State. */
export interface Profiles {
  /** What a State asks of those who ask it; undefined where nobody has written it down. */
  findProfile(state: string): StateProfile | undefined
  listProfiles(): readonly StateProfile[]
}

/** The law of one instance, in memory: made when it starts and again when officers approve a change. */
export interface EffectiveLaw extends Profiles {
  current(): Law
  /** Whether officers approved the row that stands. */
  isApproved(instrument: string, state: string): boolean
  /** The version of a State's profile that stands: 0 as delivered. */
  profileVersion(state: string): number
  /** Who brought the profile that stands in; undefined as delivered. */
  findProfileApproval(state: string): ProfileApproval | undefined
  rebuild(db: Kysely<Tables> | Transaction): Promise<void>
}

/** Makes the law of an instance from what was delivered and what its officers approved. */
export async function openEffectiveLaw(db: Kysely<Tables>, base: Law, delivered: readonly StateProfile[]): Promise<EffectiveLaw> {
  let law = base
  let approved = new Set<string>()
  let approvedProfiles: ReadonlyMap<string, ApprovedProfile> = new Map()
  const deliveredByState = new Map(delivered.map((profile) => [profile.state, profile]))
  const effective: EffectiveLaw = {
    current: () => law,
    isApproved: (instrument, state) => approved.has(key(instrument, state)),
    findProfile: (state) => approvedProfiles.get(state)?.profile ?? deliveredByState.get(state),
    listProfiles: () => [
      ...delivered.filter(({ state }) => !approvedProfiles.has(state)),
      ...[...approvedProfiles.values()].map(({ profile }) => profile),
    ],
    profileVersion: (state) => approvedProfiles.get(state)?.approval.version ?? 0,
    findProfileApproval: (state) => approvedProfiles.get(state)?.approval,
    async rebuild(reader) {
      const held = await readApproved(reader)
      approvedProfiles = await readApprovedProfiles(reader)
      approved = new Set(held.rows.map((row) => key(row.instrument, row.state)))
      law = overlay(base, held)
    },
  }
  await effective.rebuild(db)
  return effective
}
