import type { Action } from '@comity/domain/account/action'
import { mayTry } from '@comity/domain/account/may'
import type { VisitingAccount, Visit } from './page.ts'

interface Link {
  readonly href: string
  readonly label: string
  readonly action: Action
}

const links: readonly Link[] = [
  { href: '/', label: 'web.nav.today', action: 'session.read' },
  { href: '/requests', label: 'web.nav.requests', action: 'request.list' },
  { href: '/letters/outgoing', label: 'paper.nav.letters', action: 'letter.list' },
  { href: '/translations', label: 'web.nav.translations', action: 'translation.list' },
  { href: '/peers', label: 'web.nav.peers', action: 'peer.list' },
  { href: '/messages', label: 'web.nav.messages', action: 'exchange.list' },
  { href: '/law', label: 'web.nav.law', action: 'reference.read' },
  { href: '/retention', label: 'retention.title', action: 'retention.read' },
  { href: '/letterhead', label: 'letterhead.title', action: 'letterhead.manage' },
  { href: '/audit', label: 'web.nav.audit', action: 'audit.read' },
  { href: '/accounts', label: 'web.nav.accounts', action: 'account.list' },
]

/** The places of the stand-alone drafter. */
const linksAlone: readonly Link[] = [
  { href: '/', label: 'drafter.nav.drafts', action: 'session.read' },
  { href: '/law', label: 'web.nav.law', action: 'reference.read' },
  { href: '/file', label: 'drafter.nav.file', action: 'session.read' },
]

/** Whether a page should offer an action to the reader. What they may do is decided again when they do it. */
export function offers(account: VisitingAccount | undefined, action: Action): boolean {
  if (account === undefined) return false
  const { id, displayName, role, office, only } = account
  if (only !== undefined && !only.includes(action)) return false
  return mayTry({ id, name: displayName, role, ...(office === undefined ? {} : { office }) }, action)
}

/** The places a reader can go: by what their role may try, and the law where the operator opens it to everyone. */
export function navigationFor({ account, publicLaw, alone }: Visit): readonly Link[] {
  if (alone !== undefined) return linksAlone
  if (account === undefined && publicLaw === true) return links.filter(({ href }) => href === '/law')
  return links.filter(({ action }) => offers(account, action))
}
