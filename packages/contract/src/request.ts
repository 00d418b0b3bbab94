import { Id, Line, StateCode } from '@comity/domain/input'
import { letterStandings } from '@comity/domain/paper/outgoing-letter'
import { paperActTypes } from '@comity/domain/paper/paper-act'
import { Act, actTypes, Condition } from '@comity/domain/request/act'
import { commands, type CommandType, commandTypes, needsTwo } from '@comity/domain/request/command'
import { FileReference, RequestContent } from '@comity/domain/request/content'
import { Verdict } from '@comity/domain/screening/verdict'
import type { Finding as DomainFinding } from '@comity/domain/requirement/finding'
import { StateProfile } from '@comity/domain/requirement/profile'
import * as z from 'zod'
import { operation, type Operation, pageOf, pageQuery } from './operation.ts'

const stages = [
  'draft',
  'consulting',
  'sent',
  'registered',
  'clarification',
  'accepted',
  'postponed',
  'executing',
  'partly-answered',
  'answered',
  'returned',
  'refused',
  'not-needed',
  'withdrawn',
  'closed',
] as const
const Stage = z.enum(stages)
const Side = z.enum(['requesting', 'requested'])
export const requestParams = z.strictObject({ request: Id })

export const Provision = z.strictObject({ instrument: z.string(), article: z.string(), verified: z.boolean() })
export const Values = z.record(z.string(), z.union([z.string(), z.number()]))

export const Finding = z.strictObject({
  code: z.string(),
  severity: z.enum(['missing', 'conflict', 'advice']),
  field: z.string(),
  provisions: z.array(Provision).readonly(),
  values: Values.optional(),
}) as unknown as z.ZodType<DomainFinding>

/** A row of the register. */
export const RequestRow = z.strictObject({
  id: Id,
  side: Side,
  counterpart: StateCode,
  reference: z.string().optional(),
  theirReference: z.string().optional(),
  title: z.string().optional(),
  stage: Stage,
  /** The nearest date by which something is due from either side. */
  due: z.string().optional(),
  changedAt: z.string(),
  waitsForApproval: z.boolean(),
})
export type RequestRow = z.infer<typeof RequestRow>

const Receipt = z.strictObject({ event: z.string(), at: z.string(), by: z.string() })
const Decision = z.strictObject({ reason: z.string(), by: z.string(), at: z.string() })

/** A letter in the register of what goes out, with what is printed on it. */
const RegisteredLetter = z.strictObject({
  number: z.string(),
  /** Without its groups. */
  code: z.string(),
  /** Address of the page that checks it, as in its QR code. */
  url: z.string(),
  date: z.string(),
  act: z.enum(actTypes),
  language: z.string(),
  standing: z.enum(letterStandings),
  settledAt: z.string().optional(),
  /** Moment at which its sending was asked for. */
  at: z.string(),
  /** SHA-256 of its PDF in hex, and its pages; of one that goes by paper, from its first printing on. */
  sha256: z.string().optional(),
  pages: z.int().optional(),
})

/** A file of a request, with what is known of its danger; absent where nobody could look, as in the stand-alone drafter. */
const KeptFile = FileReference.extend({ verdict: Verdict.optional() })
export type KeptFile = z.infer<typeof KeptFile>

/** A request as one officer sees it. */
export const RequestView = z.strictObject({
  id: Id,
  side: Side,
  self: StateCode,
  counterpart: StateCode,
  reference: z.string().optional(),
  theirReference: z.string().optional(),
  stage: Stage,
  version: z.int(),
  content: RequestContent,
  openedAt: z.string(),
  changedAt: z.string(),
  due: z.string().optional(),
  /** Both sides' acts in thread order, with the receipts of the messages that carried them. */
  thread: z.array(
    z.strictObject({
      act: Act,
      crossed: z.boolean(),
      receipts: z.array(Receipt).readonly(),
      /** The act came on paper: who entered it, and when. */
      entered: z.strictObject({ by: z.string(), at: z.string() }).optional(),
    }),
  ),
  /** Messages that wait for one that has not arrived. */
  gap: z.int(),
  conditions: z.array(Condition),
  openClarifications: z.array(z.strictObject({ act: Id, due: z.string().optional() })),
  unconfirmed: z.array(Id),
  assignedTo: z.string().optional(),
  /** It is restricted: only who stands in a relation to it sees it, and says why. */
  restricted: z.literal(true).optional(),
  /** What waits for a second officer, as it was asked: nobody approves what they cannot read. */
  pending: z
    .strictObject({
      command: z.string(),
      input: z.record(z.string(), z.unknown()),
      by: z.string(),
      at: z.string(),
      ownProposal: z.boolean(),
    })
    .optional(),
  declined: Decision.optional(),
  overrides: z.record(z.string(), Decision),
  findings: z.array(Finding),
  /** What the requested State asks, while the request can still be written and where it is known. */
  profile: StateProfile.optional(),
  /** The commands that this officer may give now. */
  available: z.array(z.enum(commandTypes)),
  files: z.array(KeptFile),
  /** Whether a scanner for malware is at work here, was set up and is gone, or was never set up. */
  scanning: z.enum(['none', 'gone', 'at-work']).optional(),
  /** Its letters in the register of what goes out; absent where none is kept. */
  letters: z.array(RegisteredLetter).readonly().optional(),
  /** It travels on paper: what is done in it is a letter to print, and nothing is sent. */
  onPaper: z.literal(true).optional(),
  /** What paper of the other State can say in it now; absent where it does not travel on paper. */
  theirActs: z.array(z.enum(paperActTypes)).readonly().optional(),
})
export type RequestView = z.infer<typeof RequestView>

export const listRequests = operation({
  id: 'listRequests',
  method: 'GET',
  path: '/requests',
  action: 'request.list',
  summary: 'The register of requests, by deadline or by last change',
  query: z.strictObject({
    ...pageQuery,
    side: Side.optional(),
    stage: Stage.optional(),
    counterpart: StateCode.optional(),
    /** Words of a reference, a title or a name. */
    q: Line.optional(),
    sort: z.enum(['due', 'changed']).default('due'),
  }),
  response: pageOf(RequestRow),
})
export const openRequest = operation({
  id: 'openRequest',
  method: 'POST',
  path: '/requests',
  action: 'request.draft',
  summary: 'Open a draft',
  body: z.strictObject({ reference: Line.min(1), content: RequestContent }),
  response: RequestView,
  status: 201,
  problems: ['unknown-state', 'same-state', 'file-unknown'],
  idempotent: true,
})
export const getRequest = operation({
  id: 'getRequest',
  method: 'GET',
  path: '/requests/{request}',
  action: 'request.read',
  summary: 'A request with its thread',
  params: requestParams,
  response: RequestView,
  problems: ['not-found'],
})

const summaries: Readonly<Record<CommandType, string>> = {
  revise: 'Change what the draft says',
  'override-finding': 'Override a finding, with the reason that is kept',
  approve: 'Approve, as the second officer, what a colleague asked for',
  decline: 'Decline what a colleague asked for, with the reason',
  'share-draft': 'Share the draft for consultation; it is not a request',
  comment: 'Comment on a shared draft',
  dispatch: 'Ask for approval to send the request',
  register: 'Register a request that arrived, under our own reference',
  'return-deficient': 'Return a request, saying what it lacks',
  'ask-clarification': 'Ask the requesting State to clarify',
  clarify: 'Supply a clarification',
  accept: 'Ask for approval to accept, with or without conditions',
  postpone: 'Postpone execution, with reason and article',
  refuse: 'Ask for approval to refuse, with grounds and articles',
  assign: 'Hand the request to the authority that executes it',
  'report-progress': 'Report progress',
  'send-result': 'Ask for approval to send a partial or final result',
  'confirm-receipt': 'Confirm receipt of an answer and its conditions',
  'ask-status': 'Ask how the request stands',
  'report-status': 'Report how the request stands',
  'no-longer-needed': 'Say that the assistance is no longer needed',
  withdraw: 'Ask for approval to withdraw the request',
  close: 'Ask for approval to close the request',
  reopen: 'Reopen the request',
}

function actionOf(command: CommandType): Operation['action'] {
  if (command === 'revise' || command === 'override-finding') return 'request.draft'
  if (command === 'approve' || command === 'decline') return 'request.approve'
  if (command === 'report-progress' || command === 'send-result') return 'request.execute'
  return 'request.act'
}

function commandOperation<T extends CommandType>(command: T) {
  return operation({
    id: command,
    method: 'POST',
    path: `/requests/{request}/${command}`,
    action: actionOf(command),
    summary: summaries[command],
    params: requestParams,
    body: commands[command],
    response: RequestView,
    problems: ['not-found', 'act-not-available', 'not-the-second-person', 'findings-open', 'ground-barred', 'file-unknown', 'file-harmful'],
    ifMatch: true,
    idempotent: true,
    freshProof: needsTwo(command) || command === 'approve',
  })
}

/** One operation for each command, under the command's own name. */
export const commandOperations = Object.fromEntries(commandTypes.map((command) => [command, commandOperation(command)])) as {
  readonly [T in CommandType]: ReturnType<typeof commandOperation<T>>
}
