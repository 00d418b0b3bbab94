import type { Peer } from '@comity/contract/exchange'
import type { MessageEntry, MessageView } from '@comity/contract/message'
import type { FileStream } from '@comity/contract/operation'
import type { Actor } from '@comity/domain/account/role'
import { historyOf, type SentFacts } from '@comity/domain/exchange/message-history'
import { fail, ok } from '@comity/domain/result'
import { gaps } from './exchange/gaps.test-support.ts'

/** What answers an operation in the pages' tests. */
export type Handle = (input: { params: Record<string, string>; query: Record<string, unknown>; body: unknown }, actor: Actor) => unknown

/** The message of the office that waits. */
export const waitingMessage = '7b1e4c52-0a6d-4f3e-8d21-5c9f3a7b2e10'

function textFile(name: string, text: string): FileStream {
  async function* stream() {
    yield new TextEncoder().encode(text)
  }
  return { name, mediaType: 'application/x-tar', stream: stream() }
}

const fingerprint = '3f2a 91c0 77de 0b14 5a6c 2e88 91b3 4d70 c5f1 08aa 6be2 913d 44c9 7f05 d2e6 18bb'

const forms = {
  digits: '12345 67890',
  words: 'lusab babad',
  code: 'comity:XXX',
  contacts: [],
  suites: ['age-mlkem768x25519'],
  floor: 'age-mlkem768x25519' as const,
}

/** The exchange of an authority in the pages' tests: peers and messages in every standing. */
export function exchangeOperations(clock: () => string, self: string): Record<string, Handle> {
  const peers = new Map<string, Peer>([
    [
      'CHE/central',
      {
        id: 'CHE/central',
        state: 'CHE',
        name: 'Federal Office of Justice',
        endpoint: 'https://bern.example/exchange',
        standing: 'active',
        fingerprint,
        ...forms,
        directoryVersion: 3,
        expires: '2027-02-01T00:00:00Z',
        verifiedBy: ['Rosa Huamán', 'Jorge Ticona'],
        comparisons: ['Rosa Huamán', 'Jorge Ticona'].map((name) => ({
          name,
          at: '2026-11-01T00:00:00Z',
          means: 'telephone' as const,
          counterpart: 'A. Weber',
        })),
      },
    ],
  ])
  const messages: readonly MessageEntry[] = (['consigned', 'refused', 'queued'] as const).map((standing, at) => ({
    ref: at === 1 ? 'refused-1' : at === 2 ? waitingMessage : '5d2f8a10-3c4b-4e7d-9a65-1b8e0f2c6d34',
    id: at === 2 ? waitingMessage : '5d2f8a10-3c4b-4e7d-9a65-1b8e0f2c6d34',
    attention: at > 0,
    direction: at === 1 ? 'in' : 'out',
    peer: 'CHE/central',
    type: 'dispatch',
    thread: crypto.randomUUID(),
    standing,
    at: clock(),
    attempts: at + 1,
    ...(standing === 'refused' ? { problem: 'bad-signature' } : {}),
    receipts: standing === 'consigned' ? [{ event: 'RelayAcceptance', at: clock(), by: 'CHE/central' }] : [],
  }))
  const waiting: SentFacts = {
    direction: 'out',
    standing: 'sealed',
    createdAt: clock(),
    writtenBy: 'Rosa <Huamán>',
    sealedAt: clock(),
    attempts: Array.from({ length: 8 }, (_, place) => ({
      number: place + 1,
      at: clock(),
      endedAt: clock(),
      way: place === 6 ? 'bridge:gateway' : 'https',
      problem: place === 7 ? ('stale-directory' as const) : ('try-later' as const),
      ...(place === 7 ? {} : { reason: 'no-connection' as const }),
    })),
    receipts: [],
    nextAt: clock(),
    notAfter: clock(),
    problem: 'stale-directory',
    inHand: false,
    behind: false,
  }
  function messageIn(ref: string | undefined): MessageView | undefined {
    const entry = messages.find((one) => one.ref === ref)
    if (entry === undefined) return undefined
    const { receipts: _, attempts: __, problem, ...shown } = entry
    const { entries, advice } = historyOf(
      entry.direction === 'out'
        ? { ...waiting, ...(entry.standing === 'consigned' ? { standing: 'consigned' as const } : {}) }
        : { direction: 'in', standing: 'refused', receipts: [], gap: false, problem: 'bad-signature' },
    )
    return {
      ...shown,
      history: [...entries],
      advice,
      digest: 'ab'.repeat(32),
      receipts: entry.receipts.map((one) => ({ ...one, digest: 'cd'.repeat(32) })),
      ...(problem === undefined ? {} : { problem }),
      ...(entry.direction === 'out' ? { retry: entry.standing === 'consigned' ? ('message-ended' as const) : ('yes' as const) } : {}),
    }
  }
  function peerIn(params: Record<string, string>): Peer | undefined {
    return peers.get((params['peer'] ?? '').replace('~', '/'))
  }
  function kept(peer: Peer) {
    peers.set(peer.id, peer)
    return ok(peer)
  }

  return {
    listPeers: () => ok({ items: [...peers.values()] }),
    proposePeer({ body }) {
      const { directory } = body as { directory: string }
      if (!directory.startsWith('{')) return fail({ code: 'malformed', fields: [{ field: 'directory', rule: 'not-of-this-kind' }] })
      return kept({
        id: 'ITA/central',
        state: 'ITA',
        name: 'Ministero della giustizia',
        endpoint: 'https://roma.example',
        standing: 'proposed',
        fingerprint,
        ...forms,
        directoryVersion: 1,
        expires: '2027-02-01T00:00:00Z',
        verifiedBy: [],
        comparisons: [],
      })
    },
    verifyPeer({ params, body }, actor) {
      const peer = peerIn(params)
      if (peer === undefined) return fail({ code: 'not-found' })
      if ((body as { fingerprint: string }).fingerprint.replaceAll(/\s/gu, '') !== fingerprint.replaceAll(' ', ''))
        return fail({ code: 'bad-digest', fields: [{ field: 'fingerprint', rule: 'not-of-this-kind' }] })
      if (peer.verifiedBy.includes(actor.name)) return fail({ code: 'not-the-second-person' })
      return kept({
        ...peer,
        verifiedBy: [...peer.verifiedBy, actor.name],
        comparisons: [...peer.comparisons, { name: actor.name, at: clock() }],
        standing: peer.verifiedBy.length > 0 ? 'verified' : 'proposed',
      })
    },
    suspendPeer({ params }) {
      const peer = peerIn(params)
      return peer === undefined ? fail({ code: 'not-found' }) : kept({ ...peer, standing: 'suspended', verifiedBy: [], comparisons: [] })
    },
    activatePeer({ params }) {
      const peer = peerIn(params)
      return peer === undefined ? fail({ code: 'not-found' }) : kept({ ...peer, standing: 'active' })
    },
    revokePeer({ params }) {
      const peer = peerIn(params)
      return peer === undefined ? fail({ code: 'not-found' }) : kept({ ...peer, standing: 'revoked', verifiedBy: [], comparisons: [] })
    },
    listMessages({ query }) {
      const { direction, attention } = query as { direction?: string; attention?: string }
      const items = messages.filter(
        (one) => (direction === undefined || one.direction === direction) && (attention === undefined || one.attention),
      )
      return ok({ items })
    },
    getMessage({ params }) {
      const view = messageIn(params['message'])
      return view === undefined ? fail({ code: 'not-found' }) : ok(view)
    },
    listAlarms: () =>
      ok({
        items: [
          { kind: 'peer-silent', peer: 'CHE/central', at: clock() },
          { kind: 'message-expiring', peer: 'CHE/central', message: waitingMessage, at: clock() },
          { kind: 'own-key-expiring', kid: 'k', use: 'tls', at: clock() },
        ],
      }),
    getPeerHistory({ params }) {
      const peer = peerIn(params)
      if (peer === undefined) return fail({ code: 'not-found' })
      return ok({
        id: peer.id,
        state: peer.state,
        heardAt: clock(),
        waiting: 1,
        waitingSince: clock(),
        ways: [
          { way: 'https', used: 'always' },
          { way: 'file-drop', bridge: 'gateway', used: 'beside', afterMinutes: 60, goodAt: clock(), failingSince: clock() },
        ],
        suites: ['age-x25519'],
        keys: ['sign', 'seal', 'tls'].map((use) => ({ use, kid: `kid-of-${use}`, status: 'active', from: clock(), to: clock() })),
        contacts: [{ name: 'Desk <of the> day', telephone: '+41 58 000 00 00' }],
        documents: [{ version: 3, digest: 'ef'.repeat(32), receivedAt: clock(), held: true }],
        events: [
          { event: 'contradicted', at: clock(), version: 3 },
          { event: 'suspended', at: clock(), version: 3, by: 'Rosa', reason: 'Keys were seen <elsewhere>.' },
        ],
      })
    },
    getEvidence: () => fail({ code: 'cannot-decrypt' }),
    retryMessage({ params }) {
      const view = messageIn(params['message'])
      if (view === undefined) return fail({ code: 'not-found' })
      return view.retry === 'yes' ? ok(view) : fail({ code: 'message-ended' })
    },
    listGaps: () => ok({ comparisons: [{ peer: 'CHE/central', at: '2026-09-09T10:00:00.000Z', threads: 3 }], items: gaps }),
    reconcilePeer: ({ params }) => (peerIn(params) === undefined ? fail({ code: 'unknown-peer' }) : ok({ threads: 3, differed: 1, gaps })),
    getCarriable({ params }) {
      const found = messages.find(({ id, standing }) => id === params['message'] && standing === 'queued')
      if (found === undefined) return fail({ code: 'message-ended' })
      const { id, peer, type = '', thread = '' } = found
      return ok({ message: id, peer, type, thread, notAfter: '2026-11-28T10:00:00Z' })
    },
    sealOut: (_, actor) => (actor.role === 'head' ? fail({ code: 'proof-needed' }) : ok(textFile('0a1b2c3d4e5f.comity', 'sealed'))),
    cutOut({ body }) {
      const { slice } = body as { slice: number }
      const volumes = [1, 2].map((place) => ({ place, name: `0a1b2c3d4e5f.000${place}-of-0002.comity` }))
      return ok({ size: 2 * slice, sha256: 'ef'.repeat(32), slice, volumes })
    },
    getVolume: ({ params }) => ok(textFile(`volume-${params['place']}`, 'slice')),
    async takeIn({ body }) {
      let text = ''
      for await (const chunk of (body as FileStream).stream) text += new TextDecoder().decode(chunk)
      const [id, thread] = [crypto.randomUUID(), crypto.randomUUID()]
      if (text === 'message')
        return ok({ kind: 'message', id, peer: 'CHE/central', standing: 'accepted', receipts: 2, type: 'dispatch', thread })
      if (text === 'volume') return ok({ kind: 'volume', file: 'ef'.repeat(32), place: 2, of: 3, missing: [1, 3] })
      if (text.startsWith('{'))
        return ok({
          kind: 'receipts',
          items: [{ message: id, peer: 'CHE/central', event: 'ContentConsignment', at: clock() }],
          passedOver: 1,
        })
      return fail({ code: 'malformed' })
    },
    listMessageReceipts: () =>
      ok({
        name: '0a1b2c3d4e5f.receipts',
        items: [{ event: 'ContentConsignment', at: clock(), text: `{"payload":"${'eyJ2Ijox'.repeat(80)}","signatures":[]}` }],
      }),
    getContactAnnex: () => ok({ ...textFile('annex.pdf', '%PDF'), mediaType: 'application/pdf' }),
    getDirectory: () =>
      ok({
        authority: `${self}/central`,
        state: self,
        name: 'Autoridad Central',
        fingerprint,
        digits: forms.digits,
        words: forms.words,
        code: forms.code,
        directory: '{"protected":"…"}',
      }),
  }
}
