import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { exportDraft, importDrafts } from '@comity/contract/drafter-file'
import type { FileStream } from '@comity/contract/operation'
import type { Actor } from '@comity/domain/account/role'
import { ok, type Result } from '@comity/domain/result'
import { type DrafterFile, readDrafterFile, writeDrafterFile } from '@comity/exchange/drafter-file'
import { nativeKey } from '@comity/exchange/native-passphrase-key'
import { openWithPassphrase, sealWithPassphrase } from '@comity/exchange/passphrase'
import { openLetterRegister } from '../paper/letter-register.ts'
import { createDispatcher, type Dispatcher } from '../platform/dispatch.ts'
import { type Files, openFiles } from '../platform/files.ts'
import { type TestDatabase, withDatabase } from '../platform/test-database.ts'
import { commitEvents } from '../request/commit.ts'
import { addFiles, findRequest, listFiles } from '../request/store.ts'
import { drafterFileHandlers } from './operations.ts'

const passphrase = 'five words picked at random'
const officer: Actor = { id: randomUUID(), name: 'S. Abdallah', role: 'officer' }
const bytes = new TextEncoder().encode('%PDF-1.7\n')
const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
const file = { id: randomUUID(), name: 'أسئلة.pdf', mediaType: 'application/pdf', size: bytes.length, sha256 }
const draft: DrafterFile['drafts'][number] = {
  id: randomUUID(),
  reference: '4417-0093',
  openedAt: '2026-11-20T08:00:00.000Z',
  changedAt: '2026-11-20T09:00:00.000Z',
  overrides: { 'facts.missing facts': { reason: 'سيُستكمل', by: 'S. Abdallah', at: '2026-11-20T08:30:00.000Z' } },
  files: [file],
  content: { kind: 'mutual-legal-assistance', requesting: 'EGY', requested: 'ITA', title: 'سماع شاهد', attachments: [file] },
}
const pack: DrafterFile = {
  savedAt: '2026-11-20T10:00:00.000Z',
  state: 'EGY',
  authority: 'Cairo',
  drafts: [draft],
  bytes: new Map([[sha256, bytes]]),
}

async function sealed(held: DrafterFile): Promise<string> {
  const done = await sealWithPassphrase(writeDrafterFile(held), passphrase, nativeKey)
  if (!done.ok) throw new Error(done.problem.code)
  return Buffer.from(done.value).toString('base64')
}

describe('drafts from and for the stand-alone drafter', () => {
  let database: TestDatabase
  let dispatcher: Dispatcher
  let files: Files
  const cleaning: (() => Promise<void>)[] = []

  before(async () => {
    database = await withDatabase({ after: (clean) => cleaning.push(clean) })
    const { db } = database
    files = await openFiles(mkdtempSync(join(tmpdir(), 'comity-drafter-')), randomBytes(32))
    const handlers = drafterFileHandlers({
      files,
      self: 'EGY',
      authority: 'Cairo',
      findRequest,
      open: (trx, events) =>
        commitEvents(trx, undefined, events, { enqueue: async () => ok(undefined), letters: openLetterRegister(() => '') }),
      addFiles,
    })
    const { importDrafts: bringIn, exportDraft: takeAlong } = handlers
    dispatcher = createDispatcher({
      operations: { importDrafts, exportDraft },
      handlers: { importDrafts: bringIn, exportDraft: takeAlong },
      db,
      clock: () => new Date('2026-11-21T12:00:00.000Z'),
    })
  })
  after(async () => {
    for (const clean of cleaning) await clean()
  })

  function call<T>(name: string, raw: object, actor = officer): Promise<Result<T>> {
    const session = { actor, language: 'ar', id: 's', csrf: '' } as never
    return dispatcher.call(name, raw, { session, address: '', requestId: '' }) as Promise<Result<T>>
  }
  const bringIn = async (body: object, actor = officer) =>
    call<{ items: readonly { id: string; reference: string }[] }>('importDrafts', { body }, actor)
  const count = async () => (await database.db.selectFrom('request').select('id').execute()).length

  test('a draft that was brought in says what it said, and says it again when it is taken along', async () => {
    const done = await bringIn({ passphrase, file: await sealed(pack) })
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
    assert.deepEqual(read.value.bytes.get(sha256), bytes)
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
    const cut = Buffer.from(Buffer.from(whole, 'base64').subarray(0, 400)).toString('base64')
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
    for (const [body, says] of [
      [{ passphrase: 'five words picked at will', file: whole }, 'passphrase-wrong'],
      [{ passphrase, file: cut }, 'file-cut'],
      [{ passphrase, file: '' }, 'not-sealed-so'],
      [{ passphrase, file: '§' }, 'not-of-this-kind'],
      [{ passphrase, file: abroad }, 'other-state'],
      [{ passphrase, file: nowhere }, 'unknown-state'],
      [{ passphrase, file: disguised }, 'wrong-file-type'],
    ] as const) {
      const refused = await bringIn(body)
      assert.equal(refused.ok, false)
      assert.match(JSON.stringify(refused), new RegExp(says, 'u'))
    }
    assert.equal(await count(), there)
  })

  test('an administrator brings nothing in and takes nothing along', async () => {
    const admin: Actor = { id: randomUUID(), name: 'Root', role: 'administrator' }
    assert.deepEqual(await bringIn({ passphrase, file: '' }, admin), { ok: false, problem: { code: 'not-permitted' } })
    assert.deepEqual(await call('exportDraft', { params: { request: randomUUID() }, body: { passphrase } }, admin), {
      ok: false,
      problem: { code: 'not-permitted' },
    })
  })
})
