import { advices } from '@comity/domain/exchange/advice'
import { historySteps, lineReasons } from '@comity/domain/exchange/message-history'
import { Id, Line } from '@comity/domain/input'
import { problemCodes } from '@comity/domain/problem'
import * as z from 'zod'
import { fileBody, operation, pageOf, pageQuery } from './operation.ts'
import { letterLanguages } from './request-paper.ts'

/** How a message stands. */
export const messageStandings = ['queued', 'sealed', 'announced', 'consigned', 'failed', 'receiving', 'accepted', 'refused'] as const
export const directions = ['out', 'in'] as const

/** What happened to one message; never what it says. */
export const MessageEntry = z.strictObject({
  /** Its place among the messages: its id; of one that was turned away `refused-` and a number, since an id can be claimed by anybody. */
  ref: z.string(),
  id: Id,
  direction: z.enum(directions),
  peer: z.string(),
  type: z.string().optional(),
  thread: Id.optional(),
  standing: z.enum(messageStandings),
  at: z.string(),
  attempts: z.int().optional(),
  problem: z.string().optional(),
  /** Whether somebody should look at it. */
  attention: z.boolean(),
  receipts: z.array(z.strictObject({ event: z.string(), at: z.string(), by: z.string() })),
})
export type MessageEntry = z.infer<typeof MessageEntry>

export const listMessages = operation({
  id: 'listMessages',
  method: 'GET',
  path: '/messages',
  action: 'exchange.list',
  summary: 'Messages sent, received and refused, with their receipts',
  query: z.strictObject({
    ...pageQuery,
    peer: Line.optional().describe('as in CHE/central'),
    direction: z.enum(directions).optional(),
    attention: z.literal('yes').optional().describe('only those that somebody should look at'),
  }),
  response: pageOf(MessageEntry),
})

/** A message in the path. */
export const messageParams = z.strictObject({
  message: z
    .string()
    .regex(/^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|refused-\d{1,15})$/u, { error: 'not-of-this-kind' })
    .describe('its `ref`'),
})

/** One message with its way, step by step. */
export const MessageView = z.strictObject({
  ...MessageEntry.omit({ receipts: true, attempts: true }).shape,
  notAfter: z.string().optional(),
  history: z.array(
    z.strictObject({
      step: z.enum(historySteps),
      /** `unknown` is what nobody has told us, which is not the same as what did not happen. */
      standing: z.enum(['done', 'now', 'wrong', 'unknown']),
      at: z.string().optional(),
      by: z.string().optional(),
      problem: z.enum(problemCodes).optional(),
      reason: z.enum(lineReasons).optional(),
      number: z.int().optional(),
      until: z.string().optional(),
      /** By which way it went or came: `https`, `hand`, or `bridge:` and its name. */
      way: z.string().optional(),
    }),
  ),
  advice: z.enum(advices),
  /** `yes`, or why it may not be tried now; absent of a message that we do not send. */
  retry: z.enum(['yes', ...problemCodes]).optional(),
  /** SHA-256 of the sealed envelope, by which receipts name it. */
  digest: z.string().optional(),
  /** Sealed parts and their bytes, as they travel. */
  parts: z.array(z.strictObject({ ct256: z.string(), ctLen: z.int() })).optional(),
  receipts: z.array(
    z.strictObject({
      event: z.string(),
      at: z.string(),
      by: z.string(),
      problem: z.string().optional(),
      /** SHA-256 of its signed bytes. */
      digest: z.string(),
    }),
  ),
})
export type MessageView = z.infer<typeof MessageView>

export const getMessage = operation({
  id: 'getMessage',
  method: 'GET',
  path: '/messages/{message}',
  action: 'exchange.list',
  summary: 'What happened to one message, step by step, what is not known of it, and what to do',
  params: messageParams,
  response: MessageView,
  problems: ['not-found'],
})
export const retryMessage = operation({
  id: 'retryMessage',
  method: 'POST',
  path: '/messages/{message}/retry',
  action: 'message.retry',
  summary: 'Try now to hand a message over, and not only when its pause ends',
  params: messageParams,
  response: MessageView,
  problems: [
    'not-found',
    'message-ended',
    'message-under-way',
    'message-behind',
    'peer-suspended',
    'peer-not-verified',
    'too-many-attempts',
  ],
})

export const getEvidence = operation({
  id: 'getEvidence',
  method: 'GET',
  path: '/messages/{message}/evidence',
  action: 'message.evidence',
  summary:
    'The evidence of a message for a court: as a document in plain words (PDF), or as the signed records that anyone can check (JSON)',
  params: messageParams,
  query: z.strictObject({ format: z.enum(['pdf', 'json']).default('json'), language: z.enum(letterLanguages).default('en') }),
  response: fileBody,
  problems: ['not-found', 'cannot-decrypt', 'bad-signature', 'unknown-peer', 'id-reuse'],
})
