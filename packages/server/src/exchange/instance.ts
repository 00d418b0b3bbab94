import { join } from 'node:path'
import type { SignedDirectory } from '@comity/exchange/directory'
import type { AuthorityKeys } from '@comity/exchange/keys'
import type { Kysely } from 'kysely'
import type { Files } from '../platform/files.ts'
import type { Tables } from '../platform/tables.ts'
import type { GatewayCertificate } from './gateway-certificate.ts'

/** Where events are told; never with content of a case. `pino` fits. */
export interface Log {
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

/** This authority's instance, as everything in the exchange sees it. */
export interface Instance {
  readonly db: Kysely<Tables>
  readonly files: Files
  /** Ours, as our document in force orders them; asked for each time, since documents follow one another. */
  readonly keys: AuthorityKeys
  readonly certificate: GatewayCertificate
  /** Our authority's id, as in `PER/central`. */
  readonly self: string
  readonly folders: Folders
  readonly clock: () => Date
  /** How far that clock is ahead of the database's, in milliseconds, where it cannot be relied on. */
  readonly clockWrongBy?: () => Promise<number | undefined>
  readonly log: Log
  /** Our own directory document in force. @throws before the start */
  readonly directory: () => SignedDirectory
}

/** Where sealed parts lie, and for a moment what was opened of them. */
export interface Folders {
  readonly outgoing: string
  readonly incoming: string
  readonly opening: string
  /** What is carried in by hand or over a bridge, while it is looked at. */
  readonly carried: string
}

/** The exchange's folders in a data directory. */
export function foldersIn(dataDirectory: string): Folders {
  const root = join(dataDirectory, 'exchange')
  return {
    outgoing: join(root, 'outgoing'),
    incoming: join(root, 'incoming'),
    opening: join(root, 'opening'),
    carried: join(root, 'carried'),
  }
}

/** The moment by the instance's clock, UTC. */
export function now(instance: Pick<Instance, 'clock'>): string {
  return instance.clock().toISOString()
}
