import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv } from 'node:process'
import type { Act } from '@comity/domain/request/act'
import { allArrived, type Desk, introduceDesks, startDesk } from './exchange-desk.ts'

/**
 * One file of 300 MB (or as many as the first argument says) from one authority to another, each a process of its
 * own with its embedded database: how long it takes, and how much memory each needs beyond what it needs at rest.
 * Both are started anew before the measurement, on data that they prepared, so that nothing of the preparation
 * counts as rest. Exits 1 when 150 MB or more are needed.
 */
const allowed = 150
const megabyte = 1024 * 1024

function startTwo(root: string, ports: readonly [number, number]): Promise<[Desk, Desk]> {
  return Promise.all([startDesk('PER', join(root, 'PER'), ports[0]), startDesk('CHE', join(root, 'CHE'), ports[1])])
}

async function prepare(root: string, megabytes: number): Promise<{ ports: [number, number]; act: Act }> {
  const [from, to] = await startTwo(root, [0, 0])
  await introduceDesks(from, to)
  const { act } = await from.tell({ do: 'draft', megabytes })
  await Promise.all([from, to].map((desk) => desk.stop()))
  if (act === undefined) throw new Error('nothing was drafted')
  return { ports: [from.started.port ?? 0, to.started.port ?? 0], act }
}

async function measure(root: string, megabytes: number): Promise<void> {
  const { ports, act } = await prepare(root, megabytes)
  const [from, to] = await startTwo(root, ports)
  const rest = [await from.tell({ do: 'rest' }), await to.tell({ do: 'rest' })]
  const begun = performance.now()
  await from.tell({ do: 'post', act, to: 'CHE' })
  await allArrived(from)
  const seconds = (performance.now() - begun) / 1000
  const peaks = [await from.tell({ do: 'peak' }), await to.tell({ do: 'peak' })]
  await Promise.all([from, to].map((desk) => desk.stop()))
  console.log(`${megabytes} MB sealed, sent, opened and receipted in ${seconds.toFixed(1)} s (${(megabytes / seconds).toFixed(0)} MB/s)`)
  for (const [place, name] of ['sender', 'receiver'].entries()) {
    const idle = (rest[place]?.rss ?? 0) / megabyte
    const peak = (peaks[place]?.rss ?? 0) / megabyte
    if (peak - idle >= allowed) process.exitCode = 1
    console.log(
      `${name}: at rest ${idle.toFixed(0)} MB, peak ${peak.toFixed(0)} MB, ${(peak - idle).toFixed(0)} MB above rest (allowed ${allowed})`,
    )
  }
}

const root = mkdtempSync(join(tmpdir(), 'comity-bench-'))
process.once('exit', () => rmSync(root, { recursive: true, force: true }))
await measure(root, Number(argv[2] ?? 300))
