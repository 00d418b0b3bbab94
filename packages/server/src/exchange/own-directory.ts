import type { StateCode } from '@comity/domain/input'
import type { Directory } from '@comity/exchange/directory-document'
import { type SignedDirectory, signDirectory, verifyDirectory } from '@comity/exchange/directory'
import { type AuthorityKeys, publicKeys } from '@comity/exchange/keys'
import { newDirectory } from '@comity/exchange/new-directory'
import { type Kysely, sql } from 'kysely'
import { OperatorError } from '../platform/operator-error.ts'
import type { Tables } from '../platform/tables.ts'

/** Who we are, in the words of our directory document. */
export interface AuthorityName {
  readonly state: StateCode
  readonly function: 'central'
  readonly name: string
}

/** What our directory document must say now. */
export interface Statement {
  readonly authority: AuthorityName
  readonly keys: AuthorityKeys
  /** Public address of the gateway. */
  readonly endpoint: string
  /** Digest of the gateway's certificate. */
  readonly certificate: string
  /** UTC. */
  readonly at: string
}

// Any number, so long as every process of an authority takes the same.
const directoryLock = 4_207_903
/** A document is followed by the next this long before it expires, so that peers have time to fetch it. */
const renewal = 30 * 86_400_000

function stillTrue({ document }: SignedDirectory, { authority, keys, endpoint, certificate, at }: Statement): boolean {
  const active = new Set(document.keys.filter((key) => key.status === 'active').map((key) => key.kid))
  const said = [keys.sign[0]?.kid, keys.seal[0]?.kid, certificate]
  return (
    Date.parse(document.expires) - Date.parse(at) > renewal &&
    document.authority.name === authority.name &&
    document.endpoints[0]?.url === endpoint &&
    said.every((kid) => kid !== undefined && active.has(kid))
  )
}

function draft({ authority, keys, endpoint, certificate, at }: Statement, previous: SignedDirectory | undefined): Directory {
  const document = newDirectory({
    authority,
    keys: publicKeys(keys),
    endpoints: [{ url: endpoint }],
    issued: at,
    ...(previous === undefined ? {} : { previous }),
  })
  const before = previous?.document.keys.find((key) => key.kid === certificate)
  const to = document.keys[0]?.to ?? document.expires
  const tls = { use: 'tls' as const, kid: certificate, certificate, from: before?.from ?? at, to, status: 'active' as const }
  return { ...document, keys: [...document.keys.filter((key) => key.kid !== certificate), tls] }
}

/** A version of our own directory document, the newest if none is named. */
export async function findOwnDirectory(db: Kysely<Tables>, version?: number): Promise<SignedDirectory | undefined> {
  const all = db.selectFrom('directory').select('bytes').orderBy('version', 'desc').limit(1)
  const row = await (version === undefined ? all : all.where('version', '=', version)).executeTakeFirst()
  if (row === undefined) return undefined
  const read = await verifyDirectory(row.bytes)
  if (!read.ok) throw new Error(`our own directory document is damaged: ${read.problem.code}`)
  return read.value
}

/**
 * Our directory document in force: the newest, or one signed now when that no longer tells the truth or soon expires.
 * @throws when our keys are not those that the newest names: the key file was lost, and what follows would not be believed
 */
export async function directoryInForce(db: Kysely<Tables>, statement: Statement): Promise<SignedDirectory> {
  return db.transaction().execute(async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(${directoryLock})`.execute(trx)
    const previous = await findOwnDirectory(trx)
    if (previous !== undefined && stillTrue(previous, statement)) return previous
    const bytes = await signDirectory(draft(statement, previous), statement.keys.root)
    const signed = await verifyDirectory(bytes, previous)
    if (!signed.ok)
      throw new OperatorError(`Our keys do not fit our directory document (${signed.problem.code}). Restore keys.json from its backup.`)
    const { digest, document } = signed.value
    await trx
      .insertInto('directory')
      .values({ version: document.version, bytes: Buffer.from(bytes), digest, issued_at: document.issued })
      .execute()
    return signed.value
  })
}
