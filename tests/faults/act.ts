import { evolve } from '@comity/domain/request/request'
import { ok } from '@comity/domain/result'
import { valueOf } from '@comity/domain/result.test-support'
import type { StoredFile } from '@comity/server/platform/files'
import { newId } from '@comity/server/platform/id'
import { hashInput } from '@comity/server/platform/idempotency'
import type { Tables } from '@comity/server/platform/tables'
import { transact } from '@comity/server/platform/transact'
import { addFiles, appendEvents } from '@comity/server/request/store'
import type { Kysely } from 'kysely'

/** Who acts, what file goes with it, and when. */
export interface Given {
  /** Id of the account. */
  readonly officer: string
  readonly file?: StoredFile
  readonly now: string
}

/** Opens a request as one act under a key of its caller, as the server does. @returns its id, which is acknowledged now */
export async function act(db: Kysely<Tables>, { officer, file, now }: Given): Promise<string> {
  const request = newId()
  const opened = {
    id: newId(),
    at: now,
    actor: { id: officer, name: 'M. Salazar' },
    type: 'opened',
    request,
    side: 'requesting',
    reference: `F-${request.slice(-4)}`,
    content: { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE', title: 'Registros bancarios' },
  } as const
  const trail = {
    entry: { at: now, actor: officer, action: 'request.open', subject: request, outcome: 'done' },
    change: { account: officer, key: newId(), operation: 'openRequest', inputHash: hashInput([request]) },
  }
  const done = await transact(db, trail, async (trx) => {
    await appendEvents(trx, undefined, evolve(undefined, opened), [opened])
    if (file !== undefined) {
      const { size, sha256, type: mediaType } = file
      await addFiles(trx, request, [{ id: newId(), name: 'a.txt', mediaType, size, sha256 }], { origin: 'ours', at: now, by: officer })
    }
    return ok(request)
  })
  return valueOf(done)
}
