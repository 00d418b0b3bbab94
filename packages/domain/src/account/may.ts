import { type Action, publicActions } from './action.ts'
import { type Grant, grants } from './grants.ts'
import { doesCasework, isWalledOff, reachIn, type Relation, type Standing } from './relation.ts'
import type { Actor } from './role.ts'

/** The request or the translation that an action is about, as far as permission depends on it. */
export interface Subject {
  /** How the actor stands to the request; absent where the action is about none. */
  readonly standing?: Standing
  /** The account of the translator of whom the translation is asked. */
  readonly translator?: string
}

/**
 * Why a person may not: the role never does this; the request is not with the person's office, or the translation is another's; the
 * person is kept from the request, does not stand in any relation to it, or is there to read only; or was not named on it.
 */
export type DenyReason = 'role' | 'office' | 'translator' | 'walled-off' | 'unrelated' | 'reader' | 'not-named'

export type Decision = { readonly allow: true } | { readonly allow: false; readonly reason: DenyReason }

/** Own properties only: a role called `constructor` is not a role. */
function grantOf(actor: Actor, action: Action): Grant | undefined {
  const ofRole = Object.hasOwn(grants, actor.role) ? grants[actor.role] : {}
  return Object.hasOwn(ofRole, action) ? ofRole[action] : undefined
}

/** An empty office is none: it must not match a request assigned to nobody. */
function hasOffice(actor: Actor): boolean {
  return actor.office !== undefined && actor.office !== ''
}

/** What somebody may do who is named to read: to look, to say why, and to say that they may not. */
const readingActions: readonly Action[] = [
  'request.read',
  'file.read',
  'letter.read',
  'translation.read',
  'translation.list',
  'retention.read',
  'access.read',
  'restricted.open',
  'conflict.declare',
  'exchange.list',
  'message.evidence',
]

/** How far an action reaches into a request. */
export function depthOf(action: Action): 'act' | 'read' {
  return readingActions.includes(action) ? 'read' : 'act'
}

function deny(reason: DenyReason): Decision {
  return { allow: false, reason }
}

/** Who does casework stands in some relation to a request, and in one that reaches far enough; who tends the line or audits does not. */
function withinReach(actor: Actor, action: Action, standing: Standing): Decision {
  if (!doesCasework(actor.role)) return { allow: true }
  const depth = reachIn(standing)
  if (depth === 'nothing') return deny('unrelated')
  return depth === 'read' && depthOf(action) === 'act' ? deny('reader') : { allow: true }
}

const named: readonly Relation[] = ['assigned', 'team', 'head']

function isNamed({ own, delegated }: Standing): boolean {
  return [own, ...delegated.map(({ relations }) => relations)].some((held) => named.some((relation) => held.includes(relation)))
}

function isTranslators(actor: Actor, { standing, translator }: Subject): boolean {
  // Of a request it is enough that some translation of it is the actor's.
  return translator === undefined ? standing?.own.includes('translator') === true : translator === actor.id
}

/**
 * Whether the actor may do the action, to the subject where the action has one. Pure, and no by default: an unknown
 * role or action, or a request to which nobody has looked how the actor stands, is refused where the role depends on that. A wall is
 * above every role.
 */
export function may(actor: Actor, action: Action, subject: Subject = {}): Decision {
  if (publicActions.includes(action)) return { allow: true }
  const grant = grantOf(actor, action)
  if (grant === undefined) return deny('role')
  const { standing } = subject
  if (standing !== undefined && isWalledOff(standing)) return deny('walled-off')
  if (grant === 'own') return standing?.own.includes('executing') === true ? { allow: true } : deny('office')
  if (grant === 'mine') return isTranslators(actor, subject) ? { allow: true } : deny('translator')
  const within = standing === undefined ? undefined : withinReach(actor, action, standing)
  if (within?.allow === false) return within
  if (grant === 'named' && (standing === undefined || !isNamed(standing))) return deny('not-named')
  return { allow: true }
}

/** Whether some role may do the action to some requests or translations only, so that it must be asked about one. */
export function needsSubject(action: Action): boolean {
  return Object.values(grants).some((ofRole) => ofRole[action] !== undefined && ofRole[action] !== 'all')
}

/**
 * Whether who stands in a relation to a restricted request says why before they do this. Not where they say just that, or that they
 * may have nothing to do with it, nor to see who else does.
 */
export function asksReason(action: Action, { restricted, own, delegated }: Standing): boolean {
  return restricted && own.length + delegated.length > 0 && !['restricted.open', 'conflict.declare', 'access.read'].includes(action)
}

/** Whether the action is open to the actor for some request at least: for menus. */
export function mayTry(actor: Actor, action: Action): boolean {
  return publicActions.includes(action) || grantOf(actor, action) !== undefined
}

/** Which requests a list may show to the actor, as far as their role goes: every one that is not closed to them, those of the actor's office, or none. */
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
