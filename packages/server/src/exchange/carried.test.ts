import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import type { TakenIn } from '@comity/contract/sealed-file'
import type { Act } from '@comity/domain/request/act'
import { fail, ok, type Result } from '@comity/domain/result'
import { tarChunks } from '@comity/exchange/tar'
import { block, header } from '@comity/exchange/tar-layout'
import { streamOf } from '../platform/byte-stream.ts'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import {
  askStatus,
  callAs,
  dispatchOf,
  introduce,
  officers,
  secret,
  send,
  settled,
  standsAt,
  startAuthority,
  startTwo,
  storePdf,
  type TestAuthority,
  timesApplied,
  until,
} from './test-authority.ts'
import type { TestLine } from './test-line.ts'
import { craft, deliverByHand } from './test-message.ts'

const officer = officers[0]

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

describe('what is carried by hand', () => {
  const scope = suiteScope()
  let peru: TestAuthority
  let switzerland: TestAuthority
  let line: TestLine
  let open = 0

  before(async () => {
    ;({ peru, switzerland, line } = await startTwo(scope))
    open = line.target
  })

  /** Lets Peru write a message while there is no line. */
  async function written(act: Act, thread: string = randomUUID()): Promise<void> {
    line.target = 1
    line.cut()
    assert.ok((await send(peru, 'CHE', act, thread)).ok)
  }

  async function sealedFile(from: TestAuthority, message: string): Promise<Buffer> {
    await until(async () => {
      const carriable = await callAs(from, officer, 'sealOut')({ params: { message } })
      return carriable.ok || carriable.problem.code !== 'try-later'
    })
    const given = await callAs(from, officer, 'sealOut')({ params: { message } })
    assert.ok(given.ok, JSON.stringify(given))
    const bytes = await bytesOf(given.value.stream)
    assert.equal(bytes.length, given.value.size)
    return bytes
  }

  function takeIn(to: TestAuthority, bytes: Uint8Array): Promise<Result<TakenIn>> {
    const body = { name: 'message.comity', mediaType: 'application/octet-stream', stream: streamOf(bytes) }
    return callAs(to, officer, 'takeIn')({ body, query: { name: '' } })
  }

  async function codeOf(taken: Promise<Result<TakenIn>>): Promise<string | undefined> {
    const result = await taken
    if (!result.ok) return result.problem.code
    return result.value.kind === 'message' ? result.value.problem : undefined
  }

  async function receiptsFor(id: string): Promise<string> {
    const given = await callAs(switzerland, officer, 'listMessageReceipts')({ params: { peer: 'PER~central', message: id } })
    assert.ok(given.ok)
    return given.value.items.map(({ text }) => `${text}\n`).join('')
  }

  async function auditOf(authority: TestAuthority, action: string): Promise<readonly string[]> {
    const rows = await authority.db.selectFrom('audit').select('outcome').where('action', '=', action).orderBy('seq').execute()
    return rows.map(({ outcome }) => outcome)
  }

  test('a message goes out as a file, has its effect over there, and its receipts end it here', async () => {
    const file = await storePdf(peru, 400_000)
    const act = dispatchOf([file])
    await written(act)
    const bytes = await sealedFile(peru, act.id)
    assert.ok(!bytes.includes(secret))
    assert.deepEqual(await sealedFile(peru, act.id), bytes)
    const taken = await takeIn(switzerland, bytes)
    assert.deepEqual(
      taken,
      ok({
        kind: 'message',
        id: act.id,
        peer: 'PER/central',
        standing: 'accepted',
        receipts: 2,
        type: 'dispatch',
        thread: taken.ok && taken.value.kind === 'message' ? taken.value.thread : '',
      }),
    )
    assert.equal(await timesApplied(switzerland, act.id), 1)
    assert.ok(await switzerland.files.has(file.sha256))
    assert.notEqual((await standsAt(peru, act.id))?.standing, 'consigned')

    const receipts = Buffer.from(await receiptsFor(act.id))
    const back = await takeIn(peru, receipts)
    assert.ok(back.ok && back.value.kind === 'receipts')
    assert.deepEqual(
      back.value.items.map(({ event }) => event),
      ['RelayAcceptance', 'ContentConsignment'],
    )
    assert.deepEqual(await standsAt(peru, act.id), { standing: 'consigned', last_problem: null })
    assert.equal((await takeIn(peru, receipts)).ok, true)
    assert.deepEqual((await auditOf(peru, 'message.consigned')).length, 1)
    assert.ok((await auditOf(switzerland, 'message.take-in')).includes('done'))
    assert.deepEqual(await readdir(join(switzerland.dataDirectory, 'exchange', 'carried')), [])
    const gone = await callAs(peru, officer, 'sealOut')({ params: { message: act.id } })
    assert.equal(gone.ok ? undefined : gone.problem.code, 'message-ended')
  })

  test('a message that came on a stick and then over the line has one effect and the same receipts', async () => {
    const act = dispatchOf([await storePdf(peru, 20_000)])
    await written(act)
    assert.equal(await codeOf(takeIn(switzerland, await sealedFile(peru, act.id))), undefined)
    const given = await receiptsFor(act.id)
    line.target = open
    peru.exchange.wake()
    await settled(peru, act.id)
    assert.equal(await timesApplied(switzerland, act.id), 1)
    assert.equal(await receiptsFor(act.id), given)
  })

  test('a message that came over the line and then on a stick has one effect and the same receipts', async () => {
    const act = dispatchOf([await storePdf(peru, 20_000)])
    await written(act)
    const bytes = await sealedFile(peru, act.id)
    line.target = open
    peru.exchange.wake()
    await settled(peru, act.id)
    const given = await receiptsFor(act.id)
    assert.equal(await codeOf(takeIn(switzerland, bytes)), undefined)
    assert.equal(await timesApplied(switzerland, act.id), 1)
    assert.equal(await receiptsFor(act.id), given)
  })

  test('a stick goes on where a line that was cut left off', async () => {
    const act = dispatchOf([await storePdf(peru, 3_000_000)])
    await written(act)
    const bytes = await sealedFile(peru, act.id)
    line.cutAt = line.forward + 1_500_000
    line.target = open
    peru.exchange.wake()
    await until(() => line.cutAt === undefined)
    line.target = 1
    await until(async () => (await codeOf(takeIn(switzerland, bytes))) === undefined)
    assert.equal(await timesApplied(switzerland, act.id), 1)
  })

  test('of a thread, a later message waits for the one before it', async () => {
    const [first, thread] = [dispatchOf(), randomUUID()]
    const second = askStatus(2)
    await written(first, thread)
    assert.ok((await send(peru, 'CHE', second, thread)).ok)
    const [later, earlier] = [await sealedFile(peru, second.id), await sealedFile(peru, first.id)]
    const { applyAct } = switzerland
    const there = new Set<number>()
    switzerland.applyAct = async (trx, arrival, at) => {
      if (arrival.act.seq === 2 && !there.has(1)) return fail({ code: 'gap' })
      there.add(arrival.act.seq)
      return applyAct(trx, arrival, at)
    }
    assert.equal(await codeOf(takeIn(switzerland, later)), 'gap')
    assert.equal(await codeOf(takeIn(switzerland, earlier)), undefined)
    assert.equal(await codeOf(takeIn(switzerland, later)), undefined)
    switzerland.applyAct = applyAct
    assert.equal(await timesApplied(switzerland, second.id), 1)
  })

  test('a message for somebody else, or of nobody we know, changes nothing', async () => {
    const france = await startAuthority(scope, 'FRA')
    await introduce(peru, france)
    const act = dispatchOf()
    line.target = 1
    assert.ok((await send(peru, 'CHE', act)).ok)
    const bytes = await sealedFile(peru, act.id)
    assert.equal(await codeOf(takeIn(france, bytes)), 'cannot-decrypt')
    await introduce(france, switzerland)
    const stranger = await craft(france, switzerland, dispatchOf())
    const parts = [
      { name: 'envelope', source: stranger.envelope },
      { name: `parts/${stranger.act.ct256}`, source: stranger.act.bytes },
    ]
    assert.equal(await codeOf(takeIn(switzerland, await bytesOf(tarChunks(parts)))), 'unknown-peer')
    assert.equal(await timesApplied(switzerland, stranger.id), 0)
    assert.ok((await auditOf(switzerland, 'message.take-in')).includes('unknown-peer'))
  })

  test('a refusal of a known author is signed, and told to him by the receipt', async () => {
    const past = new Date(Date.now() - 1000).toISOString()
    const late = await craft(peru, switzerland, dispatchOf(), { created: new Date(Date.now() - 2000).toISOString(), notAfter: past })
    const parts = [
      { name: 'envelope', source: late.envelope },
      { name: `parts/${late.act.ct256}`, source: late.act.bytes },
    ]
    const taken = await takeIn(switzerland, await bytesOf(tarChunks(parts)))
    assert.ok(taken.ok && taken.value.kind === 'message')
    assert.deepEqual([taken.value.standing, taken.value.problem, taken.value.receipts], ['refused', 'expired', 1])
    assert.match(await receiptsFor(late.id), /^\{"payload"/u)
  })

  test('a file that is cut, altered, or holds other parts than the message has is refused and leaves nothing behind', async () => {
    const act = dispatchOf([await storePdf(peru, 50_000)])
    await written(act)
    const bytes = await sealedFile(peru, act.id)
    for (const length of [0, 100, 511, 512, 5000, bytes.length - 10_240, bytes.length - 1]) {
      assert.equal(await codeOf(takeIn(switzerland, bytes.subarray(0, length))), 'malformed', String(length))
    }
    const altered = Buffer.from(bytes)
    const place = bytes.length - 30_000
    altered[place] = (altered[place] ?? 0) ^ 1
    assert.equal(await codeOf(takeIn(switzerland, altered)), 'bad-digest')
    const message = await craft(peru, switzerland, dispatchOf())
    assert.equal(await codeOf(takeIn(switzerland, await bytesOf(tarChunks([{ name: 'envelope', source: message.envelope }])))), 'malformed')
    assert.equal(await timesApplied(switzerland, act.id), 0)
    assert.equal(await timesApplied(switzerland, message.id), 0)
    assert.deepEqual(await readdir(join(switzerland.dataDirectory, 'exchange', 'carried')), [])
    assert.equal(await codeOf(takeIn(switzerland, bytes)), undefined)
  })

  test('an archive that promises gigabytes, holds a link or a path outside, or never ends is refused by its header alone', async () => {
    const link = Buffer.from(header('envelope', 0))
    link[156] = '2'.charCodeAt(0)
    const hostile = [
      header('envelope', 5 * 1024 ** 3),
      header(`parts/${'0'.repeat(64)}`, 7 * 1024 ** 3),
      header('../../etc/passwd', 10),
      header('/etc/passwd', 10),
      header('parts/../../x', 10),
      link,
      Buffer.concat(Array.from({ length: 2000 }, (_, place) => header(`evidence/${place.toString(16).padStart(64, '0')}`, 0))),
      Buffer.concat([header('envelope', 10), Buffer.alloc(block), header('envelope', 10), Buffer.alloc(block)]),
    ]
    for (const bytes of hostile) assert.equal(await codeOf(takeIn(switzerland, bytes)), 'malformed')
    assert.deepEqual(await readdir(join(switzerland.dataDirectory, 'exchange', 'carried')), [])
  })

  test('a message in volumes is taken in with the last of them, whichever that is', async () => {
    const act = dispatchOf([await storePdf(peru, 60_000)])
    await written(act)
    const whole = await sealedFile(peru, act.id)
    const [params, body] = [{ message: act.id }, { slice: 20_000 }]
    const cut = await callAs(peru, officer, 'cutOut')({ params, body })
    assert.ok(cut.ok)
    assert.equal(cut.value.size, whole.length)
    assert.equal(cut.value.volumes.length, Math.ceil(whole.length / 20_000))
    const volumes: Buffer[] = []
    for (const { place } of cut.value.volumes) {
      const volume = await callAs(peru, officer, 'getVolume')({ params: { ...params, place }, body })
      assert.ok(volume.ok)
      const bytes = await bytesOf(volume.value.stream)
      assert.equal(bytes.length, volume.value.size)
      volumes.push(bytes)
    }
    const [first = whole, ...others] = volumes.toReversed()
    assert.equal(await codeOf(takeIn(switzerland, first.subarray(0, -10_240))), 'malformed')
    for (const [at, volume] of [first, first, ...others].entries()) {
      const taken = await takeIn(switzerland, volume)
      const last = at === others.length + 1
      assert.ok(taken.ok && taken.value.kind === (last ? 'message' : 'volume'), JSON.stringify(taken))
      if (taken.value.kind === 'volume') assert.equal(taken.value.missing.length, others.length - Math.max(0, at - 1))
    }
    assert.equal(await timesApplied(switzerland, act.id), 1)
    assert.deepEqual(await readdir(join(switzerland.dataDirectory, 'exchange', 'carried')), [])
    const beyond = await callAs(peru, officer, 'getVolume')({ params: { ...params, place: volumes.length + 1 }, body })
    assert.equal(beyond.ok ? undefined : beyond.problem.code, 'not-found')
  })

  test('receipts are believed by their signature alone', async () => {
    const act = dispatchOf()
    await written(act)
    assert.equal(await codeOf(takeIn(switzerland, await sealedFile(peru, act.id))), undefined)
    const [, consignment = ''] = (await receiptsFor(act.id)).split('\n')
    const forged = consignment.replace(/"signature":"(.)/u, (_, sign: string) => `"signature":"${sign === 'A' ? 'B' : 'A'}`)
    assert.equal(await codeOf(takeIn(peru, Buffer.from(forged))), 'bad-signature')
    assert.equal(await codeOf(takeIn(peru, Buffer.from('{}'))), 'malformed')
    assert.notEqual((await standsAt(peru, act.id))?.standing, 'consigned')
    const other = await craft(peru, switzerland, dispatchOf())
    await deliverByHand(peru, switzerland, other)
    const foreign = await takeIn(peru, Buffer.from(await receiptsFor(other.id)))
    assert.ok(foreign.ok && foreign.value.kind === 'receipts')
    assert.deepEqual([foreign.value.items.length, foreign.value.passedOver], [0, 2])
    assert.equal((await takeIn(peru, Buffer.from(consignment))).ok, true)
    assert.equal((await standsAt(peru, act.id))?.standing, 'consigned')
  })

  test('nothing is given out to a peer that is suspended', async () => {
    const act = dispatchOf()
    await written(act)
    await callAs(peru, officer, 'suspendPeer')({ params: { peer: 'CHE~central' }, body: { reason: 'key in doubt' } })
    const refused = await callAs(peru, officer, 'sealOut')({ params: { message: act.id } })
    assert.equal(refused.ok ? undefined : refused.problem.code, 'peer-suspended')
    const unknown = await callAs(peru, officer, 'sealOut')({ params: { message: randomUUID() } })
    assert.equal(unknown.ok ? undefined : unknown.problem.code, 'not-found')
  })
})
