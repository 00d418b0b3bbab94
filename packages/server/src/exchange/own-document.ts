import type { Result } from '@comity/domain/result'
import type { SignedDirectory } from '@comity/exchange/directory'
import type { AuthorityKeys } from '@comity/exchange/keys'
import { keysInForce } from '@comity/exchange/keys-in-force'
import type { Kysely } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { Vault } from '../platform/vault.ts'
import { now } from './instance.ts'
import type { Log } from './instance.ts'
import { loadKeys, replaceKeys } from './key-store.ts'
import { type AuthorityName, directoryInForce, findNewestVersion, isDue, rootsAtHand, type Statement } from './own-directory.ts'
import { draftChange, publishChange, type WantedChange } from './own-directory-change.ts'

interface Parts {
  readonly db: Kysely<Tables>
  readonly vault: Vault
  readonly authority: AuthorityName
  /** Digest of the gateway's certificate. */
  readonly certificate: string
  readonly clock: () => Date
  readonly log: Log
}

/** Our directory document and the keys that go with it, as they are now: either changes while we run. */
export interface OwnDocument {
  /** Our keys, those that the document calls active first. */
  keys(): AuthorityKeys
  /** @throws before `open` */
  directory(): SignedDirectory
  /** Begins, with the gateway at this address. */
  open(endpoint: string): Promise<void>
  /** Reads keys and document anew, and signs the next where that is due and the roots are at hand. */
  refresh(): Promise<void>
  /** The same, where another process has published. */
  follow(): Promise<void>
  draft(trx: Transaction, wanted: WantedChange): ReturnType<typeof draftChange>
  publish(trx: Transaction, documents: readonly string[], anew: boolean): Promise<Result<SignedDirectory>>
}

/** Loads our keys, which are made at the first start. @throws when they are damaged */
export async function loadOwnDocument(parts: Parts): Promise<OwnDocument> {
  const { db, vault, authority, certificate, log } = parts
  let held = await loadKeys(vault)
  let signed: SignedDirectory | undefined
  let endpoint: string | undefined

  function statement(): Omit<Statement, 'keys'> {
    if (endpoint === undefined) throw new Error('the exchange has not been started')
    return { authority, endpoint, certificate, at: now(parts) }
  }

  async function refresh(): Promise<void> {
    const read = await loadKeys(vault)
    const said = { ...statement(), keys: read }
    const directory = await directoryInForce(db, said)
    // Only once its document has given the word to other roots: until then it must sign.
    const root = [...rootsAtHand(read, directory.document.roots)]
    held = root.length < read.root.length ? { ...read, root } : read
    if (held !== read) {
      await replaceKeys(vault, held)
      log.info({ version: directory.document.version }, 'a root key that no longer speaks for us has been removed')
    }
    signed = directory
    const { version, expires } = directory.document
    if (isDue(directory, said))
      log.warn({ version, expires }, 'our directory document must be followed by a new one: comity directory propose')
  }

  return {
    keys: () => (signed === undefined ? held : keysInForce(held, signed.document)),
    directory() {
      if (signed === undefined) throw new Error('the exchange has not been started')
      return signed
    },
    async open(at) {
      endpoint = at
      await refresh()
    },
    refresh,
    async follow() {
      if (signed !== undefined && (await findNewestVersion(db)) !== signed.document.version) await refresh()
    },
    draft: (trx, wanted) => draftChange(trx, vault, statement(), wanted),
    publish: (trx, documents, anew) => publishChange(trx, vault, documents, now(parts), anew),
  }
}
