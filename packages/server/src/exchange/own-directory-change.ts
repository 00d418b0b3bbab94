import type { Directory } from '@comity/exchange/directory-document'
import { type SignedDirectory, follows, readDirectory, verifyDirectory } from '@comity/exchange/directory'
import { type DirectoryDraft, draftBytes, draftOf, joinDrafts, readDraft, signDraft, signedBy } from '@comity/exchange/directory-draft'
import { type AuthorityKeys, generateSealingKey, generateSigningKey, type Roots } from '@comity/exchange/keys'
import { holdsActive } from '@comity/exchange/keys-in-force'
import { overlapDays } from '@comity/exchange/new-directory'
import { rootSigner } from '@comity/exchange/root-key'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Transaction } from '../platform/tables.ts'
import type { Vault } from '../platform/vault.ts'
import { loadKeys, replaceKeys } from './key-store.ts'
import { addOwnDirectory, findOwnDirectory, lockOwnDirectory, nextDocument, rootsAtHand, type Statement } from './own-directory.ts'

/** Online keys that can be replaced: what signs messages and receipts, and what others seal to. */
export type OnlineUse = 'sign' | 'seal'

/** What people want the next document to say. */
export interface WantedChange {
  readonly rotate?: readonly OnlineUse[] | undefined
  /** Names of keys that are in another's hands. */
  readonly revoke?: readonly string[] | undefined
  readonly roots?: Roots | undefined
  readonly contacts?: Directory['contacts'] | undefined
}

function withoutNamed<K extends { readonly kid: string }>(keys: readonly K[], document: Directory): readonly K[] {
  const named = new Set(document.keys.map(({ kid }) => kid))
  return keys.filter(({ kid }) => !named.has(kid))
}

/** Keys that no document has named yet: those of an earlier draft, or new ones. */
async function freshKeys(keys: AuthorityKeys, document: Directory, rotate: ReadonlySet<OnlineUse>) {
  const sign = rotate.has('sign') ? [withoutNamed(keys.sign, document).at(-1) ?? generateSigningKey()] : []
  const suites = new Set(rotate.has('seal') ? keys.seal.map(({ suite }) => suite) : [])
  const spare = withoutNamed(keys.seal, document)
  const seal = await Promise.all(
    Array.from(suites, async (suite) => spare.findLast((key) => key.suite === suite) ?? generateSealingKey(suite)),
  )
  return { sign, seal }
}

function joined<K extends { readonly kid: string }>(held: readonly K[], more: readonly K[]): K[] {
  return [...held, ...more.filter(({ kid }) => !held.some((one) => one.kid === kid))]
}

/**
 * Drafts the document that follows ours. New keys are made here and kept, but used by nobody before the document is
 * published. Roots that lie on this machine sign at once.
 * @returns the draft and who must still sign it; `not-found` for a key to be revoked that our document does not name
 */
export async function draftChange(trx: Transaction, vault: Vault, statement: Omit<Statement, 'keys'>, wanted: WantedChange) {
  await lockOwnDirectory(trx)
  const previous = await findOwnDirectory(trx)
  if (previous === undefined) throw new Error('the exchange has not been started')
  const { document } = previous
  const revoked = new Set(wanted.revoke)
  const named = new Map(document.keys.map((key) => [key.kid, key]))
  const unknown = [...revoked].find((kid) => !named.has(kid))
  if (unknown !== undefined) return fail({ code: 'not-found', values: { kid: unknown } })
  // Whoever has the active key has what follows too: a key that is revoked while in use is replaced in the same document.
  const inUse = [...revoked].flatMap((kid): OnlineUse[] => {
    const key = named.get(kid)
    return key?.status === 'active' && (key.use === 'sign' || key.use === 'seal') ? [key.use] : []
  })
  const held = await loadKeys(vault)
  const fresh = await freshKeys(held, document, new Set([...(wanted.rotate ?? []), ...inUse]))
  const keys = { ...held, sign: joined(held.sign, fresh.sign), seal: joined(held.seal, fresh.seal) }
  if (keys.sign.length > held.sign.length || keys.seal.length > held.seal.length) await replaceKeys(vault, keys)
  const next = nextDocument({ ...statement, keys }, previous, {
    chosen: new Set([...fresh.sign, ...fresh.seal].map(({ kid }) => kid)),
    revoked,
    ...(wanted.roots === undefined ? {} : { roots: wanted.roots }),
    ...(wanted.contacts === undefined ? {} : { contacts: wanted.contacts }),
  })
  const sound = await readDraft(draftBytes(draftOf(next)))
  if (!sound.ok) return sound
  let draft: DirectoryDraft = sound.value
  for (const root of rootsAtHand(keys, { threshold: 1, keys: [...document.roots.keys, ...next.roots.keys] })) {
    const signed = await signDraft(draft, rootSigner(root))
    if (signed.ok) draft = signed.value
  }
  return ok({ draft, own: signedBy(draft, next.roots), before: signedBy(draft, document.roots) })
}

async function joinedDocument(documents: readonly string[]): Promise<Result<DirectoryDraft>> {
  const [first, ...others] = documents
  const drafts: DirectoryDraft[] = []
  for (const text of [first ?? '', ...others]) {
    const draft = await readDraft(Buffer.from(text.trim(), 'utf8'))
    if (!draft.ok) return draft
    drafts.push(draft.value)
  }
  return joinDrafts(drafts as [DirectoryDraft, ...DirectoryDraft[]])
}

/**
 * Publishes the document that people have signed, whole or in copies that each signed alone: peers fetch it from now on, and
 * the keys that it calls active are used.
 * @param anew takes a document under which only its own roots have signed: the old ones are lost beyond their threshold, no
 *   peer will follow, and each has to compare the new fingerprint
 * @returns `bad-signature` while signatures are missing, `key-not-at-hand` when its active keys are not ours, `stale-directory`
 *   when it was drafted too long ago; or what `readDirectory` says
 */
export async function publishChange(
  trx: Transaction,
  vault: Vault,
  documents: readonly string[],
  at: string,
  anew = false,
): Promise<Result<SignedDirectory>> {
  await lockOwnDirectory(trx)
  const previous = await findOwnDirectory(trx)
  if (previous === undefined) throw new Error('the exchange has not been started')
  const draft = await joinedDocument(documents)
  if (!draft.ok) return draft
  const bytes = draftBytes(draft.value)
  const read = await (anew ? anewAfter(bytes, previous, at) : readDirectory(bytes, at, previous))
  if (!read.ok) return read
  const { document, digest } = read.value
  if (digest === previous.digest) return ok(previous)
  if (Date.parse(at) - Date.parse(document.issued) > overlapDays * 86_400_000)
    return fail({ code: 'stale-directory', values: { version: document.version, issued: document.issued } })
  const keys = await loadKeys(vault)
  if (!holdsActive(keys, document)) return fail({ code: 'key-not-at-hand', values: { key: document.authority.name } })
  await addOwnDirectory(trx, read.value)
  return read
}

async function anewAfter(bytes: Uint8Array, previous: SignedDirectory, at: string): Promise<Result<SignedDirectory>> {
  const alone = await readDirectory(bytes, at)
  if (!alone.ok) return alone
  const followed = await verifyDirectory(bytes, previous)
  return followed.ok ? followed : follows(alone.value, previous)
}
