import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { fail, ok, type Result } from '@comity/domain/result'
import { signPdf } from '@comity/signature/sign-pdf'
import type { SigningKey } from '@comity/signature/signing-key'
import type { Kysely } from 'kysely'
import type { Files } from '../platform/files.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import { withDevice } from './device.ts'
import type { Signing } from './signing.ts'
import { listSignatures } from './store.ts'
import type { LetterSignatureTable } from './tables.ts'

/** A letter that waits to be sent, as PDF, before anything is put on it. */
export interface LetterToSign {
  readonly request: string
  /** The asking to which it belongs: a revised text is asked for anew. RFC 3339, UTC. */
  readonly askedAt: string
  readonly language: string
  readonly pdf: Uint8Array
}

/** What is needed to sign letters and to find what was signed. */
export interface SignedLetterParts {
  readonly db: Kysely<Tables>
  readonly files: Files
  readonly signing: Signing
}

/** SHA-256 in hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A letter as it stands: with the signatures that were put on it so far. */
export interface LetterNow {
  readonly pdf: Uint8Array
  readonly signatures: readonly LetterSignatureTable[]
}

/** The signatures on one letter of an asking. */
export async function signaturesOn(db: Kysely<Tables> | Transaction, { request, askedAt, language }: LetterToSign) {
  const all = await listSignatures(db, request, askedAt)
  return all.filter((row) => row.language === language)
}

/** Whether a letter is no longer the one that was signed: another template, another program, another day. */
export function isOutdated({ pdf }: LetterToSign, signatures: readonly LetterSignatureTable[]): boolean {
  const [first] = signatures
  return first !== undefined && first.unsigned_sha256 !== sha256Of(pdf)
}

/** A letter with its signatures. @returns `signature-outdated` where the letter is no longer the one that was signed */
export async function letterNow({ db, files }: SignedLetterParts, letter: LetterToSign): Promise<Result<LetterNow>> {
  const signatures = await signaturesOn(db, letter)
  if (isOutdated(letter, signatures)) return fail({ code: 'signature-outdated' })
  const last = signatures.at(-1)
  return ok({ pdf: last === undefined ? letter.pdf : await buffer(await files.read(last.sha256)), signatures })
}

async function seal({ db, signing }: SignedLetterParts, pdf: Uint8Array, now: string): Promise<Result<Uint8Array>> {
  if (signing.seal === undefined) return ok(pdf)
  const { stamped } = signing.seal
  if (stamped && signing.askTimeStamp === undefined) return fail({ code: 'no-time-stamp', values: { reason: 'silent' } })
  const put = async (key: SigningKey): Promise<Result<Uint8Array>> =>
    signPdf(pdf, { key, at: new Date(now), ...(stamped && signing.askTimeStamp !== undefined ? { timeStamp: signing.askTimeStamp } : {}) })
  if (signing.seal.kind === 'device') {
    const { key, pin } = signing.seal
    return withDevice({ db, signing, key, pin, now, by: 'system' }, put)
  }
  const key = await signing.seal.open(new Date(now))
  return key.ok ? put(key.value) : key
}

/**
 * The letter as it goes out: with the signatures of officers, and the authority's seal where there is one. Without either it
 * is the letter itself.
 * @returns `signature-outdated`, or why the seal cannot be put on: nothing goes out half signed
 */
export async function finishLetter(parts: SignedLetterParts, letter: LetterToSign, now: string): Promise<Result<Uint8Array>> {
  const standing = await letterNow(parts, letter)
  return standing.ok ? seal(parts, standing.value.pdf, now) : standing
}
