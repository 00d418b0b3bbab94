import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { exportDraft, holdDrafterFile, importDrafts } from '@comity/contract/drafter-file'
import type { FileStream } from '@comity/contract/operation'
import type { Actor } from '@comity/domain/account/role'
import { invalid } from '@comity/domain/problem'
import { ok, type Result } from '@comity/domain/result'
import { type DrafterFile, drafterFileTooLarge, readDrafterFile, writeDrafterFile } from '@comity/exchange/drafter-file'
import { writeTar } from '@comity/exchange/memory-tar'
import { nativeKey } from '@comity/exchange/native-passphrase-key'
import { openWithPassphrase, sealWithPassphrase } from '@comity/exchange/passphrase'
import { accessIn } from '../access/standing.ts'
import { openLetterRegister } from '../paper/letter-register.ts'
import { streamOf } from '../platform/byte-stream.ts'
import { createDispatcher, type Dispatcher } from '../platform/dispatch.ts'
import { type Files, openFiles } from '../platform/files.ts'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import { type TestDatabase, withDatabase } from '../platform/test-database.ts'
import { commitEvents } from '../request/commit.ts'
import { addFiles, findRequest, listFiles } from '../request/store.ts'
import { holdFiles } from './held-files.ts'
import { drafterFileHandlers } from './operations.ts'
import type { Imported } from './store.ts'

const passphrase = 'five words picked at random'
const officer: Actor = { id: randomUUID(), name: 'S. Abdallah', role: 'officer' }
const paper = new TextEncoder().encode('%PDF-1.7\n')
const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', paper)).toString('hex')
const file = { id: randomUUID(), name: 'أسئلة.pdf', mediaType: 'application/pdf', size: paper.length, sha256 }
const draft: DrafterFile['drafts'][number] = {
  id: randomUUID(),
  reference: '4417-0093',
  openedAt: '2026-11-20T08:00:00.000Z',
  changedAt: '2026-11-20T09:00:00.000Z',
  overrides: { 'facts.missing facts': { reason: 'سيُستكمل', by: 'S. Abdallah', at: '2026-11-20T08:30:00.000Z' } },
  files: [file],
  content: {
    kind: 'mutual-legal-assistance',
    requesting: 'EGY',
    requested: 'ITA',
    title: 'سماع شاهد',
    attachments: [{ ...file, enclosure: 'questions', describes: 'أسئلة' }],
  },
}
const pack: DrafterFile = {
  savedAt: '2026-11-20T10:00:00.000Z',
  state: 'EGY',
  authority: 'Cairo',
  drafts: [draft],
  bytes: new Map([[sha256, paper]]),
}

async function sealedBytes(plain: Uint8Array): Promise<Uint8Array> {
  const done = await sealWithPassphrase(plain, passphrase, nativeKey)
  if (!done.ok) throw new Error(done.problem.code)
  return done.value
}
const sealed = async (one: DrafterFile) => sealedBytes(writeDrafterFile(one))

function fileOf(bytes: Uint8Array): FileStream {
  return { name: 'case.comity', mediaType: 'application/octet-stream', stream: streamOf(bytes) }
}

describe('drafts from and for the stand-alone drafter', () => {
  let database: TestDatabase
  let dispatcher: Dispatcher
  let files: Files
  let now = new Date('2026-11-21T12:00:00.000Z')
  const folder = mkdtempSync(join(tmpdir(), 'comity-drafter-'))
  const scope = suiteScope()

  before(async () => {
    database = await withDatabase(scope)
    const { db } = database
    files = await openFiles(join(folder, 'files'), randomBytes(32))
    const handlers = drafterFileHandlers({
      files,
      held: holdFiles(join(folder, 'sealed'), () => now.getTime()),
      self: 'EGY',
      authority: 'Cairo',
      findRequest,
      open: (trx, events) =>
        commitEvents(trx, undefined, events, { enqueue: async () => ok(undefined), letters: openLetterRegister(() => '') }),
      addFiles,
    })
    dispatcher = createDispatcher({
      findAccess: accessIn(database.db),
      operations: { holdDrafterFile, importDrafts, exportDraft },
      handlers: {
        holdDrafterFile: handlers.holdDrafterFile,
        importDrafts: handlers.importDrafts,
        exportDraft: handlers.exportDraft,
      },
      db,
      clock: () => now,
    })
  })

  function call<T>(name: string, raw: object, actor = officer): Promise<Result<T>> {
    const session = { actor, language: 'ar', token: 's', expiresAt: '', provenAt: '' } as const
    return dispatcher.call(name, raw, { session, address: '', requestId: '' }) as Promise<Result<T>>
  }
  const hold = async (bytes: Uint8Array, actor = officer) =>
    call<{ file: string; size: number }>('holdDrafterFile', { body: fileOf(bytes) }, actor)
  async function bringIn(bytes: Uint8Array, body: object = { passphrase }): Promise<Result<Imported>> {
    const held = await hold(bytes)
    return held.ok ? call<Imported>('importDrafts', { params: { file: held.value.file }, body }) : held
  }
  const count = async () => (await database.db.selectFrom('request').select('id').execute()).length

  test('a draft that was brought in says what it said, and says it again when it is taken along', async () => {
    const done = await bringIn(await sealed(pack))
    assert.ok(done.ok, JSON.stringify(done))
    const [item] = done.value.items
    const id = item?.id ?? ''
    const request = await findRequest(database.db, id)
    assert.deepEqual(request?.content, draft.content)
    assert.equal(request?.reference, draft.reference)
    assert.deepEqual(
      Object.entries(request?.overrides ?? {}).map(([finding, { reason, by }]) => [finding, reason, by.name]),
      [['facts.missing facts', 'سيُستكمل', officer.name]],
    )
    assert.deepEqual(await listFiles(database.db, id), [file])
    assert.ok(await files.has(sha256))

    const taken = await call<FileStream>('exportDraft', { params: { request: id }, body: { passphrase } })
    assert.ok(taken.ok, JSON.stringify(taken))
    const parts: Uint8Array[] = []
    for await (const part of taken.value.stream) parts.push(part)
    const plain = await openWithPassphrase(Buffer.concat(parts), passphrase)
    assert.ok(plain.ok)
    const read = await readDrafterFile(plain.value)
    assert.ok(read.ok, JSON.stringify(read))
    const [again] = read.value.drafts
    assert.deepEqual(again?.content, draft.content)
    assert.deepEqual(again?.files, draft.files)
    assert.deepEqual(Object.keys(again?.overrides ?? {}), Object.keys(draft.overrides))
    assert.deepEqual(read.value.bytes.get(sha256), paper)
  })

  test('both ways leave their trace', async () => {
    const entries = await database.db.selectFrom('audit').select('action').execute()
    const actions = entries.map(({ action }) => action)
    assert.ok(actions.includes('draft.import'))
    assert.ok(actions.includes('draft.export'))
  })

  test('a file that cannot be opened, or is of another State, brings nothing in', async () => {
    const there = await count()
    const whole = await sealed(pack)
    const newer = writeTar([{ name: 'drafter.json', bytes: new TextEncoder().encode('{"comity":"drafter/2"}') }])
    const abroad = await sealed({ ...pack, drafts: [{ ...draft, content: { ...draft.content, requesting: 'KEN' } }] })
    const nowhere = await sealed({ ...pack, drafts: [{ ...draft, content: { ...draft.content, requested: 'QQQ' } }] })
    const program = new TextEncoder().encode('MZ programs are not on the list')
    const programHash = Buffer.from(await crypto.subtle.digest('SHA-256', program)).toString('hex')
    const strange = { ...file, size: program.length, sha256: programHash }
    const disguised = await sealed({
      ...pack,
      drafts: [{ ...draft, files: [strange], content: { ...draft.content, attachments: [strange] } }],
      bytes: new Map([[programHash, program]]),
    })
    const letter = new TextEncoder().encode('a letter to a friend')
    for (const [bytes, says] of [
      [whole.subarray(0, whole.length >> 1), 'file-cut'],
      [whole.subarray(0, 100), 'file-cut'],
      [new Uint8Array(), 'not-sealed-so'],
      [letter, 'not-sealed-so'],
      [await sealedBytes(letter), 'not-a-drafter-file'],
      [await sealedBytes(newer), 'drafter-newer'],
      [abroad, 'other-state'],
      [nowhere, 'unknown-state'],
      [disguised, 'wrong-file-type'],
    ] as const) {
      const refused = await bringIn(bytes)
      assert.equal(refused.ok, false)
      assert.match(JSON.stringify(refused), new RegExp(says, 'u'))
    }
    const wrong = await bringIn(whole, { passphrase: 'five words picked at will' })
    assert.deepEqual(wrong, { ok: false, problem: invalid('passphrase', 'passphrase-wrong') })
    assert.equal(await count(), there)
  })

  test('a file that was brought in before is told with what it became, and comes in once more only when that is said', async () => {
    const bytes = await sealed({ ...pack, drafts: [draft, { ...draft, id: randomUUID(), reference: '4417-0094' }] })
    const first = await bringIn(bytes)
    assert.ok(first.ok)
    assert.equal(first.value.before, undefined)
    const there = await count()
    const at = now.toISOString()
    now = new Date('2026-11-22T12:00:00.000Z')
    assert.deepEqual(await bringIn(bytes), { ok: true, value: { items: first.value.items, before: at } })
    assert.equal(await count(), there)
    const again = await bringIn(bytes, { passphrase, again: true })
    assert.ok(again.ok)
    assert.equal(await count(), there + 2)
    const told = await bringIn(bytes)
    assert.deepEqual(told, { ok: true, value: { items: again.value.items, before: now.toISOString() } })
    const sealedAnew = await bringIn(await sealed(pack))
    assert.ok(sealedAnew.ok)
    assert.equal(sealedAnew.value.before, undefined, 'the same drafts saved to another file are another file')
  })

  test('whoever sends the same request twice brings in once, and is answered alike', async () => {
    const held = await hold(await sealed(pack))
    assert.ok(held.ok)
    const there = await count()
    const raw = { params: { file: held.value.file }, body: { passphrase } }
    const [one, other] = await Promise.all([call<Imported>('importDrafts', raw), call<Imported>('importDrafts', raw)])
    assert.ok(one.ok && other.ok)
    assert.deepEqual(one.value.items, other.value.items)
    assert.equal(await count(), there + 1)
    const late = await call<Imported>('importDrafts', raw)
    assert.deepEqual(late.ok && late.value.items, one.value.items)
  })

  test('a file is held for a wrong passphrase, let go when it was opened and after a day, and never larger than the limit', async () => {
    const bytes = await sealed({ ...pack, savedAt: '2026-11-20T11:00:00.000Z' })
    const held = await hold(bytes)
    assert.ok(held.ok)
    assert.equal(held.value.size, bytes.length)
    const params = { file: held.value.file }
    const wrong = await call('importDrafts', { params, body: { passphrase: 'five words picked at will' } })
    assert.deepEqual(wrong, { ok: false, problem: invalid('passphrase', 'passphrase-wrong') })
    assert.ok((await call('importDrafts', { params, body: { passphrase } })).ok)
    const gone = await call('importDrafts', { params, body: { passphrase, again: true } })
    assert.deepEqual(gone, { ok: false, problem: { code: 'not-found' } })

    now = new Date()
    const waiting = await hold(bytes)
    now = new Date(Date.now() + 25 * 60 * 60 * 1000)
    assert.ok(waiting.ok && (await hold(await sealed(pack))).ok)
    const forgotten = await call('importDrafts', { params: { file: waiting.value.file }, body: { passphrase, again: true } })
    assert.deepEqual(forgotten, { ok: false, problem: { code: 'not-found' } })

    let asked = 0
    async function* endless() {
      for (; asked < 100; asked += 1) yield new Uint8Array(1024 * 1024)
    }
    const large = await call('holdDrafterFile', { body: { ...fileOf(bytes), stream: endless() } })
    assert.deepEqual(large, { ok: false, problem: drafterFileTooLarge })
    assert.ok(asked < 30, 'no more is read than shows that it is too large')
    assert.deepEqual(readdirSync(join(folder, 'sealed')), [], 'and nothing of it is kept')
  })

  test('an administrator brings nothing in and takes nothing along', async () => {
    const admin: Actor = { id: randomUUID(), name: 'Root', role: 'administrator' }
    assert.deepEqual(await hold(new Uint8Array(), admin), { ok: false, problem: { code: 'not-permitted' } })
    const raw = { params: { file: sha256 }, body: { passphrase } }
    assert.deepEqual(await call('importDrafts', raw, admin), { ok: false, problem: { code: 'not-permitted' } })
    assert.deepEqual(await call('exportDraft', { params: { request: randomUUID() }, body: { passphrase } }, admin), {
      ok: false,
      problem: { code: 'not-permitted' },
    })
  })
})
