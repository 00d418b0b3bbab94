import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { suiteScope } from '../../platform/suite-scope.test-support.ts'
import {
  dispatchOf,
  introduce,
  secret,
  send,
  settled,
  startAuthority,
  storePdf,
  type TestAuthority,
  timesApplied,
  until,
} from '../test-authority.ts'
import type { BridgeSettings } from './configuration.ts'
import { openBridges } from './open-bridges.ts'

type Connector = Extract<BridgeSettings, { readonly kind: 'e-codex' }>
type Message = Readonly<Record<string, unknown>> & {
  readonly toPartyId: string
  readonly files: { readonly files: readonly { readonly fileName: string; readonly fileType: string; readonly fileContent: string }[] }
}

/** What DomibusConnectorClientMessage has. */
const fields =
  'id ebmsMessageId backendMessageId conversationId originalSender finalRecipient fromPartyId fromPartyType fromPartyRole toPartyId toPartyType toPartyRole service serviceType action storageStatus storageInfo lastConfirmationReceived messageStatus created evidences files'.split(
    ' ',
  )
const types = ['BUSINESS_CONTENT', 'BUSINESS_DOCUMENT', 'BUSINESS_ATTACHMENT', 'DETACHED_SIGNATURE', 'CONFIRMATION']

/** A connector client of each party, as far as its two interfaces say: a message that was asked for is not given again. */
class Connectors {
  readonly sent: Message[] = []
  readonly #waiting = new Map<string, string[]>()
  readonly #servers: Server[] = []
  /** What is done in place of the next answer of messages. */
  instead: 'cut' | undefined

  lay(party: string, message: string): void {
    this.#waiting.set(party, [...(this.#waiting.get(party) ?? []), message])
  }

  async open(party: string): Promise<string> {
    const server = createServer((request, response) => {
      const answer = (status: number, said: string) => response.writeHead(status, { 'content-type': 'application/json' }).end(said)
      void text(request).then((body) => {
        if (request.url === '/' || request.headers.accept !== 'application/json') return answer(404, '')
        if (request.method === 'POST') {
          assert.equal(request.url, '/submissionrestservice/submitNewMessageFromBackendToConnectorClient')
          assert.equal(request.headers['content-type'], 'application/json')
          const message = JSON.parse(body) as Message
          assert.deepEqual(
            Object.keys(message).filter((key) => !fields.includes(key)),
            [],
          )
          for (const { fileType } of message.files.files) assert.ok(types.includes(fileType))
          if (message['service'] === 'unknown') return answer(400, 'Parameter failure')
          this.sent.push(message)
          this.lay(message.toPartyId, JSON.stringify({ ...message, id: this.sent.length, messageStatus: 'RECEIVED', evidences: [] }))
          return answer(200, 'true')
        }
        assert.equal(request.url, '/messagerestservice/requestNewMessagesFromConnectorClient')
        const messages = this.#waiting.get(party) ?? []
        this.#waiting.delete(party)
        if (this.instead === 'cut' && messages.length > 0) {
          this.instead = undefined
          response.writeHead(200, { 'content-length': 1_000_000 }).write('{"messages":[')
          return void setTimeout(() => response.destroy(), 10)
        }
        return answer(200, messages.length === 0 ? '' : `{"messages":[${messages.join(',')}]}`)
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    this.#servers.push(server)
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  close(): void {
    for (const server of this.#servers) server.close().closeAllConnections()
  }
}

describe('a bridge over an e-CODEX connector client, by its published contract', () => {
  const scope = suiteScope()
  const connectors = new Connectors()
  let root: string
  let peru: TestAuthority
  let switzerland: TestAuthority

  const at = (party: string, ...path: string[]): string => join(root, party, ...path)

  async function settingsOf(party: string, peer: string, other: string, more: Partial<Connector> = {}): Promise<Connector> {
    for (const folder of ['in', 'done', 'failed']) await mkdir(at(party, folder), { recursive: true })
    await writeFile(at(party, 'form.xml'), '<form/>')
    return {
      name: 'connector',
      kind: 'e-codex',
      url: await connectors.open(party),
      in: at(party, 'in'),
      done: at(party, 'done'),
      failed: at(party, 'failed'),
      everySeconds: 0.05,
      againHours: 24,
      contentFile: at(party, 'form.xml'),
      message: { fromPartyId: party, fromPartyRole: 'GW', originalSender: party, service: 'Connector-TEST', action: 'Form_A' },
      peers: [{ peer, message: { toPartyId: other, toPartyRole: 'GW', finalRecipient: other } }],
      ...more,
    }
  }

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'comity-e-codex-'))
    scope.after(() => rm(root, { recursive: true, force: true }))
    peru = await startAuthority(scope, 'PER', { bridges: [await settingsOf('PE', 'CHE/central', 'CH', { limit: 500_000 })] })
    switzerland = await startAuthority(scope, 'CHE', { bridges: [await settingsOf('CH', 'PER/central', 'PE')] })
    await introduce(peru, switzerland)
    await introduce(switzerland, peru)
  })
  after(async () => {
    connectors.close()
  })

  test('carries a message in volumes and its receipts back, as attachments beside what the project asks for', async () => {
    const act = dispatchOf([await storePdf(peru, 1_000_000)])
    assert.ok((await send(peru, 'CHE', act)).ok)
    await settled(peru, act.id)
    assert.equal(await timesApplied(switzerland, act.id), 1)
    const [first] = connectors.sent
    const { backendMessageId, files, ...routing } = first ?? assert.fail()
    assert.deepEqual(routing, {
      fromPartyId: 'PE',
      fromPartyRole: 'GW',
      originalSender: 'PE',
      service: 'Connector-TEST',
      action: 'Form_A',
      toPartyId: 'CH',
      toPartyRole: 'GW',
      finalRecipient: 'CH',
    })
    assert.match(String(backendMessageId), /^[0-9a-f-]{36}$/u)
    const [content, attachment] = files.files
    assert.deepEqual(content, {
      fileName: 'form.xml',
      fileType: 'BUSINESS_CONTENT',
      fileContent: Buffer.from('<form/>').toString('base64'),
    })
    assert.equal(attachment?.fileType, 'BUSINESS_ATTACHMENT')
    assert.ok(!Buffer.from(attachment.fileContent, 'base64').includes(secret))
    assert.equal(connectors.sent.filter((message) => message.toPartyId === 'CH').length, 3)
    assert.equal((await readdir(at('CH', 'done'))).length, 3)
    assert.deepEqual(await readdir(at('CH', 'failed')), [])
  })

  test('has an answer on its disk before anything is done with it: what a crash left is taken at the next look', async () => {
    const message = { files: { files: [{ fileName: 'a.comity', fileType: 'BUSINESS_ATTACHMENT', fileContent: 'aGVsbG8=' }] } }
    await writeFile(at('CH', 'in', `.${randomUUID()}.answer`), JSON.stringify({ messages: [message, message] }))
    await until(async () => (await readdir(at('CH', 'failed'))).length === 1)
    const [name = ''] = await readdir(at('CH', 'failed'))
    assert.match(name, /^[0-9a-f]{32}\.comity$/u)
    assert.deepEqual(
      (await readdir(at('CH', 'in'))).filter((one) => one.endsWith('.answer')),
      [],
    )
    await rm(at('CH', 'failed', name))
  })

  test('sets aside an answer that is none, and a message of somebody else, of which nothing is lost', async () => {
    const file = { fileName: 'minutes.pdf', fileContent: 'JVBERg==', fileType: 'BUSINESS_DOCUMENT' }
    const minutes = { files: { files: [file] }, finalRecipient: 'CH' }
    connectors.lay('CH', JSON.stringify(minutes))
    await until(async () => (await readdir(at('CH', 'failed'))).length === 1)
    connectors.lay('CH', 'not JSON')
    await until(async () => (await readdir(at('CH', 'failed'))).length === 2)
    const texts = await Promise.all((await readdir(at('CH', 'failed'))).map((name) => readFile(at('CH', 'failed', name), 'utf8')))
    assert.deepEqual(new Set(texts), new Set(['{"messages":[not JSON]}', JSON.stringify(minutes)]))
  })

  test('loses a message whose answer breaks off, and it comes again', async () => {
    connectors.instead = 'cut'
    const act = dispatchOf()
    assert.ok((await send(peru, 'CHE', act)).ok)
    await until(() => connectors.instead === undefined)
    assert.equal(await timesApplied(switzerland, act.id), 0)
    peru.ahead += 25 * 3_600_000
    await peru.db.updateTable('outbox').set({ next_at: '2026-01-01T00:00:00.000Z' }).where('id', '=', act.id).execute()
    peru.exchange.wake()
    await settled(peru, act.id)
    assert.equal(await timesApplied(switzerland, act.id), 1)
  })

  test('says that a connector client did not take a message, or is not there', async () => {
    const settings = await settingsOf('PE', 'CHE/central', 'CH')
    const parcel = { name: 'a.comity', size: 1, stream: () => [Buffer.from('a')].values() as unknown as AsyncIterable<Uint8Array> }
    const reasons = []
    for (const more of [{ message: { ...settings.message, service: 'unknown' } }, { url: 'http://127.0.0.1:1' }]) {
      const [opened] = openBridges([{ ...settings, ...more }], () => new Date()).all
      for (const said of [await opened?.bridge.put('CHE/central', parcel), await opened?.bridge.probe()])
        reasons.push(said?.ok === false ? said.problem.values?.['reason'] : 'well')
    }
    assert.deepEqual(reasons, ['strange-answer', 'well', 'no-connection', 'no-connection'])
  })
})
