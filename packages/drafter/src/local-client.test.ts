import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { FileStream } from '@comity/contract/operation'
import type { ComityClient } from '@comity/contract/operations'
import type { RequestContent } from '@comity/domain/request/content'
import { readDrafterFile, writeDrafterFile } from '@comity/exchange/drafter-file'
import { clearDesk, type Desk, openDesk } from './desk.ts'
import { fileOf, layDown } from './desk-file.ts'
import { localClient } from './local-client.ts'

const now = '2026-11-21T12:00:00.000Z'
const content: RequestContent = { kind: 'mutual-legal-assistance', requesting: 'EGY', requested: 'ITA' }

function sit(): { readonly desk: Desk; readonly client: ComityClient } {
  const desk = openDesk()
  desk.authority = { state: 'EGY', name: 'Cairo' }
  return { desk, client: localClient(desk, () => now) }
}

function file(name: string, text: string): FileStream {
  async function* stream() {
    yield new TextEncoder().encode(text)
  }
  return { name, mediaType: 'application/octet-stream', stream: stream() }
}

async function open(client: ComityClient) {
  const opened = await client.openRequest({ body: { reference: '4417-0093', content } })
  if (!opened.ok) throw new Error(JSON.stringify(opened))
  return opened.value
}

suite('the operations over one window', () => {
  test('open, check and change a draft as a server does, and offer nothing that needs one', async () => {
    const { desk, client } = sit()
    const view = await open(client)
    assert.deepEqual(view.available, ['revise', 'override-finding'])
    assert.ok(view.findings.length > 5)
    const given = { params: { request: view.id }, body: { content: { title: 'سماع شاهد' } }, ifMatch: view.version }
    const changed = await client.revise(given)
    assert.ok(changed.ok)
    assert.equal(changed.value.content.title, 'سماع شاهد')
    assert.deepEqual(await client.revise(given), {
      ok: false,
      problem: { code: 'version-conflict', values: { version: changed.value.version } },
    })
    assert.equal(desk.unsaved, true)
  })

  test('read their input by the schemas of the contract', async () => {
    const { client } = sit()
    const view = await open(client)
    const refused = await client.revise({
      params: { request: view.id },
      body: { content: { title: 'a\u202Eb' } },
      ifMatch: view.version,
    })
    assert.match(JSON.stringify(refused), /direction-override/u)
    assert.match(JSON.stringify(await client.revise({ params: { request: view.id }, body: { content: {} } })), /version-required/u)
    const abroad = { reference: 'x', content: { ...content, requesting: 'KEN' } }
    assert.match(JSON.stringify(await client.openRequest({ body: abroad })), /not-our-state/u)
  })

  test('refuse what needs a server', async () => {
    const { client } = sit()
    const { id, version } = await open(client)
    const refusals = [
      await client.listPeers({}),
      await client.listAccounts({}),
      await client.dispatch({ params: { request: id }, body: { reference: 'x' }, ifMatch: version }),
    ]
    for (const refused of refusals) assert.deepEqual(refused, { ok: false, problem: { code: 'not-permitted' } })
  })

  test('hash a file and keep it with its draft; one that nobody added cannot be named', async () => {
    const { desk, client } = sit()
    const { id, version } = await open(client)
    const params = { request: id }
    const added = await client.addFile({ params, query: { name: 'questions.pdf' }, body: file('questions.pdf', '%PDF-1.7\n') })
    assert.ok(added.ok)
    assert.equal(added.value.mediaType, 'application/pdf')
    assert.equal(desk.bytes.get(added.value.sha256)?.length, 9)
    const strange = { ...added.value, id: crypto.randomUUID() }
    const named = await client.revise({ params, body: { content: { attachments: [strange] } }, ifMatch: version })
    assert.match(JSON.stringify(named), /file-unknown/u)
    const refused = await client.addFile({ params, query: { name: 'tool.exe' }, body: file('tool.exe', 'MZ') })
    assert.match(JSON.stringify(refused), /wrong-file-type/u)
  })

  test('answer the law of any pair', async () => {
    const { client } = sit()
    const found = await client.findBinding({ query: { a: 'EGY', b: 'ITA', instrument: 'untoc' } })
    assert.ok(found.ok)
    assert.equal(found.value.binding.answer, 'bound')
  })
})

suite('what a window holds', () => {
  test('is the same after it went through a file', async () => {
    const { desk, client } = sit()
    const { id, version } = await open(client)
    const params = { request: id }
    const added = await client.addFile({ params, query: { name: 'questions.pdf' }, body: file('questions.pdf', '%PDF-1.7\n') })
    assert.ok(added.ok)
    const removed = await client.addFile({ params, query: { name: 'the-wrong-one.pdf' }, body: file('the-wrong-one.pdf', '%PDF-1.7\n\n') })
    assert.ok(removed.ok)
    const changed = await client.revise({ params, body: { content: { attachments: [added.value] } }, ifMatch: version })
    assert.ok(changed.ok)
    assert.equal(fileOf(desk, now).bytes.size, 1, 'what is attached to nothing is in no file')
    const read = await readDrafterFile(writeDrafterFile(fileOf(desk, now)))
    assert.ok(read.ok, JSON.stringify(read))
    const other = openDesk()
    layDown(other, read.value, () => crypto.randomUUID())
    assert.deepEqual(fileOf(other, now), fileOf(desk, now))
    assert.equal(other.unsaved, false)
    clearDesk(other)
    assert.equal(other.drafts.size + other.bytes.size, 0)
  })

  test('grows by a draft of a file that says something else, and not by one that says the same', async () => {
    const { desk, client } = sit()
    const { id, version } = await open(client)
    const before = fileOf(desk, now)
    layDown(desk, before, () => crypto.randomUUID())
    assert.equal(desk.drafts.size, 1)
    await client.revise({ params: { request: id }, body: { content: { title: 'another' } }, ifMatch: version })
    layDown(desk, before, () => crypto.randomUUID())
    assert.deepEqual(new Set([...desk.drafts.values()].map(({ request }) => request.content.title)), new Set(['another', undefined]))
  })
})
