import { signCheckpoint } from '@comity/exchange/audit/checkpoint'
import { storedEvery } from '@comity/exchange/audit/proof'
import { growTree, type Subtree } from '@comity/exchange/audit/tree'
import type { SigningKey } from '@comity/exchange/keys'
import type { Kysely } from 'kysely'
import type { Tables } from '../platform/tables.ts'
import { addCheckpoint, findCheckpoint, listLeaves, takeTree } from './tree-store.ts'

/** Whose log it is and who signs for it. */
export interface LogSigner {
  /** As `auditOrigin` writes it. */
  readonly origin: string
  readonly key: SigningKey
}

/** How many entries one transaction takes into the tree. */
const atOnce = 10_000

async function buildSome(db: Kysely<Tables>, { origin, key }: LogSigner, at: string): Promise<number> {
  return db.transaction().execute(async (trx) => {
    if (!(await takeTree(trx))) return 0
    const last = await findCheckpoint(trx)
    const leaves = await listLeaves(trx, last?.size ?? 0, atOnce)
    if (leaves.length === 0) return 0
    const subtrees: Subtree[] = []
    const tree = growTree(last, (subtree) => {
      if (subtree.height % storedEvery === 0) subtrees.push(subtree)
    })
    for (const { seq, leaf } of leaves) {
      if (seq !== tree.size + 1) throw new Error(`the audit log has no entry ${tree.size + 1}`)
      tree.add(leaf)
    }
    const { size, peaks } = tree
    const root = tree.root()
    await addCheckpoint(trx, { size, root, peaks, note: signCheckpoint({ origin, size, root }, key), at }, subtrees)
    return leaves.length
  })
}

/**
 * Takes every entry that is committed into the tree and signs a checkpoint over it. Numbers become visible in their order
 * and without gaps, as `appendAudit` sees to it, so what is read is final. Of several processes one at a time does this.
 * @throws when a number is missing: then somebody has had a hand in the log
 */
export async function buildTree(db: Kysely<Tables>, signer: LogSigner, clock: () => Date): Promise<void> {
  while ((await buildSome(db, signer, clock().toISOString())) === atOnce);
}

/** How long an entry waits at most for a checkpoint over it, in milliseconds. */
const every = 30_000

/**
 * Builds the tree now and again and again. A failure is reported and tried again.
 * @returns what ends it, once a run under way is over
 */
export function startTreeBuilder(
  db: Kysely<Tables>,
  signer: LogSigner,
  clock: () => Date,
  report: (error: unknown) => void,
): () => Promise<void> {
  let running: Promise<void> | undefined
  const run = () => {
    running ??= buildTree(db, signer, clock)
      .catch(report)
      .finally(() => {
        running = undefined
      })
  }
  run()
  const timer = setInterval(run, every).unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
