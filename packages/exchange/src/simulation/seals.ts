import { fail, ok, type Result } from '@comity/domain/result'
import { digestOf } from '../digest.ts'
import { signingKeysAt } from '../directory-document.ts'
import {
  judgeAuthentic,
  judgeSigner,
  openEnvelope,
  sealEnvelope,
  type OpenedEnvelope,
  type Opener,
  type SealedEnvelope,
} from '../envelope.ts'
import type { AuthorityKeys, SigningKey } from '../keys.ts'
import { readManifest, type Manifest } from '../manifest.ts'
import type { FindPeer } from '../peer.ts'
import { readReceipt, signReceipt, type Receipt, type SignedReceipt } from '../receipt.ts'
import type { Recipients } from '../recipients.ts'
import type { Chance } from './chance.ts'

/** How envelopes and receipts are made and read. */
export interface Seals {
  seal(manifest: Manifest, keys: AuthorityKeys, recipients: Recipients): Promise<Result<SealedEnvelope>>
  open(envelope: Uint8Array, by: Opener): Promise<Result<OpenedEnvelope>>
  sign(receipt: Receipt, key: SigningKey): Promise<Uint8Array>
  read(bytes: Uint8Array, findPeer: FindPeer): Promise<Result<SignedReceipt>>
  /** Seals words that somebody else has signed on to another: what a dishonest recipient can do. */
  sealOn?(envelope: Uint8Array, to: string): SealedEnvelope | undefined
}

/** Real seals and signatures; a library makes them, and the scheduler waits for it. */
export function realSeals(outside: <T>(work: Promise<T>) => Promise<T>): Seals {
  return {
    seal: (manifest, keys, recipients) => outside(sealEnvelope(manifest, keys, recipients)),
    open: (envelope, by) => outside(openEnvelope(envelope, by)),
    sign: (receipt, key) => outside(signReceipt(receipt, key)),
    read: (bytes, findPeer) => outside(readReceipt(bytes, findPeer)),
  }
}

/**
 * Seals and signatures that cannot be broken because nobody but this function knows what a token stands for. What
 * follows from a signature and from a seal is decided by the same code as for real ones, a hundred times faster.
 */
export function symbolicSeals(chance: Chance): Seals {
  const envelopes = new Map<string, { manifest: Manifest; signer: string; sealedTo: string; jwsDigest: string }>()
  const receipts = new Map<string, { receipt: Receipt; signer: string }>()
  const token = (): Uint8Array => new TextEncoder().encode(chance.uuid())
  const none = new Uint8Array()

  function make(manifest: Manifest, signer: string, sealedTo: string, jwsDigest: string): SealedEnvelope {
    const envelope = token()
    const digest = digestOf(envelope)
    envelopes.set(digest, { manifest, signer, sealedTo, jwsDigest })
    return { envelope, digest, jws: none, jwsDigest }
  }

  return {
    async seal(manifest, keys, { sealKid }) {
      const sound = readManifest(new TextEncoder().encode(JSON.stringify(manifest)))
      return sound.ok ? ok(make(sound.value, keys.sign[0]?.kid ?? '', sealKid, digestOf(token()))) : sound
    },
    sealOn(envelope, to) {
      const known = envelopes.get(digestOf(envelope))
      return known && make(known.manifest, known.signer, to, known.jwsDigest)
    },
    async open(envelope, by) {
      const digest = digestOf(envelope)
      const found = envelopes.get(digest)
      if (found === undefined || !by.keys.seal.some(({ kid }) => kid === found.sealedTo)) return fail({ code: 'cannot-decrypt' })
      const { manifest, signer, jwsDigest } = found
      const peer = await by.findPeer(manifest.from)
      if (peer === undefined) return fail({ code: 'unknown-peer', values: { from: manifest.from } })
      const known = signingKeysAt(peer.directory, manifest.created).has(signer) ? [signer] : []
      const kid = judgeSigner(manifest, known, peer)
      if (!kid.ok) return kid
      const opened = { manifest, digest, jws: none, jwsDigest, signer: { authority: manifest.from, kid: signer } }
      return judgeAuthentic(opened, peer, by)
    },
    async sign(receipt, { kid }) {
      const bytes = token()
      receipts.set(digestOf(bytes), { receipt, signer: kid })
      return bytes
    },
    async read(bytes, findPeer) {
      const digest = digestOf(bytes)
      const found = receipts.get(digest)
      if (found === undefined) return fail({ code: 'malformed' })
      const peer = await findPeer(found.receipt.by)
      if (peer === undefined) return fail({ code: 'unknown-peer' })
      if (!signingKeysAt(peer.directory, found.receipt.at).has(found.signer)) return fail({ code: 'bad-signature' })
      return ok({ receipt: found.receipt, digest, kid: found.signer })
    },
  }
}
