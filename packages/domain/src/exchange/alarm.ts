import type { Action } from '../account/action.ts'
import type { KnownStanding } from './peer-standing.ts'

/** What can be wrong in the exchange and somebody can do something about. */
export const alarmKinds = [
  'peer-silent',
  'receipt-overdue',
  'message-expiring',
  'message-failed',
  'thread-gap',
  'peer-suspended',
  'peer-forked',
  'document-expiring',
  'key-expiring',
  'own-document-expiring',
  'own-key-expiring',
  'own-log-contradicted',
  'peer-log-contradicted',
  'scanner-gone',
  'clock-wrong',
  'bridge-unreachable',
] as const
export type AlarmKind = (typeof alarmKinds)[number]

/** Who is told of an alarm: those who may do what it asks for. Each kind has one, so that there is no alarm without an action. */
export const alarmActions: Readonly<Record<AlarmKind, Action>> = {
  'peer-silent': 'message.hand-over',
  'receipt-overdue': 'message.retry',
  'message-expiring': 'message.hand-over',
  'message-failed': 'message.evidence',
  'thread-gap': 'message.hand-over',
  'peer-suspended': 'peer.verify',
  'peer-forked': 'peer.suspend',
  'document-expiring': 'peer.propose',
  'key-expiring': 'peer.propose',
  // Whoever sees it tells the operator, who keeps the keys.
  'own-document-expiring': 'alarm.list',
  'own-key-expiring': 'alarm.list',
  // The auditor sets them right; whoever sees them first tells the auditor.
  'own-log-contradicted': 'alarm.list',
  'peer-log-contradicted': 'alarm.list',
  'scanner-gone': 'alarm.list',
  'clock-wrong': 'alarm.list',
  'bridge-unreachable': 'alarm.list',
}

/** One alarm: what, about whom or which message, and since or until when. Instants are UTC. */
export interface Alarm {
  readonly kind: AlarmKind
  readonly peer?: string
  /** Its id. */
  readonly message?: string
  readonly kid?: string
  /** What a key is for. */
  readonly use?: string
  /** Its name. */
  readonly bridge?: string
  readonly at: string
}

/** When an alarm is raised. */
export const alarmLimits = {
  /** Hours without a sign of a peer while something waits for it. */
  silentHours: 24,
  /** Hours between the receipt for an envelope and that for its content. */
  receiptHours: 24,
  /** Hours before a message is given up. */
  expiringHours: 48,
  /** Days for which a message that failed is shown. */
  failedDays: 14,
  /** Hours for which a message may wait for an earlier one. */
  gapHours: 1,
  /** Days before a document or a key of a peer expires. Its next document is fetched by itself 45 days before. */
  peerDays: 14,
  /** Days before our own document or key expires. */
  ownDays: 21,
  /** Hours for which a bridge could not be reached. */
  bridgeHours: 6,
} as const

/** A key with its time. */
export interface KeyFact {
  readonly kid: string
  readonly use: string
  readonly to: string
}

/** What is known of a peer. */
export interface PeerFact {
  readonly id: string
  readonly standing: KnownStanding
  readonly changedAt: string
  /** When something last came from it, if ever. */
  readonly heardAt?: string
  /** Since when the message waits that has waited longest. */
  readonly waitingSince?: string
  /** When it contradicted itself, if two officers have not verified it anew since. */
  readonly forkedAt?: string
  readonly expires: string
  /** Those in use. */
  readonly keys: readonly KeyFact[]
}

/** A message that is under way, or that failed. */
export interface MessageFact {
  readonly id: string
  readonly peer: string
  readonly standing: 'queued' | 'sealed' | 'announced' | 'failed'
  readonly notAfter: string
  /** When the other authority signed for the envelope. */
  readonly acceptedAt?: string
  readonly settledAt?: string
}

/** A message here whose forerunner is not. */
export interface GapFact {
  readonly message: string
  readonly peer: string
  readonly since: string
}

/** An audit log that does not go on from what was cosigned of it: ours as a peer found, or the peer's as we did. */
export interface LogFact {
  readonly peer: string
  readonly whose: 'ours' | 'theirs'
  readonly since: string
}

/** A bridge that could not be reached when it was last looked into. */
export interface BridgeFact {
  readonly name: string
  readonly failingSince: string
}

/** Everything from which alarms are told. */
export interface AlarmFacts {
  readonly now: string
  readonly peers: readonly PeerFact[]
  readonly messages: readonly MessageFact[]
  readonly gaps: readonly GapFact[]
  readonly logs: readonly LogFact[]
  readonly bridges: readonly BridgeFact[]
  readonly own: { readonly expires: string; readonly keys: readonly KeyFact[] }
  /** Since when the scanner of files is gone, where one was set up. */
  readonly scannerGoneSince?: string
  /** Whether our clock is too far from the database's for anything to be signed by it. */
  readonly clockWrong?: boolean
}

const hour = 3_600_000
const day = 24 * hour

function silentSince({ heardAt, waitingSince }: PeerFact): string | undefined {
  if (waitingSince === undefined) return undefined
  return heardAt !== undefined && Date.parse(heardAt) > Date.parse(waitingSince) ? heardAt : waitingSince
}

function alarmsOfPeer(peer: PeerFact, now: number): Alarm[] {
  const { id, standing, changedAt, forkedAt, expires, keys } = peer
  const forked: Alarm[] = forkedAt === undefined ? [] : [{ kind: 'peer-forked', peer: id, at: forkedAt }]
  if (standing === 'suspended') return [{ kind: 'peer-suspended', peer: id, at: changedAt }, ...forked]
  if (standing !== 'active') return []
  const since = silentSince(peer)
  const silent = since !== undefined && now - Date.parse(since) >= alarmLimits.silentHours * hour
  const soon = now + alarmLimits.peerDays * day
  // With the document its keys are renewed too: one alarm says it.
  const ageing = Date.parse(expires) <= soon
  const dying = ageing ? [] : keys.filter(({ to }) => Date.parse(to) <= soon)
  return [
    ...forked,
    ...(silent ? [{ kind: 'peer-silent' as const, peer: id, at: since }] : []),
    ...(ageing ? [{ kind: 'document-expiring' as const, peer: id, at: expires }] : []),
    ...dying.map(({ kid, use, to }) => ({ kind: 'key-expiring' as const, peer: id, kid, use, at: to })),
  ]
}

function alarmsOfMessage({ id, peer, standing, notAfter, acceptedAt, settledAt }: MessageFact, now: number): Alarm[] {
  const about = { peer, message: id }
  if (standing === 'failed') {
    const at = settledAt ?? notAfter
    return now - Date.parse(at) < alarmLimits.failedDays * day ? [{ kind: 'message-failed', ...about, at }] : []
  }
  const overdue = acceptedAt !== undefined && now - Date.parse(acceptedAt) >= alarmLimits.receiptHours * hour
  const expiring = Date.parse(notAfter) - now <= alarmLimits.expiringHours * hour
  return [
    ...(expiring ? [{ kind: 'message-expiring' as const, ...about, at: notAfter }] : []),
    ...(overdue ? [{ kind: 'receipt-overdue' as const, ...about, at: acceptedAt }] : []),
  ]
}

function alarmsOfOurs({ expires, keys }: AlarmFacts['own'], now: number): Alarm[] {
  const soon = now + alarmLimits.ownDays * day
  if (Date.parse(expires) <= soon) return [{ kind: 'own-document-expiring', at: expires }]
  return keys.filter(({ to }) => Date.parse(to) <= soon).map(({ kid, use, to }) => ({ kind: 'own-key-expiring', kid, use, at: to }))
}

/** Tells what is wrong in the exchange, in the order of the kinds and then of time. */
export function alarmsOf({ now, peers, messages, gaps, logs, bridges, own, scannerGoneSince, clockWrong }: AlarmFacts): readonly Alarm[] {
  const moment = Date.parse(now)
  const open = gaps.filter(({ since }) => moment - Date.parse(since) >= alarmLimits.gapHours * hour)
  const broken = bridges.filter(({ failingSince }) => moment - Date.parse(failingSince) >= alarmLimits.bridgeHours * hour)
  const all: Alarm[] = [
    ...peers.flatMap((peer) => alarmsOfPeer(peer, moment)),
    ...messages.flatMap((message) => alarmsOfMessage(message, moment)),
    ...open.map(({ message, peer, since }) => ({ kind: 'thread-gap' as const, peer, message, at: since })),
    ...alarmsOfOurs(own, moment),
    ...logs.map(({ peer, whose, since }) => ({ kind: `${whose === 'ours' ? 'own' : 'peer'}-log-contradicted` as const, peer, at: since })),
    ...(scannerGoneSince === undefined ? [] : [{ kind: 'scanner-gone' as const, at: scannerGoneSince }]),
    ...(clockWrong === true ? [{ kind: 'clock-wrong' as const, at: now }] : []),
    ...broken.map(({ name, failingSince }) => ({ kind: 'bridge-unreachable' as const, bridge: name, at: failingSince })),
  ]
  return all.toSorted((a, b) => alarmKinds.indexOf(a.kind) - alarmKinds.indexOf(b.kind) || a.at.localeCompare(b.at))
}
