import type { SignedDirectory } from './directory.ts'
import type { Directory } from './directory-document.ts'

/** How far we trust another authority's instance. `verified`: two officers have compared its fingerprint out of band. */
export type PeerStage = 'proposed' | 'verified' | 'suspended' | 'revoked'

/** Another authority's instance as we know it. */
export interface Peer {
  readonly directory: Directory
  /** Of the payload of that document. */
  readonly digest: string
  readonly stage: PeerStage
}

/** Finds what we hold of an authority by its id (`PER/central`), ourselves included. */
export type FindPeer = (authority: string) => Peer | undefined | Promise<Peer | undefined>

/** A peer by its directory document. */
export function peerOf({ document, digest }: SignedDirectory, stage: PeerStage): Peer {
  return { directory: document, digest, stage }
}
