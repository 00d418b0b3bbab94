import { ok } from '@comity/domain/result'
import type { SignedDirectory } from '@comity/exchange/directory'
import type { Kysely } from 'kysely'
import { actorOf } from '../platform/actor-of.ts'
import type { Handlers } from '../platform/dispatch.ts'
import type { Tables } from '../platform/tables.ts'
import { listPeerRows, peerView } from './peer-store.ts'
import { propose, suspend, verify } from './peers.ts'

/** The operations on peers and messages. */
export type ExchangeHandlers = Pick<Handlers, 'listPeers' | 'proposePeer' | 'verifyPeer' | 'suspendPeer' | 'getDirectory'>

interface Parts {
  readonly db: Kysely<Tables>
  readonly self: string
  readonly directory: () => SignedDirectory
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
export function exchangeHandlers({ db, self, directory, wake }: Parts): ExchangeHandlers {
  return {
    async listPeers() {
      const rows = await listPeerRows(db)
      return ok({ items: rows.map(peerView) })
    },
    async proposePeer({ body }, call) {
      const bytes = Buffer.from(body.directory.trim(), 'utf8')
      return call.transact(undefined, (trx) => propose(trx, bytes, self, call.now))
    },
    async verifyPeer(input, call) {
      const peer = peerOf(input)
      const verified = await call.transact(peer, (trx) => verify(trx, peer, input.body.fingerprint, actorOf(call), call.now))
      if (verified.ok) wake()
      return verified
    },
    async suspendPeer(input, call) {
      const peer = peerOf(input)
      return call.transact(peer, (trx) => suspend(trx, peer, input.body.reason, call.now))
    },
    async getDirectory() {
      const own = directory()
      const { state, name } = own.document.authority
      return ok({ authority: own.authority, state, name, fingerprint: own.fingerprint, directory: directoryText(own) })
    },
  }
}
