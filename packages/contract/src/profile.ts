import { Id, Line, StateCode } from '@comity/domain/input'
import { ProfileRow, StateProfile } from '@comity/domain/requirement/profile'
import type { ProfileChange as DomainProfileChange } from '@comity/domain/requirement/profile-change'
import * as z from 'zod'
import { operation, pageOf, pageQuery } from './operation.ts'

const Moved = z.strictObject({ before: z.string().optional(), after: z.string() })

/** What changes between two profiles, row by row. */
export const ProfileChange = z.strictObject({
  rows: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('added'), after: ProfileRow }),
        z.strictObject({ kind: z.literal('removed'), before: ProfileRow }),
        z.strictObject({
          kind: z.enum(['changed', 'reviewed']),
          fields: z.array(z.string()).readonly(),
          before: ProfileRow,
          after: ProfileRow,
        }),
      ]),
    )
    .readonly(),
  /** Rows that are the same in both. */
  kept: z.int(),
  steward: Moved.optional(),
  reviewBy: Moved.optional(),
}) as unknown as z.ZodType<DomainProfileChange>

/** One version of a profile that two officers brought in: who, when, from which proposal. */
export const ProfileApproval = z.strictObject({
  /** Counted from 1 for each State; 0 is the profile as delivered, or that there is none. */
  version: z.int(),
  proposal: Id,
  proposedBy: z.string(),
  approvedBy: z.string(),
  at: z.string(),
  /** Whether it was looked at and nothing changed. */
  review: z.boolean(),
})
export type ProfileApproval = z.infer<typeof ProfileApproval>

/** A profile that one officer proposes and a second approves. */
export const ProfileProposal = z.strictObject({
  id: Id,
  state: StateCode,
  /** The version that it was made against. */
  restsOn: z.int(),
  /** Why, in the words of the proposer. */
  note: z.string().optional(),
  /** Name of the file from which it was read. */
  file: z.string().optional(),
  review: z.boolean(),
  standing: z.enum(['proposed', 'approved', 'declined']),
  proposedBy: z.strictObject({ account: z.string(), name: z.string(), at: z.string() }),
  settledBy: z.strictObject({ account: z.string(), name: z.string(), at: z.string() }).optional(),
  reason: z.string().optional(),
})
export type ProfileProposal = z.infer<typeof ProfileProposal>

/** A proposal with what it changes. */
export const ProfileProposalView = ProfileProposal.extend({
  profile: StateProfile,
  /** The profile that it was made against; absent where there was none. */
  before: StateProfile.optional(),
  change: ProfileChange,
  /** What stands by now is not what it was made against: it cannot be approved, only suggested anew on what stands. */
  conflict: z.boolean(),
  /** With a conflict: what has changed since it was made. */
  since: ProfileChange.optional(),
})
export type ProfileProposalView = z.infer<typeof ProfileProposalView>

const params = z.strictObject({ proposal: Id })

export const getProfile = operation({
  id: 'getProfile',
  method: 'GET',
  path: '/law/states/{state}/profile',
  action: 'reference.read',
  summary: 'What a State asks of requests, as it stands, with every version that officers brought in, the newest first',
  params: z.strictObject({ state: StateCode }),
  response: z.strictObject({
    state: StateCode,
    /** 0 as delivered. */
    version: z.int(),
    profile: StateProfile.optional(),
    /** Whether its review date has passed. */
    stale: z.boolean(),
    versions: z.array(ProfileApproval).readonly(),
  }),
  problems: ['unknown-state'],
})

export const proposeProfile = operation({
  id: 'proposeProfile',
  method: 'POST',
  path: '/reference/profile-proposals',
  action: 'reference.propose',
  summary: 'Propose the whole profile of a State; it changes nothing until a second officer has approved it',
  body: z.strictObject({
    profile: StateProfile,
    /** The version that it was made against, as `getProfile` gave it. */
    restsOn: z.int().min(0),
    note: Line.optional(),
    file: Line.optional(),
  }),
  response: ProfileProposalView,
  status: 201,
  problems: ['unknown-state', 'version-conflict'],
})

export const listProfileProposals = operation({
  id: 'listProfileProposals',
  method: 'GET',
  path: '/reference/profile-proposals',
  action: 'reference.propose',
  summary: 'Profiles that were proposed, newest first',
  query: z.strictObject({ ...pageQuery, state: StateCode.optional(), standing: z.enum(['proposed', 'approved', 'declined']).optional() }),
  response: pageOf(ProfileProposal),
})

export const getProfileProposal = operation({
  id: 'getProfileProposal',
  method: 'GET',
  path: '/reference/profile-proposals/{proposal}',
  action: 'reference.propose',
  summary: 'What a proposed profile changes, row by row, and whether another was approved in the meantime',
  params,
  response: ProfileProposalView,
  problems: ['not-found'],
})

export const approveProfileProposal = operation({
  id: 'approveProfileProposal',
  method: 'POST',
  path: '/reference/profile-proposals/{proposal}/approve',
  action: 'reference.approve',
  summary: 'Approve, as a second person, a profile that was made against what still stands',
  params,
  response: ProfileProposal,
  problems: ['not-found', 'not-the-second-person', 'act-not-available', 'version-conflict'],
})

export const declineProfileProposal = operation({
  id: 'declineProfileProposal',
  method: 'POST',
  path: '/reference/profile-proposals/{proposal}/decline',
  action: 'reference.approve',
  summary: 'Decline a profile, with the reason that is kept',
  params,
  body: z.strictObject({ reason: Line.min(1) }),
  response: ProfileProposal,
  problems: ['not-found', 'act-not-available'],
})
