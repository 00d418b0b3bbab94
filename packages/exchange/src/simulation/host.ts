import type { Result } from '@comity/domain/result'
import { timeUnder } from '../directory-document.ts'
import type { SignedDirectory } from '../directory.ts'
import { type Peer, peerOf } from '../peer.ts'
import { appendReceipt, type Statement } from '../receipt-chain.ts'
import { type Authority, clockOf, type World } from './authority.ts'
import { never, type Process } from './scheduler.ts'

/** Takes a change that is to stand when the transaction ends. */
export type Write = (change: () => void) => void

/** What every part of a process stands on. */
export interface Host {
  readonly world: World
  readonly authority: Authority
  readonly process: Process
  /** By the authority's own clock, in milliseconds since 1970. */
  now(): number
  nowText(): string
  step(): Promise<void>
  findPeer(peer: string): Peer | undefined
  ownDirectory(): SignedDirectory
  /** What is written stands all at once at the end; if the process dies before, never. */
  transact<T>(work: (write: Write) => Promise<Result<T>>): Promise<Result<T>>
  /** Issues a receipt of ours within a transaction. */
  issue(write: Write, statement: Statement): Promise<Uint8Array>
  /** Fetches the directory documents that follow the one that is held of a peer. */
  refresh(peer: string): Promise<boolean>
}

/** Gives a process its ground. */
export function openHost(world: World, authority: Authority): Host {
  const { scheduler, seals } = world
  const { disk, id: self } = authority
  const process: Process = { alive: true, mourners: new Set() }
  const now = (): number => clockOf(world, authority)
  const nowText = (): string => new Date(now()).toISOString()
  const step = (): Promise<void> => scheduler.step(process)
  const findPeer = (peer: string) => {
    if (peer === self) return peerOf(ownDirectory(), 'verified')
    const held = disk.peers.get(peer)
    return held && peerOf(held.directory, held.stage)
  }

  function ownDirectory(): SignedDirectory {
    const own = disk.directories.at(-1)
    if (own === undefined) throw new Error('an authority has a directory document')
    return own
  }

  function transact<T>(work: (write: Write) => Promise<Result<T>>): Promise<Result<T>> {
    const body = async (): Promise<Result<T>> => {
      const changes: (() => void)[] = []
      const result = await work((change) => void changes.push(change))
      await step()
      if (result.ok) for (const change of changes) change()
      return result
    }
    const died = new Promise<undefined>((resolve) => process.mourners.add(() => resolve(undefined)))
    const turn = authority.queue.then(() => (process.alive ? Promise.race([body(), died]) : undefined))
    authority.queue = turn.catch(() => undefined)
    return turn.then((result) => result ?? never)
  }

  async function issue(write: Write, statement: Statement): Promise<Uint8Array> {
    const [key] = disk.keys.sign
    if (key === undefined) throw new Error('an authority has a signing key')
    const same = (other: Statement): boolean =>
      (['peer', 'direction', 'message', 'digest', 'event', 'problem'] as const).every((member) => other[member] === statement[member])
    const chain = {
      lock: async () => disk.issued.at(-1)?.digest ?? null,
      findGiven: async () => disk.issued.find((one) => same(one.statement))?.bytes,
      append: async (_: Statement, signed: { bytes: Uint8Array; digest: string; previous: string | null }) =>
        write(() => void disk.issued.push({ statement, ...signed })),
    }
    const at = timeUnder(ownDirectory().document, key.kid, statement.at)
    return appendReceipt(chain, self, (receipt) => seals.sign(receipt, key), { ...statement, at })
  }

  async function refresh(peer: string): Promise<boolean> {
    let renewed = false
    for (;;) {
      const held = disk.peers.get(peer)
      if (held === undefined || held.stage !== 'verified') return renewed
      const answer = await world.directory(process, held.directory)
      await step()
      if (!answer.ok || answer.value === undefined) return renewed
      const [shown, current] = [answer.value, disk.peers.get(peer)]
      if (current?.directory !== held.directory) return renewed
      const next = world.documents.read(shown, held.directory)
      const kept = [...current.kept, shown]
      if (!next.ok) {
        if (world.documents.contradicts(shown, held.directory, current.kept, nowText()))
          disk.peers.set(peer, { ...current, kept, stage: 'suspended', contradicted: true })
        return renewed
      }
      if (shown.digest === held.directory.digest) return renewed
      disk.peers.set(peer, { ...current, kept, directory: shown })
      renewed = true
    }
  }

  return { world, authority, process, now, nowText, step, findPeer, ownDirectory, transact, issue, refresh }
}
