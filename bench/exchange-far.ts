// One file between two network namespaces whose line has 800 ms there and back, loses 1 % each way, and goes down now and then.
// Needs root, `ip` and `tc` of Linux. `node bench/exchange-far.ts [megabytes] [minutes] [cuts]`, 1024, 60 and 5 when not given. It ends after
// the minutes, arrived or not, and says how far it came. A kernel without netem has neither delay nor loss, which is said too. TCP alone decides the speed: with `bbr` in the kernel that is used, and said.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { scratch } from './authority.ts'
import { allArrived, introduceDesks, startDesk } from './exchange-desk.ts'

const [size = 1024, minutes = 60, cuts = 5] = process.argv.slice(2, 5).map(Number)
const names = [`comity-a-${process.pid}`, `comity-b-${process.pid}`] as const
const addresses = ['10.213.77.1', '10.213.77.2'] as const

function run(command: string): void {
  const [program = '', ...args] = command.split(' ')
  execFileSync(program, args, { stdio: 'ignore' })
}

function tryRun(command: string): boolean {
  try {
    run(command)
    return true
  } catch {
    return false
  }
}

function sent(): number {
  const [shown] = JSON.parse(execFileSync('ip', ['-n', names[0], '-s', '-j', 'link', 'show', 'far'], { encoding: 'utf8' })) as {
    stats64: { tx: { bytes: number } }
  }[]
  return shown?.stats64.tx.bytes ?? 0
}

process.once('exit', () => {
  for (const name of names) tryRun(`ip netns del ${name}`)
})
for (const name of names) run(`ip netns add ${name}`)
run(`ip link add far netns ${names[0]} type veth peer name far netns ${names[1]}`)
for (const [place, name] of names.entries()) {
  run(`ip -n ${name} addr add ${addresses[place]}/24 dev far`)
  run(`ip -n ${name} link set lo up`)
  run(`ip -n ${name} link set far up`)
}
const netem = names
  .map((name) => tryRun(`ip netns exec ${name} tc qdisc add dev far root netem delay 400ms loss 1% limit 100000`))
  .every(Boolean)
const bbr = names.map((name) => tryRun(`ip netns exec ${name} sysctl -qw net.ipv4.tcp_congestion_control=bbr`)).every(Boolean)

const root = scratch()
const [from, to] = await Promise.all(
  (['PER', 'CHE'] as const).map((state, place) => {
    const host = addresses[place] ?? ''
    return startDesk(state, join(root, state), 7443, {
      host,
      endpoint: `https://${host}:7443`,
      peers: '10.213.77.0/24',
      within: ['ip', 'netns', 'exec', names[place] ?? ''],
    })
  }),
)
if (from === undefined || to === undefined) throw new Error('two desks')
await introduceDesks(from, to)
const { act } = await from.tell({ do: 'draft', megabytes: size })
if (act === undefined) throw new Error('nothing was drafted')
const [before, began, patience] = [sent(), performance.now(), minutes * 60_000]
await from.tell({ do: 'post', act, to: 'CHE' })
let done = 0
const cutting = setInterval(
  () => {
    if (done >= cuts) return
    done += 1
    run(`ip -n ${names[0]} link set far down`)
    setTimeout(() => run(`ip -n ${names[0]} link set far up`), 10_000)
  },
  patience / (cuts + 1),
)
const arrived = await allArrived(from, patience)
clearInterval(cutting)
const seconds = (performance.now() - began) / 1000
const megabytes = (sent() - before) / 1024 ** 2
const line = netem ? '800 ms, 1 % loss' : 'no netem in this kernel, so neither delay nor loss'
const how = `${line}, ${bbr ? 'bbr' : 'no bbr'}, ${done} cuts of 10 s`
console.log(
  arrived
    ? `${size} MB in ${seconds.toFixed(0)} s, ${megabytes.toFixed(0)} MB on the line (${how})`
    : `not arrived in ${minutes} minutes: ${megabytes.toFixed(1)} of ${size} MB on the line, ${((megabytes * 1024) / seconds).toFixed(0)} kB/s (${how})`,
)
await Promise.all([from, to].map((desk) => desk.stop()))
