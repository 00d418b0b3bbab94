import { CalendarDate, Id, Line, StateCode } from '@comity/domain/input'
import * as z from 'zod'
import { Participation } from './law.ts'
import { fileBody, operation, pageOf, pageQuery } from './operation.ts'

/** Layouts of published lists of parties that can be read. */
export const statusFormats = ['untc-xml', 'coe-json', 'nl-html', 'csv'] as const

/** How one State's row would change. */
export const Difference = z.strictObject({
  state: StateCode,
  /** `confirmed`: the same facts, read anew. `absent`: a party in our data that the source does not list. */
  kind: z.enum(['added', 'changed', 'confirmed', 'absent']),
  /** What officers approved before, or a party that would be lost: the approver says for each whether it is taken or kept. */
  conflict: z.boolean(),
  /** The facts that differ, as in `consent`. */
  fields: z.array(z.string()).readonly(),
  before: Participation.optional(),
  after: Participation,
})
export type Difference = z.infer<typeof Difference>

/** A list that one officer read in, and that a second approves. */
export const Proposal = z.strictObject({
  id: Id,
  instrument: z.string(),
  format: z.enum(statusFormats),
  /** Name of the file. */
  name: z.string(),
  /** Of the file, in hex. */
  sha256: z.string(),
  title: z.string().optional(),
  source: z.string(),
  asOf: CalendarDate,
  /** Parties by the source's own count, which the rows were checked against. */
  count: z.int(),
  standing: z.enum(['proposed', 'approved', 'declined']),
  proposedBy: z.strictObject({ account: z.string(), name: z.string(), at: z.string() }),
  settledBy: z.strictObject({ account: z.string(), name: z.string(), at: z.string() }).optional(),
  reason: z.string().optional(),
})
export type Proposal = z.infer<typeof Proposal>

/** A proposal with what it would change now, or what it changed when it was approved. `shown` names exactly these differences. */
export const ProposalView = Proposal.extend({ differences: z.array(Difference).readonly(), shown: z.string() })
export type ProposalView = z.infer<typeof ProposalView>

/** One row that officers brought into the law: who, when, from what. */
export const ReferenceChange = z.strictObject({
  seq: z.int(),
  at: z.string(),
  instrument: z.string(),
  state: StateCode,
  row: Participation,
  before: Participation.optional(),
  proposal: Id,
  proposedBy: z.string(),
  approvedBy: z.string(),
  sha256: z.string(),
})
export type ReferenceChange = z.infer<typeof ReferenceChange>

const params = z.strictObject({ proposal: Id })

export const proposeReference = operation({
  id: 'proposeReference',
  method: 'POST',
  path: '/reference/proposals',
  action: 'reference.propose',
  summary: 'Read in a published list of parties; it changes nothing until a second officer has approved it',
  query: z.strictObject({
    name: Line.min(1),
    instrument: Line.min(1),
    format: z.enum(statusFormats),
    /** Day of the source, where the file does not print one. */
    asOf: CalendarDate.optional(),
    /** Parties as the source counts them, where the file does not print it. */
    count: z.coerce.number().int().min(0).max(1000).optional(),
    /** Where it was read; needed for a table of one's own. */
    source: Line.optional(),
  }),
  body: fileBody,
  response: ProposalView,
  status: 201,
})

export const listProposals = operation({
  id: 'listProposals',
  method: 'GET',
  path: '/reference/proposals',
  action: 'reference.propose',
  summary: 'Lists read in, newest first',
  query: z.strictObject({ ...pageQuery, standing: z.enum(['proposed', 'approved', 'declined']).optional() }),
  response: pageOf(Proposal),
})

export const getProposal = operation({
  id: 'getProposal',
  method: 'GET',
  path: '/reference/proposals/{proposal}',
  action: 'reference.propose',
  summary: 'What a list would change as the law stands now; of one that was approved, what it changed',
  params,
  response: ProposalView,
  problems: ['not-found'],
})

export const approveProposal = operation({
  id: 'approveProposal',
  method: 'POST',
  path: '/reference/proposals/{proposal}/approve',
  action: 'reference.approve',
  summary: 'Approve, as a second person, the differences that were shown, each conflict settled',
  params,
  body: z.strictObject({
    shown: Line.min(1),
    /** Conflicts by State: take what the source says, or keep what stands. */
    settle: z.record(StateCode, z.enum(['take', 'keep'])).default({}),
  }),
  response: Proposal,
  problems: ['not-found', 'not-the-second-person', 'act-not-available', 'version-conflict'],
})

export const declineProposal = operation({
  id: 'declineProposal',
  method: 'POST',
  path: '/reference/proposals/{proposal}/decline',
  action: 'reference.approve',
  summary: 'Decline a list, with the reason that is kept',
  params,
  body: z.strictObject({ reason: Line.min(1) }),
  response: Proposal,
  problems: ['not-found', 'act-not-available'],
})

export const listReferenceChanges = operation({
  id: 'listReferenceChanges',
  method: 'GET',
  path: '/reference/changes',
  action: 'reference.read',
  summary: 'Every row that officers brought into the law, newest first',
  query: z.strictObject({ ...pageQuery, instrument: Line.optional(), state: StateCode.optional() }),
  response: pageOf(ReferenceChange),
})

export const listStale = operation({
  id: 'listStale',
  method: 'GET',
  path: '/reference/status',
  action: 'reference.read',
  summary: 'How old each list of parties and each profile is, the oldest first',
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(36_500).default(365), on: CalendarDate.optional() }),
  response: z.strictObject({
    on: CalendarDate,
    items: z
      .array(
        z.strictObject({
          what: z.enum(['parties', 'profile']),
          /** Instrument or State. */
          id: z.string(),
          asOf: z.string().optional(),
          reviewBy: z.string().optional(),
          stale: z.boolean(),
          /** Rows, and how many of them nobody has checked. */
          rows: z.int(),
          unverified: z.int(),
        }),
      )
      .readonly(),
  }),
})
