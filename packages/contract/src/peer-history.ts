import { bridgeKinds } from '@comity/domain/exchange/way'
import { StateCode } from '@comity/domain/input'
import * as z from 'zod'
import { peerParams } from './exchange.ts'
import { operation } from './operation.ts'

/** What becomes of a peer. `contradicted`: it signed two documents of one version, or one that does not follow. */
export const peerEvents = [
  'proposed',
  'compared',
  'verified',
  'activated',
  'renewed',
  'contradicted',
  'suspended',
  'revoked',
  'floor-lowered',
] as const
export type PeerEvent = (typeof peerEvents)[number]

/** One way by which a peer can be reached. */
export const PeerWay = z.strictObject({
  way: z.enum(['https', ...bridgeKinds]),
  /** As the operator calls it; absent of HTTPS. */
  bridge: z.string().optional(),
  /** `always`: messages take it. `beside`: once a message is older than `afterMinutes`. `never`: only for what the peer sends. */
  used: z.enum(['always', 'beside', 'never']),
  afterMinutes: z.number().optional(),
  goodAt: z.string().optional(),
  failingSince: z.string().optional(),
})
export type PeerWay = z.infer<typeof PeerWay>

/** What we hold of a peer and what became of it; what was before this was written down is not in it. */
export const PeerHistory = z.strictObject({
  id: z.string(),
  state: StateCode,
  /** When something last came from it that its certificate or its signature vouches for. */
  heardAt: z.string().optional(),
  /** How many messages wait for it, and since when. */
  waiting: z.int(),
  waitingSince: z.string().optional(),
  /** By which ways it can be reached, and which is used. */
  ways: z.array(PeerWay),
  suites: z.array(z.string()),
  keys: z.array(z.strictObject({ use: z.string(), kid: z.string(), status: z.string(), from: z.string(), to: z.string() })),
  contacts: z.array(
    z.strictObject({
      name: z.string(),
      email: z.string().optional(),
      telephone: z.string().optional(),
      address: z.string().optional(),
      note: z.string().optional(),
    }),
  ),
  /** The newest first. */
  documents: z.array(z.strictObject({ version: z.int(), digest: z.string(), receivedAt: z.string(), held: z.boolean() })),
  events: z.array(
    z.strictObject({
      event: z.enum(peerEvents),
      at: z.string(),
      version: z.int(),
      by: z.string().optional(),
      reason: z.string().optional(),
    }),
  ),
})
export type PeerHistory = z.infer<typeof PeerHistory>

export const getPeerHistory = operation({
  id: 'getPeerHistory',
  method: 'GET',
  path: '/peers/{peer}/history',
  action: 'peer.list',
  summary: 'What we hold of a peer and what became of it: keys with their time, documents received, who verified it, last contact',
  params: peerParams,
  response: PeerHistory,
  problems: ['not-found'],
})
