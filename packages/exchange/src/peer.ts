import type { Directory } from './directory-document.ts'

/** How far we trust another authority's instance. `verified`: two officers have compared its fingerprint out of band. */
export type PeerStage = 'proposed' | 'verified' | 'suspended' | 'revoked'

/** Another authority's instance as we know it. */
export interface Peer {
  readonly directory: Directory
  readonly stage: PeerStage
}

/** Finds what we hold of an authority by its id (`PER/central`), ourselves included. */
export type FindPeer = (authority: string) => Peer | undefined | Promise<Peer | undefined>
