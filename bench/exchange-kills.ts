import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv } from 'node:process'
import { type Answer, type Desk, dispatchBetween, startDesk } from './exchange-desk.ts'

/**
 * Two authorities send each other 2,000 messages while their processes, database and all, are killed 200 times
 * without a warning (or as many as the arguments say). Counts what must be nought: acknowledged acts that were lost,
 * acts applied more than once, receipts given twice. Exits 1 when one of them is not.
 */
const exchanges = Number(argv[2] ?? 2000)
const kills = Number(argv[3] ?? 200)
const States = ['PER', 'CHE'] as const
/** Acts that wait for their acknowledgement at one desk at once. */
const hands = 4

const root = mkdtempSync(join(tmpdir(), 'comity-bench-'))
process.once('exit', () => rmSync(root, { recursive: true, force: true }))

/** A desk that comes back after each kill; whoever needs it waits for that. */
interface Seat {
  readonly state: string
  readonly other: string
  readonly port: number
  desk: Promise<Desk>
  readonly acknowledged: string[]
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

async function seatAll(): Promise<[Seat, Seat]> {
  const desks = await Promise.all(States.map((state) => startDesk(state, join(root, state), 0)))
  const [peru, switzerland] = desks
  if (peru === undefined || switzerland === undefined) throw new Error('two desks')
  await peru.tell({ do: 'know', text: switzerland.started.text ?? '' })
  await switzerland.tell({ do: 'know', text: peru.started.text ?? '' })
  const seat = (state: string, other: string, desk: Desk): Seat => ({
    state,
    other,
    port: desk.started.port ?? 0,
    desk: Promise.resolve(desk),
    acknowledged: [],
  })
  return [seat(States[0], States[1], peru), seat(States[1], States[0], switzerland)]
}

let unanswered = 0
let killed = 0

/** How many acts a desk should have had acknowledged by now: they are spread over the kills. */
function due(): number {
  return ((killed + 1) / (kills + 1)) * (exchanges / 2)
}

/** Posts acts until enough are acknowledged; one whose answer the kill swallowed may have been committed or not. */
async function work(seat: Seat): Promise<void> {
  while (seat.acknowledged.length < exchanges / 2) {
    if (seat.acknowledged.length >= due()) {
      await pause(20)
      continue
    }
    const act = dispatchBetween(seat.state, seat.other)
    try {
      await (await seat.desk).tell({ do: 'post', act, to: seat.other })
      seat.acknowledged.push(act.id)
    } catch {
      unanswered += 1
      await pause(20)
    }
  }
}

async function killOne(seat: Seat): Promise<void> {
  const desk = await seat.desk
  await desk.kill()
  seat.desk = startDesk(seat.state, join(root, seat.state), seat.port)
  await seat.desk
}

async function accountOf(seat: Seat): Promise<Answer> {
  return (await seat.desk).tell({ do: 'account' })
}

const seats = await seatAll()
const begun = performance.now()
const working = Promise.all(seats.flatMap((seat) => Array.from({ length: hands }, () => work(seat))))
for (; killed < kills; killed += 1) {
  await pause(randomInt(20, 1000))
  await killOne(seats[randomInt(2)] ?? seats[0])
}
await working
for (let open = 1; open > 0;) {
  await pause(1000)
  const accounts = await Promise.all(seats.map(accountOf))
  open = accounts.reduce((sum, account) => sum + (account.open ?? 0), 0)
}
const seconds = (performance.now() - begun) / 1000
console.log(`${exchanges} messages, ${kills} kills, ${unanswered} acts without an answer, ${seconds.toFixed(0)} s`)
for (const [place, seat] of seats.entries()) {
  const there = await accountOf(seats[1 - place] ?? seat)
  const here = await accountOf(seat)
  const applied = there.applied ?? []
  const lost = seat.acknowledged.filter((id) => !applied.includes(id)).length
  const repeated = applied.length - new Set(applied).size
  console.log(
    `${seat.state} to ${seat.other}: ${applied.length} applied, ${lost} lost, ${repeated} applied twice, ${here.twice} receipts twice, ${here.failed} failed`,
  )
  if (lost + repeated + (here.twice ?? 0) + (here.failed ?? 0) > 0) process.exitCode = 1
}
await Promise.all(seats.map(async (seat) => (await seat.desk).tell({ do: 'stop' })))
