import { Id } from '@comity/domain/input'
import * as z from 'zod'
import { peerParams } from './exchange.ts'
import { fileBody, operation } from './operation.ts'

const messageParams = z.strictObject({ message: Id })

/** A message on its way out, as it can be handed over by hand. */
export const Carriable = z.strictObject({
  message: Id,
  peer: z.string(),
  type: z.string(),
  thread: Id,
  /** The recipient refuses it after that. */
  notAfter: z.string(),
})
export type Carriable = z.infer<typeof Carriable>

const outProblems = [
  'not-found',
  'message-ended',
  'unknown-peer',
  'peer-not-verified',
  'peer-suspended',
  'stale-directory',
  'try-later',
] as const

export const getCarriable = operation({
  id: 'getCarriable',
  method: 'GET',
  path: '/messages/{message}/sealed-file',
  action: 'message.hand-over',
  summary: 'A message on its way out that can be handed over by hand: to whom, and until when',
  params: messageParams,
  response: Carriable,
  problems: ['not-found', 'message-ended'],
})

export const sealOut = operation({
  id: 'sealOut',
  method: 'POST',
  path: '/messages/{message}/sealed-file',
  action: 'message.hand-over',
  summary: 'Hand a message over as a sealed file, to be carried on a stick or by e-mail: the same bytes whenever it is asked for',
  params: messageParams,
  response: fileBody,
  problems: outProblems,
  freshProof: true,
})

/** Bytes of the sealed file in each volume but the last. */
const Slice = z.int().min(10_240).max(2_000_000_000)

/** How a message is cut into volumes: always in the same way. */
export const VolumeList = z.strictObject({
  /** Of the sealed file, before it is cut. In bytes. */
  size: z.int(),
  sha256: z.string(),
  slice: z.int(),
  volumes: z.array(z.strictObject({ place: z.int(), name: z.string() })),
})
export type VolumeList = z.infer<typeof VolumeList>

export const cutOut = operation({
  id: 'cutOut',
  method: 'POST',
  path: '/messages/{message}/sealed-file/volumes',
  action: 'message.hand-over',
  summary: 'Cut the sealed file of a message into volumes for small media; each is then fetched by its number',
  params: messageParams,
  body: z.strictObject({ slice: Slice }),
  response: VolumeList,
  problems: outProblems,
  freshProof: true,
})

export const getVolume = operation({
  id: 'getVolume',
  method: 'POST',
  path: '/messages/{message}/sealed-file/volumes/{place}',
  action: 'message.hand-over',
  summary: 'One volume of the sealed file of a message; that it was handed over is on record',
  params: messageParams.extend({ place: z.coerce.number().int().min(1).max(2000) }),
  body: z.strictObject({ slice: Slice }),
  response: fileBody,
  problems: outProblems,
  freshProof: true,
})

/** What came of something that was carried in. */
export const TakenIn = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('message'),
    id: Id,
    peer: z.string(),
    type: z.string().optional(),
    thread: Id.optional(),
    standing: z.enum(['receiving', 'accepted', 'refused']),
    problem: z.string().optional(),
    /** How many signed receipts there are to give back. */
    receipts: z.int(),
  }),
  z.strictObject({
    kind: z.literal('receipts'),
    /** Those about messages of ours, whose signatures hold. */
    items: z.array(z.strictObject({ message: Id, peer: z.string(), event: z.string(), at: z.string() })),
    /** How many are about no message that we know. */
    passedOver: z.int(),
  }),
  z.strictObject({
    kind: z.literal('volume'),
    /** Digest of the whole sealed file. */
    file: z.string(),
    place: z.int(),
    of: z.int(),
    /** Numbers of the volumes that are still to come; they are kept for thirty days. */
    missing: z.array(z.int()),
  }),
])
export type TakenIn = z.infer<typeof TakenIn>

const inProblems = [
  'malformed',
  'too-large',
  'unsupported-profile',
  'bad-signature',
  'bad-digest',
  'cannot-decrypt',
  'unknown-peer',
  'too-many',
  'try-later',
] as const

export const takeIn = operation({
  id: 'takeIn',
  method: 'POST',
  path: '/sealed-files',
  action: 'message.take-in',
  summary:
    'Take in what was carried by hand: a sealed file, a volume of one, or receipts that came back. The same message that also came over the line has one effect',
  query: z.strictObject({ name: z.string().max(255).default('') }),
  body: fileBody,
  response: TakenIn,
  problems: inProblems,
})

export const listMessageReceipts = operation({
  id: 'listMessageReceipts',
  method: 'GET',
  path: '/peers/{peer}/messages/{message}/receipts',
  action: 'message.take-in',
  summary: 'The receipts that we have signed about a message of a peer, to be given back by hand',
  params: peerParams.extend({ message: Id }),
  response: z.strictObject({
    name: z.string(),
    items: z.array(z.strictObject({ event: z.string(), at: z.string(), problem: z.string().optional(), text: z.string() })),
  }),
  problems: ['not-found'],
})
