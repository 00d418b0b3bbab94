import type { Read, World } from './world.ts'

/** The kinds of peer that the runner plays. */
export type Peer = 'obedient' | 'slow' | 'lying' | 'replaying' | 'forking'

/** What came of a trial. */
export interface Outcome {
  readonly back: string
  readonly agrees: boolean
}

/** One thing that is tried. */
export interface Trial {
  readonly peer: Peer
  readonly tried: string
  /** What docs/exchange.md or docs/transport.md asks for. */
  readonly says: string
  run(world: World): Promise<Outcome>
}

/** What an answer has to be. What is not named may be anything. */
export interface Expected {
  /** One of these. */
  readonly status?: number | readonly number[]
  readonly code?: string
  /** The events of the signed receipts, in their order; with their problem after a colon. */
  readonly receipts?: readonly string[]
  readonly missing?: readonly string[]
  readonly offset?: number
}

/** The receipts of an answer in a few words. */
export function receiptsIn({ receipts }: Pick<Read, 'receipts'>): string[] {
  return receipts.map(({ receipt }) => (receipt.problem === undefined ? receipt.event : `${receipt.event}:${receipt.problem}`))
}

/** An answer in a few words. */
export function told(reply: Read): string {
  if (reply.broken !== undefined) return `no answer (${reply.broken})`
  const forged = reply.texts.length - reply.receipts.length
  const words = [
    String(reply.status),
    reply.code,
    ...receiptsIn(reply),
    reply.missing.length > 0 ? `${reply.missing.length} missing` : undefined,
    forged > 0 ? `${forged} receipts that it has not signed` : undefined,
    reply.headers['upload-offset'] === undefined ? undefined : `offset ${String(reply.headers['upload-offset'])}`,
  ]
  return words.filter((word) => word !== undefined).join(', ')
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.join() === other.join()
}

/** Compares an answer with what it has to be. */
export function judge(reply: Read, { status, code, receipts, missing, offset }: Expected): Outcome {
  const statuses = typeof status === 'number' ? [status] : status
  const agrees =
    (statuses === undefined || statuses.includes(reply.status)) &&
    (code === undefined || reply.code === code) &&
    (receipts === undefined || (same(receiptsIn(reply), receipts) && reply.texts.length === reply.receipts.length)) &&
    (missing === undefined || same(reply.missing, missing)) &&
    (offset === undefined || reply.headers['upload-offset'] === String(offset))
  return { back: told(reply), agrees }
}

/** All of several outcomes. */
export function all(...outcomes: readonly Outcome[]): Outcome {
  return { back: outcomes.map(({ back }) => back).join(' → '), agrees: outcomes.every(({ agrees }) => agrees) }
}

/** A fact that was seen. */
export function seen(back: string, agrees: boolean): Outcome {
  return { back, agrees }
}
