import type { LetterSigning, SigningKeyRow } from '@comity/contract/signature'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { isLocked } from '@comity/domain/signature/pin-attempts'
import { readableName } from '@comity/signature/certificate'
import { signPdf } from '@comity/signature/sign-pdf'
import { readKeyFile, type SigningKey } from '@comity/signature/signing-key'
import { signedPdfLimit } from '@comity/signature/verify-pdf'
import { actorOf } from '../platform/actor-of.ts'
import { streamOf } from '../platform/byte-stream.ts'
import type { Call, Handlers } from '../platform/dispatch.ts'
import { newId } from '../platform/id.ts'
import { readWhole } from '../platform/read-whole.ts'
import { isFresh } from '../platform/session.ts'
import { unlockKey, withDevice } from './device.ts'
import { isOutdated, type LetterToSign, letterNow, sha256Of, type SignedLetterParts, signaturesOn } from './signed-letter.ts'
import { addSignatures, countDiscarded, discardAll, listAttempts, listSignatures } from './store.ts'
import type { LetterSignatureTable } from './tables.ts'
import { verifyApart } from './verify-apart.ts'

/** The letters of a request that wait to be sent. */
export interface LettersToSign {
  readonly version: number
  readonly reference: string
  readonly askedAt: string
  readonly letters: readonly LetterToSign[]
}

/** What the slice is given by the composition root. */
export interface SignatureParts extends SignedLetterParts {
  /** The letters of a request: `not-found`, or `act-not-available` where none waits. */
  readonly lettersToSign: (request: string) => Promise<Result<LettersToSign>>
}

type SignatureHandlers = Pick<
  Handlers,
  'verifyLetter' | 'getLetterSigning' | 'getSignedLetter' | 'signLetter' | 'discardSignatures' | 'listSigningKeys' | 'unlockSigningKey'
>
type SignBody = Parameters<Extract<Handlers['signLetter'], (...args: never[]) => unknown>>[0]['body']

/** Handlers of signing letters, of the keys for it, and of checking what others signed. */
export function signatureHandlers(parts: SignatureParts): SignatureHandlers {
  const { db, files, signing, lettersToSign } = parts

  async function keyRows(): Promise<SigningKeyRow[]> {
    const attempts = await listAttempts(db)
    return signing.devices.map(({ label }) => {
      const tried = attempts.get(label)
      if (tried === undefined || !isLocked(tried)) return { key: label, locked: false }
      return { key: label, locked: true, lockedAt: tried.changedAt }
    })
  }

  async function view(
    request: string,
    { version, reference, askedAt, letters }: LettersToSign,
    { session, now }: Call,
  ): Promise<LetterSigning> {
    const signatures = await listSignatures(db, request, askedAt)
    return {
      request,
      version,
      reference,
      letters: letters.map((letter) => {
        const own = signatures.filter(({ language }) => language === letter.language)
        return {
          language: letter.language,
          outdated: isOutdated(letter, own),
          signatures: own.map(({ holder, signed_by_name, signed_at, key, stamped }) => ({
            holder,
            by: signed_by_name,
            at: signed_at,
            ...(key === null ? {} : { key }),
            stamped,
          })),
        }
      }),
      keys: await keyRows(),
      timeStamp: signing.askTimeStamp !== undefined,
      seal: signing.seal !== undefined,
      proofNeeded: session === undefined || !isFresh(session, now),
      discarded: await countDiscarded(db, request, askedAt),
    }
  }

  /** The letters, where they are still those that the caller saw. */
  async function asSeen(request: string, call: Call): Promise<Result<LettersToSign>> {
    const found = await lettersToSign(request)
    if (found.ok && found.value.version !== call.expectedVersion)
      return fail({ code: 'version-conflict', values: { version: found.value.version } })
    return found
  }

  async function withKey<T>(given: SignBody['key'], call: Call, work: (key: SigningKey) => Promise<Result<T>>): Promise<Result<T>> {
    if (given.kind === 'device')
      return withDevice({ db, signing, key: given.key, pin: given.pin, now: call.now, by: actorOf(call).id }, work)
    const key = await readKeyFile(Buffer.from(given.file, 'base64'), given.passphrase, new Date(call.now))
    return key.ok ? work(key.value) : key
  }

  type Row = Omit<LetterSignatureTable, 'discarded_at'>

  async function signOne(letter: LetterToSign, body: SignBody, key: SigningKey, call: Call): Promise<Result<Row>> {
    const standing = await letterNow(parts, letter)
    if (!standing.ok) return standing
    const timeStamp = body.timeStamp === 'with' ? signing.askTimeStamp : undefined
    const signed = await signPdf(standing.value.pdf, { key, at: new Date(call.now), ...(timeStamp === undefined ? {} : { timeStamp }) })
    if (!signed.ok) return signed
    const written = await files.write(streamOf(signed.value), { name: 'letter.pdf' })
    if (!written.ok) return written
    const { id, name } = actorOf(call)
    const [certificate] = key.certificates
    return ok({
      id: newId(),
      request: letter.request,
      asked_at: letter.askedAt,
      language: letter.language,
      place: standing.value.signatures.length + 1,
      unsigned_sha256: sha256Of(letter.pdf),
      sha256: written.value.sha256,
      holder: readableName(certificate),
      certificate_sha256: sha256Of(certificate.raw),
      key: body.key.kind === 'device' ? body.key.key : null,
      stamped: timeStamp !== undefined,
      signed_at: call.now,
      signed_by: id,
      signed_by_name: name,
    })
  }

  async function signAll(letters: readonly LetterToSign[], body: SignBody, call: Call): Promise<Result<Row[]>> {
    return withKey(body.key, call, async (key) => {
      const rows: Row[] = []
      // One after the other: a device has one key, and a wrong PIN must be tried once only.
      for (const letter of letters) {
        const row = await signOne(letter, body, key, call)
        if (!row.ok) return row
        rows.push(row.value)
      }
      return ok(rows)
    })
  }

  return {
    async verifyLetter({ body }, call) {
      const pdf = await readWhole(body.stream, signedPdfLimit)
      return pdf.ok ? verifyApart({ pdf: pdf.value, anchors: signing.anchorsPem, now: call.now }) : pdf
    },
    async getLetterSigning({ params }, call) {
      const found = await lettersToSign(params.request)
      return found.ok ? ok(await view(params.request, found.value, call)) : found
    },
    async getSignedLetter({ params }) {
      const found = await lettersToSign(params.request)
      if (!found.ok) return found
      const letter = found.value.letters.find(({ language }) => language === params.language)
      if (letter === undefined) return fail({ code: 'not-found' })
      const standing = await letterNow(parts, letter)
      if (!standing.ok) return standing
      const { pdf } = standing.value
      const name = `${found.value.reference.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')}.${params.language}.pdf`
      return ok({ name, mediaType: 'application/pdf', size: pdf.length, stream: streamOf(pdf) })
    },
    async signLetter({ params, body }, call) {
      if (body.timeStamp === 'with' && signing.askTimeStamp === undefined) return fail(invalid('timeStamp', 'not-of-this-kind'))
      const found = await asSeen(params.request, call)
      if (!found.ok) return found
      const { letters } = found.value
      const chosen = letters.filter(({ language }) => (body.languages as readonly string[]).includes(language))
      if (chosen.length < new Set(body.languages).size) return fail(invalid('languages', 'not-of-this-kind'))
      const rows = await signAll(chosen, body, call)
      if (!rows.ok) return rows
      const done = await call.transact(params.request, async (trx) => {
        for (const letter of chosen) {
          const before = await signaturesOn(trx, letter)
          const place = rows.value.find(({ language }) => language === letter.language)?.place
          if (place !== before.length + 1) return fail({ code: 'version-conflict', values: { version: found.value.version } })
        }
        await addSignatures(trx, rows.value)
        return ok(undefined)
      })
      return done.ok ? ok(await view(params.request, found.value, call)) : done
    },
    async discardSignatures({ params }, call) {
      const found = await asSeen(params.request, call)
      if (!found.ok) return found
      const done = await call.transact(params.request, async (trx) => {
        await discardAll(trx, params.request, found.value.askedAt, call.now)
        return ok(undefined)
      })
      return done.ok ? ok(await view(params.request, found.value, call)) : done
    },
    async listSigningKeys() {
      return ok({ items: await keyRows() })
    },
    async unlockSigningKey({ body }, call) {
      if (!signing.devices.some(({ label }) => label === body.key)) return fail({ code: 'not-found' })
      const done = await call.transact(body.key, async (trx) => unlockKey(trx, body.key, call.now))
      return done.ok ? ok({ key: body.key, locked: false }) : done
    },
  }
}
