import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { FileStream } from '@comity/contract/operation'
import { operations } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import type { LetterReport, LetterSigning } from '@comity/contract/signature'
import type { Actor } from '@comity/domain/account/role'
import { readRequestFile } from '@comity/domain/request/schema'
import { findingKey } from '@comity/domain/requirement/finding'
import { ok, type Result } from '@comity/domain/result'
import { problemOf, valueOf } from '@comity/domain/result.test-support'
import { closePdf } from '@comity/letters/pdf'
import { law } from '@comity/reference/law'
import { findProfile } from '@comity/reference/profile'
import { isInstalled, stampAuthority, testAuthority, workshop } from '@comity/signature/test-keys.test-support'
import { accessIn } from '../access/standing.ts'
import { askOutside } from '../exchange/egress.ts'
import { openLetterRegister } from '../paper/letter-register.ts'
import { streamOf } from '../platform/byte-stream.ts'
import { createDispatcher, type Dispatcher } from '../platform/dispatch.ts'
import { openFiles } from '../platform/files.ts'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import { type TestDatabase, withDatabase } from '../platform/test-database.ts'
import { plainLetters } from '../request/kept-letter.ts'
import { requestHandlers } from '../request/operations.ts'
import { noLetterheads } from '../request/test-letterheads.ts'
import { noScreening } from '../request/test-screening.ts'
import { translatedWordsOf } from '../translation/translated-words.ts'
import { signatureHandlers } from './operations.ts'
import { finishLetter } from './signed-letter.ts'
import { openSigning, type Signing } from './signing.ts'

const skip = isInstalled('openssl', ['version']) ? false : 'openssl is not installed here: no test keys can be made'
const salazar: Actor = { id: randomUUID(), name: 'M. Salazar', role: 'officer' }
const huaman: Actor = { id: randomUUID(), name: 'R. Huamán', role: 'head' }
const root: Actor = { id: randomUUID(), name: 'Root', role: 'administrator' }
const example = readFileSync(new URL('../../../../examples/peru-switzerland.json', import.meta.url), 'utf8')

describe('signing a letter that waits for approval', { skip }, () => {
  const folder = skip === false ? workshop({ after }) : ''
  const scope = suiteScope()
  let database: TestDatabase
  let dispatcher: Dispatcher
  let signing: Signing
  let stampServer: Server
  let stampAnswer: (request: Uint8Array) => Uint8Array
  let goodStamps: typeof stampAnswer
  let officerFile: Buffer
  let request: RequestView

  before(async () => {
    database = await withDatabase(scope)
    const authority = testAuthority(folder, 'Test Justice')
    officerFile = authority.pkcs12(authority.issue({ name: 'M. Salazar', kind: 'rsa' }), 'secreto')
    writeFileSync(join(folder, 'seal.p12'), authority.pkcs12(authority.issue({ name: 'Sello de la Fiscalía' }), 'sello'))
    writeFileSync(join(folder, 'seal.secret'), 'sello\n')
    writeFileSync(join(folder, 'trust.pem'), authority.anchor)
    const stamps = stampAuthority(authority)
    stampAnswer = stamps
    goodStamps = stamps
    stampServer = createServer((asked, answer) => {
      void asked.toArray().then((chunks) => answer.end(stampAnswer(Buffer.concat(chunks as Buffer[]))))
    })
    await new Promise<void>((resolve) => stampServer.listen(0, '127.0.0.1', resolve))
    const timeStampUrl = `http://127.0.0.1:${(stampServer.address() as AddressInfo).port}/`
    const options = {
      trustFile: join(folder, 'trust.pem'),
      timeStampUrl,
      devices: [{ label: 'Key of the head', module: '/nowhere.so', token: 'comity', id: '01' }],
      seal: { file: join(folder, 'seal.p12'), secretFile: join(folder, 'seal.secret'), stamped: false },
    }
    signing = await openSigning(options, (url) => async (body) => askOutside(url, { type: 'application/timestamp-query', body }))
    const { db } = database
    const files = await openFiles(mkdtempSync(join(tmpdir(), 'comity-signature-')), randomBytes(32))
    const letters = openLetterRegister(() => 'https://authority.example/letters')
    const handlers = {
      ...requestHandlers({
        db,
        letterheads: noLetterheads,
        files,
        self: 'PER',
        law: () => law,
        findProfile,
        enqueue: async () => ok(undefined),
        letters,
        translatedWordsOf,
        finishLetter: async (letter, now) => finishLetter({ db, files, signing }, letter, now),
        wake: () => {},
        receiptsOf: async () => new Map(),
        screening: noScreening,
        handOver: async () => undefined,
      }),
      ...signatureHandlers({
        db,
        files,
        signing,
        lettersToSign: async (id) => plainLetters({ db, letters, letterheads: noLetterheads, translatedWordsOf }, id),
      }),
    }
    const own = Object.fromEntries(Object.entries(operations).filter(([name]) => name in handlers))
    dispatcher = createDispatcher({ operations: own, handlers, db, findAccess: accessIn(db), clock: () => new Date() })
  })
  after(async () => {
    stampServer.closeAllConnections()
    stampServer.close()
    await closePdf()
  })

  async function call<T>(
    actor: Actor | undefined,
    operation: string,
    raw: object,
    provenAt = new Date().toISOString(),
  ): Promise<Result<T>> {
    const session =
      actor === undefined ? {} : { session: { token: 't', actor, language: 'en', expiresAt: '2099-01-01T00:00:00Z', provenAt } }
    return (await dispatcher.call(operation, raw, { ...session, address: '127.0.0.1', requestId: 'r' })) as Result<T>
  }

  const params = () => ({ request: request.id })

  /** A request that waits to be sent. */
  beforeEach(async () => {
    stampAnswer = goodStamps
    const { attachments: _, ...content } = valueOf(readRequestFile(JSON.parse(example)))
    const body = { reference: `UCJIE-${Math.random()}`, content: { ...content, languages: { letter: 'es', translation: 'ar' } } }
    request = valueOf(await call<RequestView>(salazar, 'openRequest', { body }))
    for (const finding of request.findings.filter(({ severity }) => severity !== 'advice')) {
      const said = { finding: findingKey(finding), reason: 'A test.' }
      request = valueOf(await call<RequestView>(salazar, 'override-finding', { params: params(), body: said, ifMatch: request.version }))
    }
    await ask()
  })

  async function ask(): Promise<void> {
    const said = { reference: 'UCJIE-417-2026' }
    request = valueOf(await call<RequestView>(salazar, 'dispatch', { params: params(), body: said, ifMatch: request.version }))
  }

  async function sign(more: object = {}, actor = salazar, ifMatch = request.version): Promise<Result<LetterSigning>> {
    const key = { kind: 'file', file: officerFile.toString('base64'), passphrase: 'secreto' }
    return call(actor, 'signLetter', { params: params(), body: { languages: ['es', 'ar'], timeStamp: 'without', key, ...more }, ifMatch })
  }

  async function approve(): Promise<Result<RequestView>> {
    return call(huaman, 'approve', { params: params(), body: {}, ifMatch: request.version })
  }

  async function bytesOf(file: FileStream): Promise<Buffer> {
    return Buffer.concat(await Array.fromAsync(file.stream))
  }

  async function check(pdf: Uint8Array): Promise<LetterReport> {
    const body = { name: 'letter.pdf', mediaType: 'application/pdf', stream: streamOf(pdf) }
    return valueOf(await call<LetterReport>(undefined, 'verifyLetter', { body }))
  }

  async function sentLetter(view: RequestView, language: string): Promise<Buffer> {
    const file = view.files.find(({ name }) => name.endsWith(`.${language}.pdf`))
    assert.ok(file !== undefined)
    return bytesOf(valueOf(await call<FileStream>(salazar, 'getFile', { params: { request: view.id, file: file.id } })))
  }

  test('the officer’s signature and the authority’s seal go out with the letter in each language, and anyone can check them', async () => {
    const signed = valueOf(await sign())
    assert.deepEqual(
      signed.letters.map(({ language, signatures }) => [language, signatures.map(({ holder, by }) => `${holder} / ${by}`)]),
      [
        ['es', ['M. Salazar, Test Justice / M. Salazar']],
        ['ar', ['M. Salazar, Test Justice / M. Salazar']],
      ],
    )
    const waiting = await bytesOf(valueOf(await call<FileStream>(huaman, 'getSignedLetter', { params: { ...params(), language: 'ar' } })))
    const sent = valueOf(await approve())
    const pdf = await sentLetter(sent, 'ar')
    assert.ok(pdf.subarray(0, waiting.length).equals(waiting))
    const report = await check(pdf)
    assert.equal(report.verdict, 'good')
    assert.deepEqual(
      report.signatures.map(({ certificate }) => certificate?.holder),
      ['M. Salazar, Test Justice', 'Sello de la Fiscalía, Test Justice'],
    )
    const changed = Buffer.from(pdf)
    changed[5000] = (changed[5000] ?? 0) ^ 1
    assert.equal((await check(changed)).verdict, 'not-good')
  })

  test('without signatures the letter goes out with the seal alone', async () => {
    const report = await check(await sentLetter(valueOf(await approve()), 'es'))
    assert.deepEqual(
      report.signatures.map(({ certificate }) => certificate?.holder),
      ['Sello de la Fiscalía, Test Justice'],
    )
  })

  test('a second officer signs too, and each signature covers those before it', async () => {
    valueOf(await sign())
    const twice = valueOf(await sign({}, huaman))
    assert.equal(twice.letters[0]?.signatures.length, 2)
    const report = await check(await sentLetter(valueOf(await approve()), 'es'))
    assert.equal(report.verdict, 'good')
    assert.equal(report.signatures.length, 3)
  })

  test('a revised text discards the signatures on the earlier one, says so, and goes out without them', async () => {
    valueOf(await sign())
    const body = { content: { purpose: 'Otra prueba' } }
    request = valueOf(await call<RequestView>(salazar, 'revise', { params: params(), body, ifMatch: request.version }))
    assert.equal(problemOf(await call(salazar, 'getLetterSigning', { params: params() })).code, 'act-not-available')
    await ask()
    const view = valueOf(await call<LetterSigning>(salazar, 'getLetterSigning', { params: params() }))
    assert.equal(view.discarded, 2)
    assert.deepEqual(
      view.letters.map(({ signatures }) => signatures.length),
      [0, 0],
    )
    assert.equal((await check(await sentLetter(valueOf(await approve()), 'es'))).signatures.length, 1)
  })

  test('a letter that is no longer the one that was signed does not go out until the signatures are discarded', async () => {
    valueOf(await sign())
    await database.db
      .updateTable('letter_signature')
      .set({ unsigned_sha256: '0'.repeat(64) })
      .where('request', '=', request.id)
      .execute()
    assert.equal(problemOf(await approve()).code, 'signature-outdated')
    assert.equal(problemOf(await sign({}, huaman)).code, 'signature-outdated')
    const view = valueOf(await call<LetterSigning>(salazar, 'getLetterSigning', { params: params() }))
    assert.equal(view.letters[0]?.outdated, true)
    valueOf(await call(salazar, 'discardSignatures', { params: params(), ifMatch: request.version }))
    assert.equal((await check(await sentLetter(valueOf(await approve()), 'es'))).signatures.length, 1)
  })

  test('a stale version, a wrong passphrase, a language that does not go out and an unknown key sign nothing', async () => {
    assert.equal(problemOf(await sign({}, salazar, request.version - 1)).code, 'version-conflict')
    const wrong = { kind: 'file', file: officerFile.toString('base64'), passphrase: 'secreta' }
    assert.equal(problemOf(await sign({ key: wrong })).fields?.[0]?.rule, 'wrong-passphrase')
    assert.equal(problemOf(await sign({ key: { ...wrong, file: 'AAAA' } })).fields?.[0]?.rule, 'key-file-unreadable')
    assert.equal(problemOf(await sign({ languages: ['zh'] })).fields?.[0]?.field, 'languages')
    assert.equal(problemOf(await sign({ key: { kind: 'device', key: 'Other', pin: '1' } })).code, 'not-found')
    const view = valueOf(await call<LetterSigning>(salazar, 'getLetterSigning', { params: params() }))
    assert.equal(view.letters[0]?.signatures.length, 0)
  })

  test('a time-stamp that was asked for and did not come signs nothing; signing without one is another choice', async () => {
    stampAnswer = () => Buffer.from('busy')
    assert.equal(problemOf(await sign({ timeStamp: 'with' })).code, 'no-time-stamp')
    stampAnswer = goodStamps
    const stamped = valueOf(await sign({ timeStamp: 'with' }))
    assert.equal(stamped.letters[0]?.signatures[0]?.stamped, true)
    const report = await check(await sentLetter(valueOf(await approve()), 'es'))
    assert.equal(report.signatures[0]?.stampedAt?.certificate.anchor, 'Test Justice CA, Test Justice')
  })

  test('who proved more than ten minutes ago who they are is told so before a key is chosen, and signs nothing', async () => {
    const proven = new Date(Date.now() - 11 * 60_000).toISOString()
    const seen = await call<LetterSigning>(salazar, 'getLetterSigning', { params: params() }, proven)
    assert.equal(valueOf(seen).proofNeeded, true)
    const body = { languages: ['es'], timeStamp: 'without', key: { kind: 'file', file: 'AAAA', passphrase: 'x' } }
    const signed = await call<LetterSigning>(salazar, 'signLetter', { params: params(), body, ifMatch: request.version }, proven)
    assert.ok(!signed.ok && signed.problem.code === 'proof-needed')
    assert.equal(valueOf(await call<LetterSigning>(salazar, 'getLetterSigning', { params: params() })).proofNeeded, false)
  })

  test('an administrator can neither sign nor see the letter; an officer cannot unlock a key', async () => {
    assert.equal(problemOf(await sign({}, root)).code, 'not-permitted')
    assert.equal(problemOf(await call(root, 'getSignedLetter', { params: { ...params(), language: 'es' } })).code, 'not-permitted')
    assert.equal(problemOf(await call(salazar, 'unlockSigningKey', { body: { key: 'Key of the head' } })).code, 'not-permitted')
  })

  test('a device that is not there counts no wrong PIN', async () => {
    const device = { kind: 'device', key: 'Key of the head', pin: '0000' }
    for (let round = 0; round < 4; round += 1) assert.equal(problemOf(await sign({ key: device })).code, 'key-not-at-hand')
    const keys = valueOf(await call<{ items: { locked: boolean }[] }>(huaman, 'listSigningKeys', {}))
    assert.equal(keys.items[0]?.locked, false)
  })

  test('a file that is too large, or no PDF, is refused at the public check', async () => {
    const body = (bytes: Uint8Array) => ({ body: { name: 'x', mediaType: 'application/pdf', stream: streamOf(bytes) } })
    assert.equal(problemOf(await call(undefined, 'verifyLetter', body(Buffer.alloc(21 * 1024 * 1024)))).code, 'too-large')
    assert.equal(problemOf(await call(undefined, 'verifyLetter', body(Buffer.from('%PDF-1.7 and no more')))).code, 'malformed')
  })
})
