// Messages a second between two authorities, each a process of its own with its embedded database, each message sealed, signed,
// announced, uploaded, opened and receipted, with everything on disk. `node bench/exchange-rate.ts [messages]`, 500 when not given.
import { join } from 'node:path'
import { scratch } from './authority.ts'
import { allArrived, introduceDesks, startDesk } from './exchange-desk.ts'

const count = Number(process.argv[2] ?? 500)
const root = scratch()
const [from, to] = await Promise.all([startDesk('PER', join(root, 'PER'), 0), startDesk('CHE', join(root, 'CHE'), 0)])
await introduceDesks(from, to)
await from.tell({ do: 'flood', count: 20, to: 'CHE' })
await allArrived(from)
const began = performance.now()
await from.tell({ do: 'flood', count, to: 'CHE' })
const queued = (performance.now() - began) / 1000
await allArrived(from)
const seconds = (performance.now() - began) / 1000
await Promise.all([from, to].map((desk) => desk.stop()))
console.log(
  `${count} messages in ${seconds.toFixed(1)} s, of which ${queued.toFixed(1)} s to put them into the outbox: ${(count / seconds).toFixed(1)} a second`,
)
