/**
 * How far an authority trusts the instance of another. `unknown`: nothing of it is held. `verified`: two officers have compared its
 * fingerprint by another way. `active`: and messages go to and fro.
 */
export const peerStandings = ['unknown', 'proposed', 'verified', 'active', 'suspended', 'revoked'] as const
export type PeerStanding = (typeof peerStandings)[number]
/** The standings of a peer that we hold something of. */
export type KnownStanding = Exclude<PeerStanding, 'unknown'>

/** What can be done about a peer. `compare`: the first officer compared the fingerprint; `confirm`: a second, other one. */
export const peerActs = ['propose', 'compare', 'confirm', 'activate', 'suspend', 'revoke'] as const
export type PeerAct = (typeof peerActs)[number]

const transitions: { readonly [from in PeerStanding]: { readonly [act in PeerAct]?: KnownStanding } } = {
  unknown: { propose: 'proposed' },
  // Another document in the place of the one that nobody has confirmed yet.
  proposed: { propose: 'proposed', compare: 'proposed', confirm: 'verified', revoke: 'revoked' },
  verified: { activate: 'active', suspend: 'suspended', revoke: 'revoked' },
  active: { suspend: 'suspended', revoke: 'revoked' },
  // The way back is that of the first contact: under the same document, or under one with which the peer begins anew.
  suspended: { propose: 'proposed', compare: 'suspended', confirm: 'verified', revoke: 'revoked' },
  revoked: { propose: 'proposed' },
}

/** Where an act leads from a standing; undefined where it is not open. */
export function standingAfter(standing: PeerStanding, act: PeerAct): KnownStanding | undefined {
  return transitions[standing][act]
}
