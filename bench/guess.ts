/**
 * Ten thousand guesses at the sign-in of a running instance, from many addresses, half at a name that exists and half at one that does
 * not: how many are looked at, and whether names that exist and names that do not differ in time, by twenty of each, turn by turn.
 * `node bench/guess.ts [guesses]`.
 */
import { randomBytes } from 'node:crypto'
import { describeSecret } from '@comity/server/account/one-time-code'
import { startServer } from '@comity/server/server'
import { scratch } from './authority.ts'

const guesses = Number(process.argv[2] ?? 10_000)
const names = ['ana', ...Array.from({ length: 19 }, (_, at) => `officer-${at}`)]
const describe = (name: string) => ({
  name,
  displayName: 'A. Quispe',
  role: 'officer' as const,
  language: 'es' as const,
  password: 'correct horse battery',
  totpSecret: describeSecret(randomBytes(20), name, 'Comity').totpSecret,
})
const server = await startServer({
  authority: { state: 'PER', function: 'central', name: 'Autoridad Central, Perú' },
  dataDirectory: scratch(),
  port: 0,
  exchangePort: 0,
  firstAccounts: names.map(describe),
  log: { level: 'silent' },
  requestsPerMinute: 10_000_000,
  trustProxy: ['127.0.0.1'],
})

async function guess(name: string, address: string): Promise<{ readonly code: string; readonly ms: number }> {
  const began = performance.now()
  const response = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ name, password: randomBytes(9).toString('base64url'), code: '000000' }),
  })
  const { code } = (await response.json()) as { code: string }
  return { code, ms: performance.now() - began }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const addressOf = (number: number): string => `198.51.${Math.floor(number / 250) % 250}.${number % 250}`

// The time of a guess that is looked at: nine at each of many names, so that none is refused for their number.
const known: number[] = []
const unknown: number[] = []
for (let number = 0; number < 9; number += 1)
  for (const [at, name] of names.entries()) {
    const ghost = at === 0 ? 'ghost' : `nobody-${at}`
    known.push((await guess(name, addressOf(number * 20 + at))).ms)
    unknown.push((await guess(ghost, addressOf(number * 20 + at + 500))).ms)
  }

const counts = new Map<string, number>()
for (let number = 0; number < guesses; number += 1) {
  const name = number % 2 === 0 ? 'ana' : 'ghost'
  const { code } = await guess(name, addressOf(number + 1000))
  counts.set(`${name} ${code}`, (counts.get(`${name} ${code}`) ?? 0) + 1)
}
console.log(`${guesses} guesses after nine at each name, from ${Math.min(guesses, 62_500)} addresses within an hour`)
for (const [what, count] of [...counts].toSorted(([a], [b]) => a.localeCompare(b))) console.log(`${what.padEnd(28)} ${count}`)
const gaps = known.map((ms, at) => ms - (unknown[at] ?? Number.NaN))
console.log(
  `median of ${known.length} guesses that are looked at: known ${median(known).toFixed(1)} ms, unknown ${median(unknown).toFixed(1)} ms`,
)
console.log(`median of known less unknown, turn by turn: ${median(gaps).toFixed(2)} ms`)
await server.stop()
