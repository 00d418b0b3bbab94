import { toBase64url } from '@comity/exchange/base64url'
import { type HeldMessage, threadDigest } from '@comity/exchange/reconciliation'
import { heldIn, listThreads, receiptsAbout } from './held-store.ts'
import type { Instance } from './instance.ts'
import type { HeldThread, HeldThreads } from './wire.ts'

/** Threads in one answer; and messages of one thread, whose receipts have to fit into what a peer reads. */
const page = { threads: 200, messages: 150 }

/** What a peer is told when it asks which threads with it have moved, each with one digest of what we hold of it. */
export async function tellThreads(
  { db, self }: Pick<Instance, 'db' | 'self'>,
  peer: string,
  asked: { readonly since: string; readonly after?: string | undefined },
): Promise<HeldThreads> {
  const threads = await listThreads(db, peer, { ...asked, limit: page.threads })
  const held = await heldIn(db, self, peer, threads)
  const last = threads.length === page.threads ? threads.at(-1) : undefined
  return {
    threads: threads.map((thread) => ({ thread, digest: threadDigest(held.get(thread) ?? []) })),
    ...(last === undefined ? {} : { next: last }),
  }
}

/** What a peer is told when it asks what we hold of one thread with it. */
export async function tellThread(
  { db, self }: Pick<Instance, 'db' | 'self'>,
  peer: string,
  thread: string,
  from: number,
): Promise<HeldThread> {
  const messages: readonly HeldMessage[] = (await heldIn(db, self, peer, [thread])).get(thread) ?? []
  const shown = messages.slice(from, from + page.messages)
  const receipts = await receiptsAbout(db, peer, shown)
  return {
    messages: [...shown],
    receipts: receipts.map((bytes) => toBase64url(bytes)),
    ...(messages.length > from + page.messages ? { next: from + page.messages } : {}),
  }
}
