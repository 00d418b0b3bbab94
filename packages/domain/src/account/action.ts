/** Everything that can be asked of an authority's instance. An operation names one of these, or does not start. */
export const actions = [
  'session.open',
  'session.read',
  'session.close',
  'session.prove',
  'directory.read',
  'reference.read',
  'reference.propose',
  'reference.approve',
  'request.list',
  'request.read',
  'request.draft',
  'request.act',
  'request.approve',
  'request.execute',
  'file.add',
  'file.read',
  'letter.read',
  'letter.check',
  'letter.list',
  'translation.list',
  'translation.read',
  'translation.ask',
  'translation.translate',
  'letter.sign',
  'letter.verify',
  'signing-key.list',
  'signing-key.unlock',
  'peer.list',
  'peer.propose',
  'peer.verify',
  'peer.suspend',
  'exchange.list',
  'account.list',
  'account.manage',
  'audit.read',
  'audit.export',
] as const

export type Action = (typeof actions)[number]

/** Open to anyone, signed in or not: signing in, what an authority publishes about itself, whether a letter is one of its own, and the signatures on a letter. */
export const publicActions: readonly Action[] = ['session.open', 'directory.read', 'letter.check', 'letter.verify']
