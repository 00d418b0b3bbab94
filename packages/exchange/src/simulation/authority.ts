import type { Act } from '@comity/domain/request/act'
import type { Result } from '@comity/domain/result'
import type { SignedDirectory } from '../directory.ts'
import type { Announced, Announcement } from '../inbox.ts'
import type { Chance } from './chance.ts'
import type { Disk } from './disk.ts'
import type { Documents } from './documents.ts'
import type { Process, Scheduler } from './scheduler.ts'
import type { Seals } from './seals.ts'

/** What an authority stands on: luck, time, seals and the line to others. */
export interface World {
  readonly chance: Chance
  readonly scheduler: Scheduler
  readonly seals: Seals
  readonly documents: Documents
  /** Reaches another authority's process; `try-later` when nothing comes back. */
  call<T>(from: Process, to: string, ask: (running: Running) => Promise<T>): Promise<Result<T>>
  /** Asks a peer for the document that follows the one that is held of it; what comes may be anybody's. */
  directory(from: Process, held: SignedDirectory): Promise<Result<SignedDirectory | undefined>>
  /** An act takes effect somewhere; where laws are watched. */
  applied(at: Authority, peer: string, act: Act): void
}

/** One authority: its disk, its clock, and its processes while they live. */
export interface Authority {
  readonly id: string
  readonly state: string
  readonly disk: Disk
  readonly hostile: boolean
  /** How far its clock is ahead of true time, in milliseconds. */
  ahead: number
  /** Its processes, all on one disk; none, one or two. */
  readonly running: Running[]
  /** Ends with the transaction that is under way: one comes after the other, whichever process it is of. */
  queue: Promise<unknown>
}

/** What others can ask of an authority's process. */
export interface Running {
  readonly process: Process
  announce(announcement: Announcement): Promise<Announced>
  /** Takes a slice of a part in. @returns how much of the part has arrived */
  take(peer: string, ct256: string, offset: number, bytes: Uint8Array): Promise<Result<number>>
  directory(version: number): Promise<SignedDirectory | undefined>
  /** Lets the sender look at the outbox now. */
  wake(): void
}

/** The moment by the authority's own clock, in milliseconds since 1970. */
export function clockOf(world: World, authority: Authority): number {
  return world.scheduler.now() + authority.ahead
}
