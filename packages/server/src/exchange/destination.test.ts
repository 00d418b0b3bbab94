import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:https'
import { type AddressInfo, Socket } from 'node:net'
import { test } from 'node:test'
import { digestOf } from '@comity/exchange/digest'
import { isPublicAddress, placesBeside, readListed } from './destination.ts'
import { openEgress } from './egress.ts'
import { makeCertificate } from './gateway-certificate.ts'

const made = await makeCertificate(new Date('2026-11-21T12:00:00Z'))
const certificate = { ...made, digest: digestOf(new X509Certificate(made.certificate).raw) }

const wordsOf = (text: string): readonly string[] => text.trim().split(/\s+/u)

/** Addresses that are no peer's: this machine, the ministry's network, clouds' metadata services, and what routers keep for themselves. */
const inside4 = wordsOf(`
  0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.254 10.20.30.40 100.64.0.1 100.100.100.200 100.127.255.254 127.0.0.1 127.0.0.2 127.1.1.1
  127.255.255.254 169.254.0.1 169.254.169.254 169.254.170.2 169.254.255.254 172.16.0.1 172.17.0.1 172.31.255.254 192.0.0.1 192.0.0.192
  192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1 192.168.0.1 192.168.1.254 192.168.255.254 192.175.48.1 198.18.0.1 198.19.255.254
  198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.254 255.255.255.255
`)
const inside6 = wordsOf(`
  :: ::1 ::2 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.0.0.1 ::ffff:a9fe:a9fe ::ffff:0:127.0.0.1 ::127.0.0.1 ::ffff:192.168.1.1
  ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::a00:1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:10::1
  2001:20::1 2001:db8::1 2002:7f00:1::1 2002:a00:1::1 2002:a9fe:a9fe:: 2620:4f:8000::1 3fff::1 fc00::1 fd00:ec2::254 fd12:3456:789a::1
  fe80::1 fe80::a9fe:a9fe fec0::1 ff01::1 ff02::1 ff05::2 5f00::1 4000::1 0:0:0:0:0:0:0:1 0000:0000:0000:0000:0000:ffff:7f00:0001
`)
/** The same places, as somebody writes them who hopes to be misread. */
const disguised = wordsOf(`
  2130706433 0x7f000001 0x7f.0.0.1 0177.0.0.1 017700000001 127.1 127.0.1 0x7f.1 127.0.0.1. 00000177.1 0 0x0 0.0 2852039166 0xa9fea9fe
  0xA9.0xFE.0xA9.0xFE 0251.0376.0251.0376 169.254.43518 169.16689662 0xa000001 012.0.0.1 10.1 167772161 0300.0250.0.1 3232235777
  0xc0a80101 192.168.257 172.1048577 ①②⑦.⓪.⓪.① １２７.０.０.１ 127。0。0。1 127．0．0．1 ⑯⑨.②⑤④.⑯⑨.②⑤④ %31%32%37.0.0.1 127%2e0%2e0%2e1 𝟏𝟐𝟕.𝟎.𝟎.𝟏
  [::1] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::] [0::0] [::ffff:a9fe:a9fe] [fd00:ec2::254] user@127.0.0.1
  peer.example@127.0.0.1 peer.example:443@127.0.0.1 peer.example%20@127.0.0.1 8.8.8.8@10.0.0.1 @127.0.0.1 127.0.0.1/../peer.example
  127.0.0.1#peer.example 127.0.0.1?peer.example 127.0.0.1:22 127.0.0.1:5432 169.254.169.254:80 [::1]:6379 //127.0.0.1
`)
const oddly = ['127.0.0.1\\peer.example', '127.0.0.1\\@peer.example', '\t127.0.0.1', '127.0.0.1\n', '127.0.\n0.1']
const schemes = wordsOf('http ftp file gopher dict ldap sftp tftp ws wss jar data javascript blob netdoc unix').map(
  (scheme) => `${scheme}://127.0.0.1/`,
)
const broken = ['', 'https://', 'https:///', 'https://[::1', 'https://127.0.0.1:99999', 'https://a b', 'https://%00', 'peer.example']

/** Names whose name server says such an address: alone, among good ones, or once the first look is over. */
function nameFor(index: number): string {
  return index % 2 === 0 ? `gateway-${index}.peer.example` : `gateway-${index}.peer.example.`
}

test('two hundred ways to send us somewhere inside make no connection', async (t) => {
  const connects = t.mock.method(Socket.prototype, 'connect')
  const names = [...inside4, ...inside6].map((address, index) => [nameFor(index), address] as const)
  const answers = new Map(names.map(([name, address]) => [name.replace(/\.$/u, ''), address]))
  const findPlaces = placesBeside([], async (host) => {
    const address = answers.get(host)
    return address === undefined ? ['not an address'] : host.endsWith('0.peer.example') ? ['9.9.9.9', address] : [address]
  })
  const egress = openEgress(certificate, { findPlaces })
  const payloads = [
    ...inside4.map((address) => `https://${address}`),
    ...inside6.map((address) => `https://[${address}]`),
    ...[...disguised, ...oddly].map((host) => `https://${host}`),
    ...names.map(([name]) => `https://${name}:8443`),
    ...schemes,
    ...broken,
  ]
  assert.ok(payloads.length >= 200, `${payloads.length} payloads`)
  for (const url of payloads) {
    const answer = await egress.send({ url, certificates: ['0'.repeat(64)] }, { method: 'GET', path: '/x/v1/directory' })
    const reason = answer.ok ? 'an answer' : answer.problem.values?.['reason']
    assert.ok(reason === 'address' || reason === 'not https', `${JSON.stringify(url)}: ${reason}`)
  }
  assert.equal(connects.mock.callCount(), 0)
  egress.close()
})

test('a place that is not public is reached when the operator lists it, and by the one look at its name', async (t) => {
  const server = createServer({ key: made.key, cert: made.certificate }, (_, response) => response.end('here'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  let asked = 0
  // A name server that changes its mind between the check and the use.
  const resolve = async () => ((asked += 1) === 1 ? ['127.0.0.1'] : ['10.0.0.1'])
  const egress = openEgress(certificate, { findPlaces: placesBeside(['127.0.0.0/8'], resolve) })
  t.after(async () => {
    egress.close()
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const url = `https://gateway.peer.example:${(server.address() as AddressInfo).port}`
  const send = async (to: string) => egress.send({ url: to, certificates: [certificate.digest] }, { method: 'GET', path: '/' })
  const answer = await send(url)
  assert.equal(answer.ok && Buffer.from(answer.value.body).toString(), 'here')
  assert.equal(asked, 1)
  const second = await send(url.replace('gateway', 'second'))
  assert.equal(!second.ok && second.problem.values?.['reason'], 'address')
})

test('an answer that leads elsewhere is not followed', async (t) => {
  let asked = 0
  const server = createServer({ key: made.key, cert: made.certificate }, (_, response) => {
    asked += 1
    response.writeHead(302, { location: '/internal' }).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const egress = openEgress(certificate, { findPlaces: placesBeside(['127.0.0.1']) })
  t.after(async () => {
    egress.close()
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const answer = await egress.send({ url, certificates: [certificate.digest] }, { method: 'GET', path: '/' })
  assert.deepEqual([answer.ok && answer.value.status, asked], [302, 1])
})

test('addresses of the public Internet are public, and a listed name stands for whatever it resolves to', async () => {
  for (const address of [
    '9.9.9.9',
    '172.15.255.255',
    '172.32.0.1',
    '192.167.255.255',
    '100.128.0.1',
    '2600::1',
    '2a00:1450::1',
    '2620:fe::9',
  ])
    assert.ok(isPublicAddress(address), address)
  for (const word of ['', 'localhost', '127.1', '9.9.9.9:443', '[2600::1]']) assert.ok(!isPublicAddress(word), word)
  const places = await placesBeside(['gateway.ministry.example'], async () => ['10.1.2.3'])('gateway.ministry.example')
  assert.deepEqual(places, [{ address: '10.1.2.3', family: 4 }])
  await assert.rejects(placesBeside(['10.1.2.0/24'], async () => ['10.1.3.3'])('gateway.ministry.example'))
  await assert.rejects(placesBeside([], async () => [])('gateway.ministry.example'))
})

test('the operator lists hosts, addresses and networks, and nothing else', () => {
  assert.deepEqual(readListed('10.20.0.0/16'), { network: '10.20.0.0', bits: 16 })
  assert.deepEqual(readListed('fd00::1'), { network: 'fd00::1', bits: 128 })
  assert.deepEqual(readListed('gateway.ministry.example'), { name: 'gateway.ministry.example' })
  for (const wrong of ['', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/', '10.0.0.0/x', 'a/8', 'https://a', 'a b', 'fd00::/129'])
    assert.equal(readListed(wrong), undefined, wrong)
})
