import { comparisonMeans, lowerFloor, type Peer, revokePeer, suspendPeer, verifyPeer } from '@comity/contract/exchange'
import type { ComityClient } from '@comity/contract/operations'
import type { Action } from '@comity/domain/account/action'
import { standingAfter } from '@comity/domain/exchange/peer-standing'
import { read } from '@comity/domain/input'
import type { Result } from '@comity/domain/result'
import type { Field } from '../form/field.ts'
import { readForm } from '../form/read-form.ts'

/** What an officer can do about a peer, each on a page of its own. */
export type PeerPageAct = 'verify' | 'activate' | 'suspend' | 'revoke' | 'lower-floor'

const reason: Field = { kind: 'line', name: 'reason', label: 'web.act.reason', keep: true }

/** One act: who may, when it is open, what is asked, and how it is done. */
interface PeerActPage {
  readonly action: Action
  readonly fields: readonly Field[]
  readonly danger?: true
  open(peer: Peer): boolean
  run(operations: ComityClient, peer: string, form: URLSearchParams): Promise<Result<Peer>> | Result<never>
}

/** Every act on a peer. */
export const peerActs: { readonly [act in PeerPageAct]: PeerActPage } = {
  verify: {
    action: 'peer.verify',
    fields: [
      { kind: 'line', name: 'fingerprint', label: 'web.peer.fingerprint.typed', note: 'web.peer.fingerprint.note', keep: true },
      {
        kind: 'choice',
        name: 'means',
        label: 'web.peer.means',
        note: 'web.peer.means.note',
        options: comparisonMeans,
        optionLabel: 'peer.means',
      },
      { kind: 'line', name: 'counterpart', label: 'web.peer.counterpart', note: 'web.peer.counterpart.note' },
    ],
    open: ({ standing }) => standingAfter(standing, 'confirm') !== undefined,
    run(operations, peer, form) {
      const body = read(verifyPeer.body, readForm(this.fields, form))
      return body.ok ? operations.verifyPeer({ params: { peer }, body: body.value }) : body
    },
  },
  activate: {
    action: 'peer.verify',
    fields: [],
    open: ({ standing }) => standingAfter(standing, 'activate') !== undefined,
    run: async (operations, peer) => operations.activatePeer({ params: { peer } }),
  },
  suspend: {
    action: 'peer.suspend',
    fields: [reason],
    danger: true,
    open: ({ standing }) => standingAfter(standing, 'suspend') !== undefined,
    run(operations, peer, form) {
      const body = read(suspendPeer.body, readForm(this.fields, form))
      return body.ok ? operations.suspendPeer({ params: { peer }, body: body.value }) : body
    },
  },
  revoke: {
    action: 'peer.suspend',
    fields: [reason],
    danger: true,
    open: ({ standing }) => standingAfter(standing, 'revoke') !== undefined,
    run(operations, peer, form) {
      const body = read(revokePeer.body, readForm(this.fields, form))
      return body.ok ? operations.revokePeer({ params: { peer }, body: body.value }) : body
    },
  },
  'lower-floor': {
    action: 'peer.verify',
    fields: [reason],
    danger: true,
    open: ({ floor, suites }) => floor === 'age-mlkem768x25519' && !suites.includes(floor) && suites.includes('age-x25519'),
    run(operations, peer, form) {
      const body = read(lowerFloor.body, { ...(readForm(this.fields, form) as object), suite: 'age-x25519' })
      return body.ok ? operations.lowerFloor({ params: { peer }, body: body.value }) : body
    },
  },
}
