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
  /** Acts that met with a contrary act on the way, and so do not move the request. */
  readonly crossed: readonly string[]
  /** Where the request is taken up again if it is reopened. */
  readonly resumesAt: Progress['standing']
  /** The two States write to each other on paper alone. */
  readonly onPaper?: true
  /** What it was closed from, while it is closed. */
  readonly closedFrom?: Progress['standing']
}

const nothingYet: Progress = {
  standing: 'draft',
  reference: {},
  openClarifications: [],
  unconfirmed: [],
  conditions: [],
  crossed: [],
  resumesAt: 'draft',
}

/** From dispatch until the matter is answered or ended. */
const underWay = ['sent', 'registered', 'accepted', 'postponed', 'executing', 'partly-answered'] as const
/** Registered by the requested State and not yet ended. */
const inHand = ['registered', 'accepted', 'postponed', 'executing', 'partly-answered'] as const
const granted = ['accepted', 'executing', 'partly-answered'] as const
const ended = ['answered', 'returned', 'refused', 'not-needed', 'withdrawn'] as const
/** What the requested State may close of itself: an answer is the requesting State's to confirm, a returned request its to mend. */
const closedByRequested: readonly Progress['standing'][] = ['refused', 'not-needed', 'withdrawn']
/**
 * Whether the requested State may close of itself. On paper an answer is an end too: few States post a confirmation of one, and
 * none a notice that they closed their file.
 */
function mayCloseRequested({ standing, onPaper }: Progress): boolean {
  return closedByRequested.includes(standing) || (onPaper === true && standing === 'answered')
}
/** What the requested State may reopen of itself: what the requesting State gave up stays given up. */
const reopenedByRequested: readonly (Progress['standing'] | undefined)[] = ['answered', 'refused']

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
  'confirm-receipt': { side: 'requesting', standing: [...underWay, ...ended, 'closed'] },
  'ask-status': { side: 'requesting', standing: underWay },
  'report-status': { side: 'requested', standing: [...underWay, 'answered'] },
  'no-longer-needed': { side: 'requesting', standing: underWay },
  withdraw: { side: 'requesting', standing: [...underWay, 'consulting'] },
  close: { side: 'either', standing: ended },
  reopen: { side: 'either', standing: ['closed'] },
}

/**
 * Whether an act of this type has its place here, whatever it says. Beyond the table: a clarification needs an
 * open question, a confirmation an unconfirmed answer; the requesting State closes once it has confirmed every
 * answer and its conditions (UNTOC art. 18(26)).
 */
export function mayCome(progress: Progress, type: ActType, side: Side): boolean {
  const rule = life[type]
  if (rule.side !== 'either' && rule.side !== side) return false
  if (!rule.standing.includes(progress.standing)) return false
  if (type === 'clarify') return progress.openClarifications.length > 0
  if (type === 'confirm-receipt') return progress.unconfirmed.length > 0
  if (type === 'close') return side === 'requesting' ? progress.unconfirmed.length === 0 : mayCloseRequested(progress)
  if (type === 'reopen') return side === 'requesting' || reopenedByRequested.includes(progress.closedFrom)
  return true
}

/** Whether this act has its place here: it may come, and what it answers or confirms is open. */
export function fits(progress: Progress, act: Pick<Act, 'type' | 'side' | 'body'>): boolean {
  if (!mayCome(progress, act.type, act.side)) return false
  const { type, body } = act as Act
  if (type === 'clarify') return progress.openClarifications.some((open) => open.act === body.answers)
  if (type === 'confirm-receipt') return progress.unconfirmed.includes(body.of)
  return true
}

function handOver(progress: Progress, act: Extract<Act, { type: 'send-result' }>): Progress {
  return {
    ...progress,
    conditions: [...progress.conditions, ...(act.body.conditions ?? [])],
    unconfirmed: [...progress.unconfirmed, act.id],
  }
}

function apply(progress: Progress, act: Act): Progress {
  switch (act.type) {
    case 'share-draft':
      return { ...progress, standing: 'consulting', resumesAt: 'consulting' }
    case 'dispatch':
      return { ...progress, standing: 'sent', resumesAt: 'sent', reference: { ...progress.reference, requesting: act.body.reference } }
    case 'register':
      return {
        ...progress,
        standing: 'registered',
        resumesAt: 'registered',
        reference: { ...progress.reference, requested: act.body.reference },
      }
    case 'return-deficient':
      return { ...progress, standing: 'returned', resumesAt: 'returned', openClarifications: [] }
    case 'ask-clarification':
      return {
        ...progress,
        openClarifications: [...progress.openClarifications, { act: act.id, ...(act.body.due ? { due: act.body.due } : {}) }],
      }
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
        ...handOver(progress, act),
        standing: act.body.final ? 'answered' : 'partly-answered',
        openClarifications: act.body.final ? [] : progress.openClarifications,
      }
    case 'confirm-receipt':
      return { ...progress, unconfirmed: progress.unconfirmed.filter((id) => id !== act.body.of) }
    case 'no-longer-needed':
      return { ...progress, standing: 'not-needed', openClarifications: [] }
    case 'withdraw':
      return { ...progress, standing: 'withdrawn', openClarifications: [] }
    case 'close':
      return { ...progress, standing: 'closed', closedFrom: progress.standing, openClarifications: [] }
    case 'reopen': {
      const { closedFrom: _, ...open } = progress
      return { ...open, standing: progress.resumesAt }
    }
    case 'comment':
    case 'report-progress':
    case 'ask-status':
    case 'report-status':
      return progress
  }
}

/** An act that met with a contrary one. A result has been handed over all the same, and its conditions bind. UNTOC art. 18(19). */
function passBy(progress: Progress, act: Act): Progress {
  const passed = { ...progress, crossed: [...progress.crossed, act.id] }
  return act.type === 'send-result' && act.side === 'requested' ? handOver(passed, act) : passed
}

/**
 * Folds the acts of both sides. They are taken in thread order, whatever order they arrived in; one that
 * crossed with a contrary act on the way stands in the thread without effect, on both sides alike.
 * @param way whether the thread travels on paper; that is not among its acts
 */
export function progressOf(acts: readonly Act[], { onPaper }: Pick<Progress, 'onPaper'> = {}): Progress {
  const start = onPaper === undefined ? nothingYet : { ...nothingYet, onPaper }
  return acts
    .toSorted(inThreadOrder)
    .reduce<Progress>((progress, act) => (fits(progress, act) ? apply(progress, act) : passBy(progress, act)), start)
}

/** The stage that both sides see. */
export function stageOf(progress: Progress): Stage {
  return progress.openClarifications.length > 0 ? 'clarification' : progress.standing
}
