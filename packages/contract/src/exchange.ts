import type { KnownStanding } from '@comity/domain/exchange/peer-standing'
import { Line, StateCode } from '@comity/domain/input'
import * as z from 'zod'
import { operation } from './operation.ts'

/** The standings of a peer of which something is held. */
export const knownStandings = ['proposed', 'verified', 'active', 'suspended', 'revoked'] as const satisfies readonly KnownStanding[]
/** By which way a fingerprint was compared: never by the way on which the document came. */
export const comparisonMeans = ['in-person', 'note-verbale', 'telephone', 'video', 'other'] as const
export type ComparisonMeans = (typeof comparisonMeans)[number]
/** `contradicted`: its roots signed two documents that exclude each other. `other-roots`: its next is not signed by the roots that we compared. */
export const peerTroubles = ['contradicted', 'other-roots'] as const
export type PeerTrouble = (typeof peerTroubles)[number]
const suites = ['age-mlkem768x25519', 'age-x25519'] as const

/** Another authority's instance, as far as our officers trust it. */
export const Peer = z.strictObject({
  /** As in `CHE/central`. */
  id: z.string(),
  state: StateCode,
  name: z.string(),
  endpoint: z.string(),
  standing: z.enum(knownStandings),
  /** Fingerprint of the root key, to be compared out of band, in groups. */
  fingerprint: z.string(),
  /** The same in digits and in words, to be read aloud, and as the text of a QR code. */
  digits: z.string(),
  words: z.string(),
  code: z.string(),
  directoryVersion: z.int(),
  expires: z.string(),
  /** The officers who compared the fingerprint; two are needed. */
  verifiedBy: z.array(z.string()),
  /** How each of them did so, in the same order; absent of comparisons from before this was asked. */
  comparisons: z.array(
    z.strictObject({ name: z.string(), at: z.string(), means: z.enum(comparisonMeans).optional(), counterpart: z.string().optional() }),
  ),
  contacts: z.array(
    z.strictObject({ name: z.string(), email: z.string().optional(), telephone: z.string().optional(), address: z.string().optional() }),
  ),
  suspensionReason: z.string().optional(),
  trouble: z.enum(peerTroubles).optional(),
  /** The suites that its document offers. */
  suites: z.array(z.string()),
  /** The weakest suite in which we still seal to it. */
  floor: z.enum(suites).optional(),
  /** The first of two officers wants it lower. */
  floorProposal: z.strictObject({ suite: z.enum(suites), by: z.string(), reason: z.string() }).optional(),
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
  problems: [...directoryProblems, 'same-state', 'act-not-available'],
})
export const verifyPeer = operation({
  id: 'verifyPeer',
  method: 'POST',
  path: '/peers/{peer}/verify',
  action: 'peer.verify',
  summary: 'Confirm that the fingerprint was compared out of band; the second officer makes the peer verified',
  params: peerParams,
  body: z.strictObject({
    fingerprint: Line.min(1),
    means: z.enum(comparisonMeans).optional().describe('by which way it was compared'),
    counterpart: Line.optional().describe('with whom, there'),
  }),
  response: Peer,
  problems: ['not-found', 'not-the-second-person', 'bad-digest', 'act-not-available'],
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
  problems: ['not-found', 'act-not-available'],
  freshProof: true,
})
export const activatePeer = operation({
  id: 'activatePeer',
  method: 'POST',
  path: '/peers/{peer}/activate',
  action: 'peer.verify',
  summary: 'Begin to exchange messages with a peer that two officers have verified',
  params: peerParams,
  response: Peer,
  problems: ['not-found', 'act-not-available'],
  freshProof: true,
})
export const revokePeer = operation({
  id: 'revokePeer',
  method: 'POST',
  path: '/peers/{peer}/revoke',
  action: 'peer.suspend',
  summary: 'End the trust in a peer’s roots for ever; it can come back under other roots only, as at the first contact',
  params: peerParams,
  body: z.strictObject({ reason: Line.min(1) }),
  response: Peer,
  problems: ['not-found', 'act-not-available'],
  freshProof: true,
})
export const lowerFloor = operation({
  id: 'lowerFloor',
  method: 'POST',
  path: '/peers/{peer}/floor',
  action: 'peer.verify',
  summary: 'Allow a weaker suite for what is sealed to a peer; the second officer who asks for the same makes it so',
  params: peerParams,
  body: z.strictObject({ suite: z.enum(suites), reason: Line.min(1) }),
  response: Peer,
  problems: ['not-found', 'not-the-second-person', 'act-not-available'],
  freshProof: true,
})

export const getDirectory = operation({
  id: 'getDirectory',
  method: 'GET',
  path: '/directory',
  action: 'directory.read',
  summary: "This authority's signed directory document",
  response: z.strictObject({
    authority: z.string(),
    state: StateCode,
    name: z.string(),
    fingerprint: z.string(),
    digits: z.string(),
    words: z.string(),
    /** The text of a QR code. */
    code: z.string(),
    directory: z.string(),
  }),
})
