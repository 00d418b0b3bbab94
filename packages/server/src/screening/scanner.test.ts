import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { streamOf } from '../platform/byte-stream.ts'
import { readScannerAddress } from './clamd.ts'
import { openScanner, type Scanner } from './scanner.ts'
import { readScanReply, readVersionReply } from './scanner-reply.ts'
import { clamdProgram, startClamd } from './test-clamd.ts'

const folder = mkdtempSync(join(tmpdir(), 'comity-scanner-'))
const closing: (() => Promise<void>)[] = []
after(async () => {
  for (const close of closing) await close()
  rmSync(folder, { recursive: true, force: true })
})
const clock = () => new Date('2026-11-21T15:00:00Z')
const eicar = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''))
const version = 'ClamAV 1.4.3/27823/Fri Nov 20 09:25:32 2026'
const sentence = Buffer.from('Bank records of account 4417-0093.')

/** What a scanner was sent for one command: its stream without the lengths, once it is whole. */
type Answer = (socket: Socket, sent: Buffer) => void

/** Speaks clamd's side until the stream ends, and lets the test answer. */
async function fake(answer: Answer, onVersion = `${version}\0`): Promise<Scanner> {
  const path = join(folder, `${closing.length}.sock`)
  const server = createServer((socket) => {
    let held = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk])
      if (held.toString('latin1') === 'zVERSION\0') return void socket.end(onVersion)
      const begun = 'zINSTREAM\0'.length
      const parts: Buffer[] = []
      for (let at = begun; at + 4 <= held.length;) {
        const length = held.readUInt32BE(at)
        if (length === 0) return answer(socket, Buffer.concat(parts))
        parts.push(held.subarray(at + 4, at + 4 + length))
        at += 4 + length
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  closing.push(async () => new Promise((resolve) => server.close(() => resolve())))
  return openScanner({ path }, clock, 300)
}

/** As a scanner answers that does what it should. */
const honest: Answer = (socket, sent) => void socket.end(sent.includes(eicar) ? 'stream: Eicar-Test FOUND\0' : 'stream: OK\0')

/** A scanner that passes its test and then answers like this. */
async function turned(answer: Answer): Promise<Scanner> {
  const scanner = await fake((socket, sent) => (sent.equals(sentence) ? answer(socket, sent) : honest(socket, sent)))
  await scanner.test()
  assert.ok(scanner.version() !== undefined)
  return scanner
}

const notScanned = { scan: 'not-scanned', obstacle: 'no-answer' }

describe('a scanner', () => {
  test('counts as gone until it has found the test file and spared a plain sentence', async () => {
    const scanner = await fake(honest)
    assert.deepEqual([scanner.version(), scanner.goneSince()], [undefined, '2026-11-21T15:00:00.000Z'])
    assert.deepEqual(await scanner.scan(() => streamOf(sentence)), { scan: 'not-scanned', obstacle: 'no-scanner' })
    await scanner.test()
    assert.deepEqual(scanner.version(), { text: version, engine: 'ClamAV 1.4.3', signaturesAt: '2026-11-20T09:25:32.000Z' })
    assert.equal(scanner.goneSince(), undefined)
    assert.deepEqual(await scanner.scan(() => streamOf(sentence)), { scan: 'clean' })
    assert.deepEqual(await scanner.scan(() => streamOf(eicar)), { scan: 'found', found: 'Eicar-Test' })
  })

  for (const [who, answer, said] of [
    ['calls everything clean', (socket: Socket) => void socket.end('stream: OK\0'), undefined],
    ['finds something in everything', (socket: Socket) => void socket.end('stream: Bad FOUND\0'), undefined],
    ['does not say what it is', honest, 'Sendmail 8\0'],
  ] as const)
    test(`counts as gone when it ${who}`, async () => {
      const scanner = await fake(answer, said)
      await scanner.test()
      assert.equal(scanner.version(), undefined)
    })

  test('counts as gone where nobody listens', async () => {
    const scanner = openScanner({ path: join(folder, 'nobody.sock') }, clock, 300)
    await scanner.test()
    assert.equal(scanner.version(), undefined)
  })

  for (const [how, answer] of [
    ['breaks off', (socket: Socket) => void socket.destroy()],
    ['breaks off within the sentence', (socket: Socket) => void socket.end('stream: O')],
    ['does not end its sentence', (socket: Socket) => void socket.end('stream: OK')],
    ['says more than its sentence', (socket: Socket) => void socket.end('stream: OK\0stream: OK\0')],
    ['says something else', (socket: Socket) => void socket.end('stream: OKAY\0')],
    ['speaks of another file', (socket: Socket) => void socket.end('letter.pdf: OK\0')],
    ['finds what has no name', (socket: Socket) => void socket.end('stream:  FOUND\0')],
    ['names what cannot be a name', (socket: Socket) => void socket.end('stream: a\nb FOUND\0')],
    ['reports an error', (socket: Socket) => void socket.end("Can't allocate memory ERROR\0")],
    ['says nothing', () => undefined],
    ['says it without end', (socket: Socket) => void socket.write(Buffer.alloc(2_000_000, 'stream: OK'))],
    [
      'says it too slowly',
      (socket: Socket) => {
        const timer = setInterval(() => socket.write('s'), 50)
        socket.once('close', () => clearInterval(timer))
      },
    ],
  ] as const)
    test(`leaves a file not scanned when it ${how}`, async () => {
      assert.deepEqual(await (await turned(answer)).scan(() => streamOf(sentence)), notScanned)
    })

  test('leaves a file not scanned when it praises what it has not seen', async () => {
    const path = join(folder, 'early.sock')
    let early = false
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      let held = ''
      socket.on('data', (chunk: Buffer) => {
        held += chunk.toString('latin1')
        if (held === 'zVERSION\0') socket.end(`${version}\0`)
        else if (early) socket.end('stream: OK\0')
        else if (held.endsWith('\0\0\0\0')) socket.end(held.includes('EICAR') ? 'stream: Eicar FOUND\0' : 'stream: OK\0')
      })
    })
    await new Promise<void>((resolve) => server.listen(path, resolve))
    closing.push(async () => new Promise((resolve) => server.close(() => resolve())))
    const scanner = openScanner({ path }, clock, 2000)
    await scanner.test()
    early = true
    async function* slowly() {
      for (let part = 0; part < 40; part += 1) {
        yield Buffer.alloc(65_536, 'a')
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    assert.deepEqual(await scanner.scan(slowly), notScanned)
  })

  test('says what is too large for it, and never calls it clean or harmful', () => {
    for (const reply of ['INSTREAM size limit exceeded. ERROR', 'stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND'])
      assert.deepEqual(readScanReply(reply, true), { scan: 'not-scanned', obstacle: 'too-large' })
  })

  test('is believed in two sentences only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 60 }), fc.boolean(), (reply, whole) => {
        if (!/^stream: (?:OK|\S+ FOUND)$/u.test(reply)) assert.equal(readScanReply(reply, whole).scan, 'not-scanned')
        assert.equal(readScanReply(reply, false).scan, 'not-scanned')
        if (!reply.startsWith('ClamAV ')) assert.equal(readVersionReply(reply), undefined)
      }),
    )
  })

  test('is reached on this machine only', () => {
    for (const own of ['/run/clamav/clamd.ctl', '127.0.0.1:3310', '[::1]:3310', 'localhost:3310'])
      assert.ok(readScannerAddress(own) !== undefined, own)
    for (const other of ['10.0.0.1:3310', 'scanner.example:3310', '127.0.0.1', '127.0.0.1:0', '127.0.0.1:70000', 'clamd.sock', '', '/a\0b'])
      assert.equal(readScannerAddress(other), undefined, other)
  })
})

describe(
  'clamd with the configuration that we deliver',
  { skip: clamdProgram === undefined ? 'clamd is not on this machine' : false },
  () => {
    test('passes the test of the start, finds malware within a packed file and spares papers', async () => {
      const clamd = await startClamd([Buffer.from('this is called malware here')])
      closing.push(clamd.stop)
      const scanner = openScanner({ path: clamd.path }, clock)
      await scanner.test()
      assert.match(scanner.version()?.engine ?? '', /^ClamAV \d/u)
      const scan = async (bytes: Buffer) => scanner.scan(() => streamOf(bytes))
      assert.deepEqual(await scan(sentence), { scan: 'clean' })
      assert.deepEqual(await scan(Buffer.from('and this is called malware here, too')), {
        scan: 'found',
        found: 'Test.Harmful-0.UNOFFICIAL',
      })
      assert.deepEqual(await scan(gzipSync(eicar)), { scan: 'found', found: 'Eicar-Test.UNOFFICIAL' })
      assert.deepEqual(await scan(Buffer.alloc(3_000_000, 'a')), { scan: 'clean' })
      await clamd.stop()
      closing.pop()
      assert.deepEqual(await scan(sentence), notScanned)
      assert.ok(scanner.goneSince() !== undefined)
      assert.deepEqual(await scan(sentence), { scan: 'not-scanned', obstacle: 'no-scanner' })
    })
  },
)
