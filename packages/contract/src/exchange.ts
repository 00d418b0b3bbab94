import { Line, StateCode } from '@comity/domain/input'
import * as z from 'zod'
import { operation } from './operation.ts'

export const peerStandings = ['proposed', 'verified', 'suspended', 'revoked'] as const

/** Another authority's instance, as far as our officers trust it. */
export const Peer = z.strictObject({
  /** As in `CHE/central`. */
  id: z.string(),
  state: StateCode,
  name: z.string(),
  endpoint: z.string(),
  standing: z.enum(peerStandings),
  /** Fingerprint of the root key, to be compared out of band, in groups. */
  fingerprint: z.string(),
  directoryVersion: z.int(),
  expires: z.string(),
  /** The officers who compared the fingerprint; two are needed. */
  verifiedBy: z.array(z.string()),
})
export type Peer = z.infer<typeof Peer>

export const peerParams = z.strictObject({
  peer: z
    .string()
    .regex(/^[A-Z]{3}~[a-z][a-z0-9-]{0,39}$/u, { error: 'not-of-this-kind' })
    .describe('the peer id with ~ for /'),
})

export const listPeers = operation({
  id: 'listPeers',
  method: 'GET',
  path: '/peers',
  action: 'peer.list',
  summary: 'Peers and how far they are trusted',
  response: z.strictObject({ items: z.array(Peer) }),
})
/** What can be wrong with a signed directory document. */
export const directoryProblems = [
  'malformed',
  'too-large',
  'unsupported-profile',
  'bad-signature',
  'bad-digest',
  'stale-directory',
  'gap',
  'id-reuse',
] as const

export const proposePeer = operation({
  id: 'proposePeer',
  method: 'POST',
  path: '/peers',
  action: 'peer.propose',
  summary: "Enter another authority's directory document; nothing is sent to it before two officers have verified it",
  body: z.strictObject({ directory: z.string().max(262_144) }),
  response: Peer,
  status: 201,
  problems: [...directoryProblems, 'same-state'],
})
export const verifyPeer = operation({
  id: 'verifyPeer',
  method: 'POST',
  path: '/peers/{peer}/verify',
  action: 'peer.verify',
  summary: 'Confirm that the fingerprint was compared out of band; the second officer makes the peer verified',
  params: peerParams,
  body: z.strictObject({ fingerprint: Line.min(1) }),
  response: Peer,
  problems: ['not-found', 'not-the-second-person', 'bad-digest'],
  freshProof: true,
})
export const suspendPeer = operation({
  id: 'suspendPeer',
  method: 'POST',
  path: '/peers/{peer}/suspend',
  action: 'peer.suspend',
  summary: 'Stop all exchange with a peer at once; one officer is enough',
  params: peerParams,
  body: z.strictObject({ reason: Line.min(1) }),
  response: Peer,
  problems: ['not-found'],
})

export const getDirectory = operation({
  id: 'getDirectory',
  method: 'GET',
  path: '/directory',
  action: 'directory.read',
  summary: "This authority's signed directory document",
  response: z.strictObject({ authority: z.string(), state: StateCode, name: z.string(), fingerprint: z.string(), directory: z.string() }),
})
