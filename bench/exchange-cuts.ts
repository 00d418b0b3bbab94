// One file from one authority to another over a line that is cut again and again, at even distances: time, and bytes sent more than once.
// `node bench/exchange-cuts.ts [megabytes] [cuts]`, 100 and 20 when not given. What a fresh line takes is measured first.
import { join } from 'node:path'
import { layLine } from '@comity/server/exchange/test-line'
import { scratch } from './authority.ts'
import { allArrived, introduceDesks, startDesk } from './exchange-desk.ts'

const megabyte = 1024 * 1024
const [size = 100, cuts = 20] = process.argv.slice(2, 4).map(Number)
const root = scratch()
const line = await layLine()
const from = await startDesk('PER', join(root, 'PER'), 0)
const to = await startDesk('CHE', join(root, 'CHE'), 0, { endpoint: line.url })
line.target = to.started.port ?? 0
await introduceDesks(from, to)

async function transfer(): Promise<{ seconds: number; forward: number }> {
  const { act } = await from.tell({ do: 'draft', megabytes: size })
  if (act === undefined) throw new Error('nothing was drafted')
  const [before, began] = [line.forward, performance.now()]
  await from.tell({ do: 'post', act, to: 'CHE' })
  await allArrived(from)
  return { seconds: (performance.now() - began) / 1000, forward: line.forward - before }
}

const whole = await transfer()
console.log(`${size} MB uncut: ${whole.seconds.toFixed(1)} s, ${(whole.forward / megabyte).toFixed(1)} MB on the line`)
const start = line.forward
let done = 0
const watch = setInterval(() => {
  if (done < cuts && line.cutAt === undefined && line.forward - start >= (done * size * megabyte) / (cuts + 1)) {
    done += 1
    line.cutAt = start + (done * size * megabyte) / (cuts + 1)
  }
}, 1)
const cut = await transfer()
clearInterval(watch)
const more = (cut.forward - whole.forward) / megabyte
console.log(
  `${size} MB cut ${done} times: ${cut.seconds.toFixed(1)} s, ${(cut.forward / megabyte).toFixed(1)} MB on the line, ${more.toFixed(1)} MB sent again`,
)
await Promise.all([from, to].map((desk) => desk.stop()))
await line.close()
