import { type Act, type ActType, type Condition, inThreadOrder, type Side } from './act.ts'

/** Where a request stands between the two States. Never set by anyone: it follows from the acts. */
export type Stage =
  | 'draft'
  | 'consulting'
  | 'sent'
  | 'registered'
  | 'clarification'
  | 'accepted'
  | 'postponed'
  | 'executing'
  | 'partly-answered'
  | 'answered'
  | 'returned'
  | 'refused'
  | 'not-needed'
  | 'withdrawn'
  | 'closed'

/** What the acts of both sides have led to so far. */
export interface Progress {
  /** The stage, leaving open clarifications aside. */
  readonly standing: Exclude<Stage, 'clarification'>
  readonly reference: { readonly requesting?: string; readonly requested?: string }
  readonly assignedTo?: string
  readonly openClarifications: readonly { readonly act: string; readonly due?: string }[]
  /** Acceptances with conditions and results that the requesting State has not yet confirmed. */
  readonly unconfirmed: readonly string[]
  readonly conditions: readonly Condition[]
  /** Acts that met with a contrary act on the way, and so have no effect. */
  readonly crossed: readonly string[]
}

const nothingYet: Progress = { standing: 'draft', reference: {}, openClarifications: [], unconfirmed: [], conditions: [], crossed: [] }

/** From dispatch until the matter is answered or ended. */
const underWay = ['sent', 'registered', 'accepted', 'postponed', 'executing', 'partly-answered'] as const
/** Registered by the requested State and not yet ended. */
const inHand = ['registered', 'accepted', 'postponed', 'executing', 'partly-answered'] as const
const granted = ['accepted', 'executing', 'partly-answered'] as const
const ended = ['answered', 'returned', 'refused', 'not-needed', 'withdrawn'] as const

interface Rule {
  readonly side: Side | 'either'
  readonly standing: readonly Progress['standing'][]
}

/**
 * The life of a request in one table: whose act each is, and at which stages it can be done. `available`,
 * `decide`, `receive` and the fold all read it, so that no two of them can disagree.
 */
export const life: Readonly<Record<ActType, Rule>> = {
  'share-draft': { side: 'requesting', standing: ['draft', 'consulting', 'returned'] },
  comment: { side: 'either', standing: ['consulting'] },
  dispatch: { side: 'requesting', standing: ['draft', 'consulting', 'returned'] },
  register: { side: 'requested', standing: ['sent'] },
  'return-deficient': { side: 'requested', standing: ['sent', 'registered'] },
  'ask-clarification': { side: 'requested', standing: inHand },
  clarify: { side: 'requesting', standing: inHand },
  accept: { side: 'requested', standing: ['registered', 'postponed'] },
  postpone: { side: 'requested', standing: ['registered', 'accepted', 'executing'] },
  refuse: { side: 'requested', standing: inHand },
  assign: { side: 'requested', standing: granted },
  'report-progress': { side: 'requested', standing: inHand },
  'send-result': { side: 'requested', standing: granted },
  'confirm-receipt': { side: 'requesting', standing: ['accepted', 'postponed', 'executing', 'partly-answered', 'answered', 'refused'] },
  'ask-status': { side: 'requesting', standing: underWay },
  'report-status': { side: 'requested', standing: [...underWay, 'answered'] },
  'no-longer-needed': { side: 'requesting', standing: underWay },
  withdraw: { side: 'requesting', standing: [...underWay, 'consulting'] },
  close: { side: 'either', standing: ended },
  reopen: { side: 'either', standing: ['closed'] },
}

/**
 * Whether an act has its place here. Beyond the table: a clarification answers a question that is open, a
 * confirmation an answer that is unconfirmed, and only the requesting State closes an answered request, once
 * it has confirmed every answer and its conditions (UNTOC art. 18(26)).
 */
export function fits(progress: Progress, act: Pick<Act, 'type' | 'side' | 'body'>): boolean {
  const rule = life[act.type]
  if (rule.side !== 'either' && rule.side !== act.side) return false
  if (!rule.standing.includes(progress.standing)) return false
  const { type, body } = act as Act
  if (type === 'clarify') return progress.openClarifications.some((open) => open.act === body.answers)
  if (type === 'confirm-receipt') return progress.unconfirmed.includes(body.of)
  if (type === 'close' && progress.standing === 'answered') return act.side === 'requesting' && progress.unconfirmed.length === 0
  return true
}

function apply(progress: Progress, act: Act): Progress {
  switch (act.type) {
    case 'share-draft':
      return { ...progress, standing: 'consulting' }
    case 'dispatch':
      return { ...progress, standing: 'sent', reference: { ...progress.reference, requesting: act.body.reference } }
    case 'register':
      return { ...progress, standing: 'registered', reference: { ...progress.reference, requested: act.body.reference } }
    case 'return-deficient':
      return { ...progress, standing: 'returned', openClarifications: [] }
    case 'ask-clarification':
      return { ...progress, openClarifications: [...progress.openClarifications, { act: act.id, ...(act.body.due ? { due: act.body.due } : {}) }] }
    case 'clarify':
      return { ...progress, openClarifications: progress.openClarifications.filter((open) => open.act !== act.body.answers) }
    case 'accept':
      return {
        ...progress,
        standing: 'accepted',
        conditions: [...progress.conditions, ...act.body.conditions],
        unconfirmed: act.body.conditions.length > 0 ? [...progress.unconfirmed, act.id] : progress.unconfirmed,
      }
    case 'postpone':
      return { ...progress, standing: 'postponed' }
    case 'refuse':
      return { ...progress, standing: 'refused', openClarifications: [] }
    case 'assign':
      return { ...progress, standing: progress.standing === 'accepted' ? 'executing' : progress.standing, assignedTo: act.body.authority }
    case 'send-result':
      return {
        ...progress,
        standing: act.body.final ? 'answered' : 'partly-answered',
        openClarifications: act.body.final ? [] : progress.openClarifications,
        conditions: [...progress.conditions, ...(act.body.conditions ?? [])],
        unconfirmed: [...progress.unconfirmed, act.id],
      }
    case 'confirm-receipt':
      return { ...progress, unconfirmed: progress.unconfirmed.filter((id) => id !== act.body.of) }
    case 'no-longer-needed':
      return { ...progress, standing: 'not-needed', openClarifications: [] }
    case 'withdraw':
      return { ...progress, standing: 'withdrawn', openClarifications: [] }
    case 'close':
      return { ...progress, standing: 'closed', openClarifications: [] }
    case 'reopen':
      // A reopened request is taken up where the requested State had registered it, or awaits that again.
      return { ...progress, standing: progress.reference.requested === undefined ? (progress.reference.requesting === undefined ? 'draft' : 'sent') : 'registered' }
    case 'comment':
    case 'report-progress':
    case 'ask-status':
    case 'report-status':
      return progress
  }
}

/**
 * Folds the acts of both sides. They are taken in thread order, whatever order they arrived in; one that
 * crossed with a contrary act on the way stands in the thread without effect, on both sides alike.
 */
export function progressOf(acts: readonly Act[]): Progress {
  return acts.toSorted(inThreadOrder).reduce<Progress>(
    (progress, act) => (fits(progress, act) ? apply(progress, act) : { ...progress, crossed: [...progress.crossed, act.id] }),
    nothingYet,
  )
}

/** The stage that both sides see. */
export function stageOf(progress: Progress): Stage {
  return progress.openClarifications.length > 0 ? 'clarification' : progress.standing
}
