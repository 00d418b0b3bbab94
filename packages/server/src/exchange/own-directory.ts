import type { StateCode } from '@comity/domain/input'
import type { Directory } from '@comity/exchange/directory-document'
import { type SignedDirectory, signDirectory, verifyDirectory } from '@comity/exchange/directory'
import { type AuthorityKeys, publicKeys, type Roots, signingKid, type SigningKey } from '@comity/exchange/keys'
import { holdsActive, keysInForce, keysToName } from '@comity/exchange/keys-in-force'
import { newDirectory } from '@comity/exchange/new-directory'
import { type Kysely, sql } from 'kysely'
import { OperatorError } from '../platform/operator-error.ts'
import type { Tables, Transaction } from '../platform/tables.ts'

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

/** What the next document is to change, beside what the instance's settings say. */
export interface DirectoryChange {
  /** Names of our keys that are to take the place of the active ones. */
  readonly chosen?: ReadonlySet<string>
  /** Names of keys that are in another's hands. */
  readonly revoked?: ReadonlySet<string>
  readonly roots?: Roots
  readonly contacts?: Directory['contacts']
}

function stillTrue({ document }: SignedDirectory, { authority, endpoint, certificate, at }: Statement): boolean {
  return (
    Date.parse(document.expires) - Date.parse(at) > renewal &&
    document.authority.name === authority.name &&
    document.endpoints[0]?.url === endpoint &&
    document.keys.some(({ kid, status }) => kid === certificate && status === 'active')
  )
}

/** Drafts the document that follows. */
export function nextDocument(statement: Statement, previous: SignedDirectory | undefined, change: DirectoryChange = {}): Directory {
  const { authority, keys, endpoint, certificate, at } = statement
  const document = newDirectory({
    authority,
    keys: keysToName(publicKeys(keysInForceAfter(keys, previous)), previous?.document, change.chosen),
    endpoints: [{ url: endpoint }],
    issued: at,
    ...(previous === undefined ? {} : { previous }),
    ...(change.roots === undefined ? {} : { roots: change.roots }),
    ...(change.revoked === undefined ? {} : { revoked: change.revoked }),
    ...(change.contacts === undefined ? {} : { contacts: change.contacts }),
  })
  const before = previous?.document.keys.find((key) => key.kid === certificate)
  const to = document.keys[0]?.to ?? document.expires
  const tls = { use: 'tls' as const, kid: certificate, certificate, from: before?.from ?? at, to, status: 'active' as const }
  return { ...document, keys: [...document.keys.filter((key) => key.kid !== certificate), tls] }
}

function keysInForceAfter(keys: AuthorityKeys, previous: SignedDirectory | undefined): AuthorityKeys {
  return previous === undefined ? keys : keysInForce(keys, previous.document)
}

/** The roots at hand on this machine that may sign after this document; none where they are kept elsewhere. */
export function rootsAtHand(keys: AuthorityKeys, roots: Roots): readonly SigningKey[] {
  const named = new Set(roots.keys.map(signingKid))
  return keys.root.filter(({ kid }) => named.has(kid))
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

/** The number of our newest document. */
export async function findNewestVersion(db: Kysely<Tables>): Promise<number | undefined> {
  const row = await db.selectFrom('directory').select('version').orderBy('version', 'desc').limit(1).executeTakeFirst()
  return row?.version
}

/** Lets nobody else follow our document until the transaction ends. */
export async function lockOwnDirectory(trx: Transaction): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${directoryLock})`.execute(trx)
}

/** Puts a document after ours. */
export async function addOwnDirectory(trx: Transaction, { document, digest, bytes }: SignedDirectory): Promise<void> {
  await trx
    .insertInto('directory')
    .values({ version: document.version, bytes: Buffer.from(bytes), digest, issued_at: document.issued })
    .execute()
}

/**
 * Our directory document in force: the newest; or, where that no longer tells the truth or soon expires and enough roots are
 * at hand, one signed now. Where the roots are kept elsewhere the newest stays until people sign the next.
 * @throws when our keys are not those that the newest names: the key file was lost, and what follows would not be believed
 */
export async function directoryInForce(db: Kysely<Tables>, statement: Statement): Promise<SignedDirectory> {
  return db.transaction().execute(async (trx) => {
    await lockOwnDirectory(trx)
    const previous = await findOwnDirectory(trx)
    const refuse = (why: string) =>
      new OperatorError(`Our keys do not fit our directory document (${why}). Restore keys.sealed from its backup.`)
    if (previous !== undefined && !holdsActive(statement.keys, previous.document)) throw refuse('key-not-at-hand')
    if (previous !== undefined && stillTrue(previous, statement)) return previous
    const roots = previous?.document.roots ?? { threshold: 1, keys: publicKeys(statement.keys).root }
    const atHand = rootsAtHand(statement.keys, roots)
    if (previous === undefined && atHand.length === 0) throw refuse('no-root')
    if (previous !== undefined && atHand.length < roots.threshold) return previous
    const bytes = await signDirectory(nextDocument(statement, previous), atHand)
    const signed = await verifyDirectory(bytes, previous)
    if (!signed.ok) throw refuse(signed.problem.code)
    await addOwnDirectory(trx, signed.value)
    return signed.value
  })
}

/** Whether a document should follow ours by now: ours expires soon, or our settings are no longer what it says. */
export function isDue(directory: SignedDirectory, statement: Statement): boolean {
  return !stillTrue(directory, statement)
}
