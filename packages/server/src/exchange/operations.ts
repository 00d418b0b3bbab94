import { ok } from '@comity/domain/result'
import type { SignedDirectory } from '@comity/exchange/directory'
import { draftBytes } from '@comity/exchange/directory-draft'
import { fingerprint, fingerprintCode, fingerprintWords, spokenFingerprint } from '@comity/exchange/keys'
import type { Kysely } from 'kysely'
import { actorOf } from '../platform/actor-of.ts'
import { streamOf } from '../platform/byte-stream.ts'
import type { Handlers } from '../platform/dispatch.ts'
import type { Tables } from '../platform/tables.ts'
import { contactAnnexPdf } from './contact-annex.ts'
import type { FindPlaces } from './destination.ts'
import { fetchDirectory } from './directory-fetch.ts'
import type { OwnDocument } from './own-document.ts'
import { listPeerRows, peerView } from './peer-store.ts'
import { activate, end, lowerFloor, propose, verify } from './peers.ts'

/** The operations on peers and messages. */
export type ExchangeHandlers = Pick<
  Handlers,
  | 'listPeers'
  | 'proposePeer'
  | 'fetchPeer'
  | 'verifyPeer'
  | 'activatePeer'
  | 'suspendPeer'
  | 'revokePeer'
  | 'lowerFloor'
  | 'getDirectory'
  | 'getContactAnnex'
  | 'draftDirectory'
  | 'publishDirectory'
>

interface Parts {
  readonly db: Kysely<Tables>
  readonly self: string
  readonly own: OwnDocument
  /** Which addresses may be reached. */
  readonly findPlaces: FindPlaces
  /** Told when something that waited may leave. */
  readonly wake: () => void
}

function peerOf(input: { readonly params: { readonly peer: string } }): string {
  return input.params.peer.replace('~', '/')
}

/** A signed document as text, as it is handed from one officer to another. */
export function directoryText(directory: SignedDirectory): string {
  return Buffer.from(directory.bytes).toString('utf8')
}

/** Handlers of the operations on peers and messages. */
export function exchangeHandlers({ db, self, own, findPlaces, wake }: Parts): ExchangeHandlers {
  return {
    async listPeers() {
      const rows = await listPeerRows(db)
      return ok({ items: rows.map(peerView) })
    },
    async proposePeer({ body }, call) {
      const bytes = Buffer.from(body.directory.trim(), 'utf8')
      return call.transact(undefined, (trx) => propose(trx, bytes, self, actorOf(call), call.now))
    },
    async fetchPeer({ body }, call) {
      const fetched = await fetchDirectory(body.address.trim(), findPlaces)
      if (!fetched.ok) return fetched
      return call.transact(undefined, (trx) => propose(trx, fetched.value, self, actorOf(call), call.now))
    },
    async verifyPeer(input, call) {
      const peer = peerOf(input)
      return call.transact(peer, (trx) => verify(trx, peer, input.body, actorOf(call), call.now))
    },
    async activatePeer(input, call) {
      const peer = peerOf(input)
      const active = await call.transact(peer, (trx) => activate(trx, peer, actorOf(call), call.now))
      if (active.ok) wake()
      return active
    },
    async suspendPeer(input, call) {
      const peer = peerOf(input)
      return call.transact(peer, (trx) => end(trx, peer, 'suspend', input.body.reason, actorOf(call), call.now))
    },
    async revokePeer(input, call) {
      const peer = peerOf(input)
      return call.transact(peer, (trx) => end(trx, peer, 'revoke', input.body.reason, actorOf(call), call.now))
    },
    async lowerFloor(input, call) {
      const peer = peerOf(input)
      const lowered = await call.transact(peer, (trx) => lowerFloor(trx, peer, input.body, actorOf(call), call.now))
      if (lowered.ok) wake()
      return lowered
    },
    async getDirectory() {
      const held = own.directory()
      const { authority, roots } = held.document
      const forms = {
        fingerprint: held.fingerprint,
        digits: spokenFingerprint(roots),
        words: fingerprintWords(roots),
        code: fingerprintCode(held.authority, roots),
      }
      return ok({ authority: held.authority, state: authority.state, name: authority.name, ...forms, directory: directoryText(held) })
    },
    async getContactAnnex({ query }, call) {
      const bytes = await contactAnnexPdf(own.directory(), query.language, call.now)
      const name = `${self.replace('/', '-')}.${query.language}.pdf`
      return ok({ name, mediaType: 'application/pdf', size: bytes.length, stream: streamOf(bytes) })
    },
    async draftDirectory({ body }, call) {
      return call.transact(self, async (trx) => {
        const drafted = await own.draft(trx, body)
        if (!drafted.ok) return drafted
        const { draft, ...signed } = drafted.value
        const { version, roots } = draft.document
        return ok({ document: Buffer.from(draftBytes(draft)).toString('utf8'), version, fingerprint: fingerprint(roots), ...signed })
      })
    },
    async publishDirectory({ body }, call) {
      const published = await call.transact(self, (trx) => own.publish(trx, body.documents, body.anew ?? false))
      if (!published.ok) return published
      await own.refresh()
      const { document, fingerprint: print } = published.value
      return ok({ version: document.version, fingerprint: print, expires: document.expires })
    },
  }
}
