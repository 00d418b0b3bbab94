import type { Actor } from '@comity/domain/account/role'
import type { Call } from './dispatch.ts'

/** Who calls an operation for which one must be signed in. @throws when the operation is public: nobody may be there */
export function actorOf(call: Pick<Call, 'actor'>): Actor {
  if (call.actor === undefined) throw new Error('the operation is not public')
  return call.actor
}
