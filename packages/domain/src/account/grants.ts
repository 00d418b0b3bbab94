import type { Action } from './action.ts'
import type { Role } from './role.ts'

/**
 * `own`: only requests assigned to the actor's office; `mine`: only translations asked of the actor; `named`: only requests on which
 * the actor or the actor's team is named.
 */
export type Grant = 'all' | 'own' | 'mine' | 'named'
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
  'access.read': 'all',
  'access.change': 'all',
  // Who has nothing to do with a request does not close it to others.
  'mark.set': 'named',
  'conflict.declare': 'all',
  'restricted.open': 'all',
  'delegation.give': 'all',
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

/** What each role may do; what is not here it may not. */
export const grants: { readonly [role in Role]: Grants } = {
  officer: casework,
  // A locked key may be one that somebody else tried: who answers for the authority looks into it first.
  // What every letter of the authority bears at its head is not an officer's to change.
  head: {
    ...casework,
    'account.list': 'all',
    'account.confirm': 'all',
    'signing-key.unlock': 'all',
    'letterhead.manage': 'all',
    'mark.set': 'all',
    'mark.lift': 'all',
    'conflict.raise': 'all',
    'conflict.lift': 'all',
    'team.change': 'all',
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
    'conflict.declare': 'own',
    'restricted.open': 'own',
  },
  translator: {
    ...everyone,
    // The list itself is open; which translations it shows is for `reachOfTranslations`.
    'translation.list': 'all',
    'translation.read': 'mine',
    'translation.translate': 'mine',
    'conflict.declare': 'mine',
    'restricted.open': 'mine',
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
    // Which accounts see a request and as what; of the request nothing.
    'access.read': 'all',
  },
  // Trust in a peer's keys is the officers' to give; the technical side and the emergency brake are the administrator's too.
  administrator: {
    ...everyone,
    'account.list': 'all',
    'signing-key.list': 'all',
    'account.manage': 'all',
    'team.change': 'all',
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
