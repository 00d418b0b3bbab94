// Plays the obedient, slow, lying, replaying and forking peer against any address that speaks the profile of docs/exchange.md:
// `node conformance/run.ts ADDRESS --home FOLDER [--listen HOST:PORT] [--endpoint URL] [--state XXA] [--receive SECONDS] [--patient]`.
// The first run makes keys in FOLDER and says what two officers of the other authority have to verify; the next one tries.
import { parseArgs } from 'node:util'
import { runAgainst } from './peer/run-against.ts'
import { tableOf } from './peer/table.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    home: { type: 'string' },
    listen: { type: 'string', default: '127.0.0.1:8743' },
    endpoint: { type: 'string' },
    state: { type: 'string', default: 'XXA' },
    patient: { type: 'boolean', default: false },
    receive: { type: 'string', default: '0' },
  },
})
const [address] = positionals
const [host = '127.0.0.1', port = '8743'] = values.listen.split(':')
if (address === undefined || values.home === undefined || !/^https:\/\/[^/]+$/u.test(address)) {
  console.error(
    'node conformance/run.ts https://HOST:PORT --home FOLDER [--listen HOST:PORT] [--endpoint URL] [--state XXA] [--receive SECONDS] [--patient]',
  )
  process.exit(2)
}
const ran = await runAgainst(address, {
  home: values.home,
  host,
  port: Number(port),
  endpoint: values.endpoint ?? `https://${host}:${port}`,
  state: values.state,
  receiveFor: Number(values.receive) * 1000,
  patient: values.patient,
})
if (ran.introduce !== undefined) {
  console.log(`${ran.introduce.reason}. Two officers have to verify this peer there:\n`)
  console.log(`Authority    ${ran.introduce.authority}\nFingerprint  ${ran.introduce.fingerprint}\n\n${ran.introduce.directory}\n`)
}
console.log(tableOf(ran.rows))
const wrong = ran.rows.filter(({ agrees }) => !agrees).length
console.log(`\n${ran.rows.length} tried, ${wrong} disagree`)
process.exitCode = wrong > 0 || ran.introduce !== undefined ? 1 : 0
