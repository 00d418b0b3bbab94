import { type Action, publicActions } from './action.ts'
import type { Actor, Role } from './role.ts'

/** The request or the translation that an action is about, as far as permission depends on it. */
export interface Subject {
  /** The executing office to which the request is assigned, if any. */
  readonly assignedTo?: string
  /** The account of the translator of whom the translation is asked. */
  readonly translator?: string
}

/** Why a person may not: the role never does this, the request is not with the person's office, or the translation is another's. */
export type DenyReason = 'role' | 'office' | 'translator'

export type Decision = { readonly allow: true } | { readonly allow: false; readonly reason: DenyReason }

/** `own`: only requests assigned to the actor's office; `mine`: only translations asked of the actor. */
type Grant = 'all' | 'own' | 'mine'
type Grants = { readonly [action in Action]?: Grant }

const everyone: Grants = {
  'session.read': 'all',
  'session.close': 'all',
  'session.prove': 'all',
  'credential.change': 'all',
  'reference.read': 'all',
  'letterhead.read': 'all',
}

const casework: Grants = {
  ...everyone,
  'request.list': 'all',
  'request.read': 'all',
  'request.draft': 'all',
  'draft.import': 'all',
  'draft.export': 'all',
  'request.act': 'all',
  'request.approve': 'all',
  // A central authority may report and answer itself, where no other office executes.
  'request.execute': 'all',
  'file.add': 'all',
  'file.read': 'all',
  'letter.read': 'all',
  'letter.list': 'all',
  'translation.list': 'all',
  'translation.read': 'all',
  'translation.ask': 'all',
  // Small desks translate for themselves.
  'translation.translate': 'all',
  'letter.sign': 'all',
  'signing-key.list': 'all',
  'paper.enter': 'all',
  'retention.read': 'all',
  // Whoever sees that something will be needed keeps it; that it may go is for the head to say.
  'hold.set': 'all',
  'erasure.propose': 'all',
  'peer.list': 'all',
  'peer.propose': 'all',
  'peer.verify': 'all',
  'peer.suspend': 'all',
  'exchange.list': 'all',
  'exchange.reconcile': 'all',
  'message.hand-over': 'all',
  'message.take-in': 'all',
  'message.retry': 'all',
  // The signed manifest names the files of a message, as the case does.
  'message.evidence': 'all',
  'alarm.list': 'all',
  'reference.propose': 'all',
  'reference.approve': 'all',
}

const grants: { readonly [role in Role]: Grants } = {
  officer: casework,
  // A locked key may be one that somebody else tried: who answers for the authority looks into it first.
  // What every letter of the authority bears at its head is not an officer's to change.
  head: {
    ...casework,
    'account.list': 'all',
    'account.confirm': 'all',
    'signing-key.unlock': 'all',
    'letterhead.manage': 'all',
    'retention.set': 'all',
    'hold.lift': 'all',
    'erasure.approve': 'all',
  },
  'executing-authority': {
    ...everyone,
    // The list itself is open; which requests it shows is for `reach`.
    'request.list': 'all',
    'request.read': 'own',
    'request.execute': 'own',
    'file.add': 'own',
    'file.read': 'own',
    'letter.read': 'own',
  },
  translator: {
    ...everyone,
    // The list itself is open; which translations it shows is for `reachOfTranslations`.
    'translation.list': 'all',
    'translation.read': 'mine',
    'translation.translate': 'mine',
  },
  // Audit entries name accounts by id, so the auditor may look up whose they are.
  auditor: {
    ...everyone,
    'audit.read': 'all',
    'audit.export': 'all',
    'audit.witness': 'all',
    'exchange.list': 'all',
    'alarm.list': 'all',
    'account.list': 'all',
  },
  // Trust in a peer's keys is the officers' to give; the technical side and the emergency brake are the administrator's too.
  administrator: {
    ...everyone,
    'account.list': 'all',
    'signing-key.list': 'all',
    'account.manage': 'all',
    // Another one's accounts: who handed out the code does not confirm.
    'account.confirm': 'all',
    'letterhead.manage': 'all',
    // What it says is for those who hold the root keys; here it is only drafted and published.
    'directory.change': 'all',
    'peer.list': 'all',
    'peer.propose': 'all',
    'peer.suspend': 'all',
    'exchange.list': 'all',
    'message.retry': 'all',
    'alarm.list': 'all',
    'exchange.reconcile': 'all',
    // The technical side may bring a file in; what becomes law here is for those who apply it.
    'reference.propose': 'all',
  },
}

/** Own properties only: a role called `constructor` is not a role. */
function grantOf(actor: Actor, action: Action): Grant | undefined {
  const ofRole = Object.hasOwn(grants, actor.role) ? grants[actor.role] : {}
  return Object.hasOwn(ofRole, action) ? ofRole[action] : undefined
}

/** An empty office is none: it must not match a request assigned to nobody. */
function hasOffice(actor: Actor): boolean {
  return actor.office !== undefined && actor.office !== ''
}

/**
 * Whether the actor may do the action, to the subject where the action has one. Pure, and no by default: an unknown
 * role or action, or a request of which the office is not known, is refused.
 */
export function may(actor: Actor, action: Action, subject?: Subject): Decision {
  if (publicActions.includes(action)) return { allow: true }
  const grant = grantOf(actor, action)
  if (grant === undefined) return { allow: false, reason: 'role' }
  if (grant === 'all') return { allow: true }
  if (grant === 'mine') return subject?.translator === actor.id ? { allow: true } : { allow: false, reason: 'translator' }
  const ours = hasOffice(actor) && subject?.assignedTo === actor.office
  return ours ? { allow: true } : { allow: false, reason: 'office' }
}

/** Whether some role may do the action on its own office's requests or its own translations only, so that it must be asked about one. */
export function needsSubject(action: Action): boolean {
  return Object.values(grants).some((ofRole) => ofRole[action] === 'own' || ofRole[action] === 'mine')
}

/** Whether the action is open to the actor for some request at least: for menus. */
export function mayTry(actor: Actor, action: Action): boolean {
  return publicActions.includes(action) || grantOf(actor, action) !== undefined
}

/** Which requests a list may show to the actor: every one, those of the actor's office, or none. */
export function reach(actor: Actor): 'every' | 'office' | 'none' {
  const grant = grantOf(actor, 'request.read')
  if (grant === 'all') return 'every'
  return grant === 'own' && hasOffice(actor) ? 'office' : 'none'
}

/** Which translations a list may show to the actor: every one, those asked of the actor, or none. */
export function reachOfTranslations(actor: Actor): 'every' | 'mine' | 'none' {
  const grant = grantOf(actor, 'translation.read')
  if (grant === 'all') return 'every'
  return grant === 'mine' ? 'mine' : 'none'
}
