import type { Action } from '@comity/domain/account/action'

/** What there is without a server. */
export const actionsAlone: readonly Action[] = [
  'session.read',
  'reference.read',
  'request.list',
  'request.read',
  'request.draft',
  'file.add',
  'file.read',
  'letter.read',
]
