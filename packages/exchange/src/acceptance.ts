import type { ProblemCode } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import type { ArrivedMessage } from './inbox.ts'

/** A message's place among those of its author in a thread. */
export interface ThreadLink {
  readonly seq: number
  /** Digest of the JWS of the message before. */
  readonly prev: string | null
  /** Digest of its own. */
  readonly jwsDigest: string
}

/** What accepting a message does to the record, all of it or nothing. */
export interface AcceptanceTransaction<C> {
  /** Where the message stands now, locked until the transaction ends. */
  standing(): Promise<ArrivedMessage['standing'] | undefined>
  /** The accepted messages just before and just after it in its author's thread. */
  listNeighbours(): Promise<readonly ThreadLink[]>
  /**
   * Lets the content take effect.
   * @returns `gap`, `try-later` or `version-conflict` when it should come again; any other problem refuses it for good
   */
  apply(content: C): Promise<Result<void>>
  /** Writes that it was accepted, with its ContentConsignment. */
  end(): Promise<void>
}

/** What accepting needs of the instance around it. `C` is the message's content, opened and compared with the manifest. */
export interface AcceptanceStore<M, C> {
  openContent(message: M): Promise<Result<C>>
  /** Keeps what the work did only if it returns `ok`. */
  transact(message: M, work: (transaction: AcceptanceTransaction<C>) => Promise<Result<void>>): Promise<Result<void>>
  /** Ends a message that is still being received as refused, with a ContentConsignmentFailure. */
  refuse(message: M, problem: ProblemCode): Promise<void>
}

/** Problems that pass: the sender is told to come again, and nothing is kept of this attempt. */
const passing: readonly ProblemCode[] = ['gap', 'try-later', 'version-conflict', 'stale-directory']

/** Each message names the one before it: two that name different ones cannot both be true. */
function isInThread(message: ThreadLink, neighbours: readonly ThreadLink[]): boolean {
  return neighbours.every((other) => (other.seq < message.seq ? message.prev === other.jwsDigest : other.prev === message.jwsDigest))
}

/**
 * Opens a message of which every part is here and lets its content take effect, exactly once: the effect, the end of the
 * message and the receipt are one transaction. What cannot be accepted is refused for good.
 * @returns `ok` when the message has come to its end, one or the other; otherwise why it should come again
 */
export async function accept<M extends ThreadLink, C>(store: AcceptanceStore<M, C>, message: M): Promise<Result<void>> {
  const content = await store.openContent(message)
  const applied = content.ok
    ? await store.transact(message, async (transaction) => {
        // Another connection was quicker; whoever asks again finds its receipts.
        if ((await transaction.standing()) !== 'receiving') return fail({ code: 'try-later' })
        if (!isInThread(message, await transaction.listNeighbours())) return fail({ code: 'act-out-of-place' })
        const effect = await transaction.apply(content.value)
        if (!effect.ok) return effect
        await transaction.end()
        return ok(undefined)
      })
    : content
  if (applied.ok) return applied
  if (passing.includes(applied.problem.code)) return applied
  await store.refuse(message, applied.problem.code)
  return ok(undefined)
}
