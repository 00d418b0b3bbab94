import { fail, ok, type Result } from '@comity/domain/result'
import { Directory } from './directory-document.ts'
import { directoryLimit } from './directory.ts'
import { assembleJws, parseJws, signOnce, type Signature, verifiedKids } from './jws.ts'
import { type Roots, signingKid } from './keys.ts'
import type { RootSigner } from './root-key.ts'
import { readDocument } from './signed-document.ts'

/** A directory document on its way from one root key to the next. */
export interface DirectoryDraft {
  readonly document: Directory
  readonly payload: Uint8Array
  readonly signatures: readonly Signature[]
}

/** How many of the roots that must sign have done so. */
export interface Signed {
  readonly threshold: number
  readonly signed: string[]
  readonly missing: string[]
}

/** The bytes of a draft: the bare document before anybody has signed it, a JWS afterwards. */
export function draftBytes({ payload, signatures }: Pick<DirectoryDraft, 'payload' | 'signatures'>): Uint8Array {
  return signatures.length === 0 ? payload : assembleJws(payload, signatures)
}

/** Begins a draft, signed by nobody. */
export function draftOf(document: Directory): DirectoryDraft {
  return { document, payload: new TextEncoder().encode(JSON.stringify(document)), signatures: [] }
}

/**
 * Reads a draft: a bare document or one that some have signed. What else the signatures are worth is asked of
 * `signedBy`; those by keys of the document itself are checked here.
 * @returns the draft, `too-large`, `malformed`, `unsupported-profile`, or `bad-signature`
 */
export async function readDraft(bytes: Uint8Array): Promise<Result<DirectoryDraft>> {
  if (bytes.length > directoryLimit) return fail({ code: 'too-large', values: { limit: directoryLimit } })
  const jws = parseJws('comity-directory', bytes)
  const payload = jws.ok ? jws.value.payload : bytes
  const document = readDocument(Directory, payload)
  if (!document.ok) return document
  if (!jws.ok) return ok({ document: document.value, payload, signatures: [] })
  const kids = await verifiedKids(jws.value, new Map(document.value.roots.keys.map((jwk) => [signingKid(jwk), jwk])))
  return kids.ok ? ok({ document: document.value, payload, signatures: jws.value.signatures }) : kids
}

/** Adds a root's signature, in the place of one that it gave before. @returns the draft; or what the key answers */
export async function signDraft(draft: DirectoryDraft, signer: RootSigner): Promise<Result<DirectoryDraft>> {
  const signature = await signOnce('comity-directory', draft.payload, signer)
  if (!signature.ok) return signature
  return ok({ ...draft, signatures: [...draft.signatures.filter(({ kid }) => kid !== signer.kid), signature.value] })
}

/**
 * Lays copies of one document that different roots have signed, each alone, on one another.
 * @returns one draft with every signature; `bad-digest` when they are not of the same document, to the byte
 */
export function joinDrafts([first, ...others]: readonly [DirectoryDraft, ...DirectoryDraft[]]): Result<DirectoryDraft> {
  const signatures = new Map(first.signatures.map((one) => [one.kid, one]))
  for (const other of others) {
    if (!Buffer.from(other.payload).equals(first.payload)) return fail({ code: 'bad-digest' })
    for (const one of other.signatures) signatures.set(one.kid, one)
  }
  return ok({ ...first, signatures: [...signatures.values()] })
}

/** Which of these roots have signed a draft: its own, or those of the document that it follows. */
export function signedBy(draft: DirectoryDraft, { threshold, keys }: Roots): Signed {
  const kids = new Set(draft.signatures.map(({ kid }) => kid))
  const roots = [...new Set(keys.map(signingKid))]
  return { threshold, signed: roots.filter((kid) => kids.has(kid)), missing: roots.filter((kid) => !kids.has(kid)) }
}
