import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { suiteScope } from '../../platform/suite-scope.test-support.ts'
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
  storePdf,
  type TestAuthority,
  timesApplied,
  until,
} from '../test-authority.ts'
import { layLine, type TestLine } from '../test-line.ts'
import type { BridgeSettings } from './configuration.ts'

type Folders = Extract<BridgeSettings, { readonly kind: 'file-drop' }>

const states = { PER: 'CHE', CHE: 'PER' } as const
type State = keyof typeof states

describe('a file-drop bridge', () => {
  const scope = suiteScope()
  let root: string
  let line: TestLine
  let peru: TestAuthority
  let switzerland: TestAuthority

  const at = (state: State, ...path: string[]): string => join(root, state, ...path)

  async function settingsOf(state: State, more: Partial<Folders> = {}, beside = false): Promise<Folders> {
    for (const folder of ['in', 'out', 'done', 'failed']) await mkdir(at(state, folder), { recursive: true })
    const afterMinutes = beside ? { afterMinutes: 0.000_01 } : {}
    return {
      name: 'gateway',
      kind: 'file-drop',
      in: at(state, 'in'),
      done: at(state, 'done'),
      failed: at(state, 'failed'),
      everySeconds: 0.05,
      againHours: 24,
      settleSeconds: 0,
      peers: [{ peer: `${states[state]}/central`, out: at(state, 'out'), ...afterMinutes }],
      ...more,
    }
  }

  /** What a gateway does: empties one authority's `out` into the other's `in`. @returns the names */
  async function gateway(from: State): Promise<readonly string[]> {
    const names = (await readdir(at(from, 'out'))).filter((name) => !name.startsWith('.'))
    for (const name of names) await rename(at(from, 'out', name), at(states[from], 'in', name))
    return names
  }

  /** Lets a gateway work until a message of ours has come to its end. */
  async function settledOver(from: State, sender: TestAuthority, message: string): Promise<void> {
    await until(async () => {
      await gateway(from)
      return (await standsAt(sender, message))?.standing === 'consigned'
    })
  }

  async function untilIn(folder: string, count: number): Promise<readonly string[]> {
    await until(async () => (await readdir(folder)).filter((name) => !name.startsWith('.')).length >= count)
    return readdir(folder)
  }

  async function makeDue(message: string): Promise<void> {
    await peru.db.updateTable('outbox').set({ next_at: '2026-01-01T00:00:00.000Z' }).where('id', '=', message).execute()
    peru.exchange.wake()
  }

  async function wayOf(authority: TestAuthority, message: string): Promise<readonly (readonly [string, string | undefined])[]> {
    const view = await callAs(authority, officers[0], 'getMessage')({ params: { message } })
    return view.ok ? view.value.history.flatMap(({ step, way }) => (way === undefined ? [] : [[step, way] as const])) : []
  }

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'comity-drop-'))
    scope.after(() => rm(root, { recursive: true, force: true }))
    line = await layLine()
    scope.after(() => line.close())
    peru = await startAuthority(scope, 'PER', { bridges: [await settingsOf('PER', {}, true)] })
    switzerland = await startAuthority(scope, 'CHE', { bridges: [await settingsOf('CHE')], endpoint: line.url })
    line.target = switzerland.port
    await introduce(peru, switzerland)
    await introduce(switzerland, peru)
  })

  /** Lets Peru write while there is no line, until the bridge has it. */
  async function putDown(act = dispatchOf()) {
    line.target = 1
    line.cut()
    const sent = await send(peru, 'CHE', act)
    assert.ok(sent.ok)
    await until(async () => {
      const row = await peru.db.selectFrom('outbox').select('last_problem').where('id', '=', act.id).executeTakeFirst()
      if (row?.last_problem === 'try-later') await makeDue(act.id)
      return (await readdir(at('PER', 'out'))).some((name) => name.endsWith('.comity'))
    })
    return { act, thread: sent.value }
  }

  test('carries a message and brings its receipts back, and each side knows by which way it went', async () => {
    const { act } = await putDown(dispatchOf([await storePdf(peru, 300_000)]))
    const [name = ''] = await readdir(at('PER', 'out'))
    assert.match(name, /^[0-9a-f]{12}\.comity$/u)
    assert.ok(!(await readFile(at('PER', 'out', name))).includes(secret))
    assert.equal((await standsAt(peru, act.id))?.standing, 'sealed')
    await gateway('PER')
    await until(async () => (await timesApplied(switzerland, act.id)) === 1)
    const [receipts = ''] = await untilIn(at('CHE', 'out'), 1)
    assert.match(receipts, /^[0-9a-f]{12}\.[0-9a-f]{8}\.receipts$/u)
    await gateway('CHE')
    await settled(peru, act.id)
    assert.deepEqual(await readdir(at('CHE', 'done')), [name])
    await untilIn(at('PER', 'done'), 1)
    assert.deepEqual(await wayOf(switzerland, act.id), [['arrived-here', 'bridge:gateway']])
    const tried = await wayOf(peru, act.id)
    assert.deepEqual(tried.at(-1), ['tried', 'bridge:gateway'])
    assert.ok(tried.slice(0, -1).every(([, way]) => way === 'https'))
    const audited = await switzerland.db.selectFrom('audit').select('actor').where('action', '=', 'message.take-in').execute()
    assert.deepEqual(
      audited.map(({ actor }) => actor),
      ['bridge:gateway'],
    )
    // That an official has opened it is told by the same way, later.
    const { thread } = await switzerland.db.selectFrom('inbox').select('thread').where('id', '=', act.id).executeTakeFirstOrThrow()
    await switzerland.exchange.handOver(thread)
    await untilIn(at('CHE', 'out'), 1)
    await gateway('CHE')
    await until(
      async () => (await peru.db.selectFrom('receipt').select('event').where('event', '=', 'ContentHandover').execute()).length === 1,
    )
  })

  test('carries an answer the other way, where it is the only way', async () => {
    const [thread] = await switzerland.db.selectFrom('inbox').select('thread').execute()
    const answer = { ...askStatus(1), side: 'requested' as const }
    assert.ok((await send(switzerland, 'PER', answer, thread?.thread)).ok)
    await until(async () => (await readdir(at('CHE', 'out'))).some((one) => one.endsWith('.comity')))
    await gateway('CHE')
    await until(async () => (await timesApplied(peru, answer.id)) === 1)
    await settledOver('PER', switzerland, answer.id)
    assert.deepEqual(await wayOf(switzerland, answer.id), [['tried', 'bridge:gateway']])
  })

  test('and HTTPS have one effect between them, whichever comes first', async () => {
    for (const first of ['https', 'bridge'] as const) {
      const { act } = await putDown()
      if (first === 'bridge') {
        await gateway('PER')
        await until(async () => (await timesApplied(switzerland, act.id)) === 1)
      }
      line.target = switzerland.port
      await until(async () => {
        await makeDue(act.id)
        return (await standsAt(peru, act.id))?.standing === 'consigned'
      })
      if (first === 'https') await gateway('PER')
      await untilIn(at('CHE', 'out'), 1)
      await gateway('CHE')
      await until(async () => (await readdir(at('PER', 'in'))).length === 0)
      assert.equal(await timesApplied(switzerland, act.id), 1)
      assert.deepEqual(await standsAt(peru, act.id), { standing: 'consigned', last_problem: null })
      assert.deepEqual(await wayOf(switzerland, act.id), [['arrived-here', first === 'https' ? 'https' : 'bridge:gateway']])
    }
  })

  test('sets aside what is nothing of ours, never over something of the same name, and leaves what is not whole', async () => {
    const earlier = await switzerland.db.selectFrom('bridge').select(['taken', 'set_aside']).executeTakeFirstOrThrow()
    for (const _ of [1, 2]) {
      await writeFile(at('CHE', 'in', 'notes.txt'), 'hello')
      await until(async () => !(await readdir(at('CHE', 'in'))).includes('notes.txt'))
    }
    assert.equal((await readdir(at('CHE', 'failed'))).filter((name) => name.startsWith('notes.txt')).length, 2)
    await writeFile(at('CHE', 'in', 'half.comity.part'), 'half')
    await writeFile(at('CHE', 'in', '.hidden'), 'half')
    await symlink('/etc/passwd', at('CHE', 'in', 'link.comity'))
    await mkdir(at('CHE', 'in', 'folder'))
    await writeFile(at('CHE', 'in', 'zz'), 'after all of them')
    await until(async () => !(await readdir(at('CHE', 'in'))).includes('zz'))
    assert.deepEqual((await readdir(at('CHE', 'in'))).toSorted(), ['.hidden', 'folder', 'half.comity.part', 'link.comity'])
    const now = await switzerland.db.selectFrom('bridge').select(['taken', 'set_aside']).executeTakeFirstOrThrow()
    assert.deepEqual([now.taken - earlier.taken, now.set_aside - earlier.set_aside], [0, 3])
  })

  test('takes nothing of a peer that is suspended, signs that, and leads nothing to it', async () => {
    const { act } = await putDown()
    await callAs(switzerland, officers[0], 'suspendPeer')({ params: { peer: 'PER~central' }, body: { reason: 'a key in doubt' } })
    const [name = ''] = await gateway('PER')
    await until(async () => (await readdir(at('CHE', 'failed'))).includes(name))
    assert.equal(await timesApplied(switzerland, act.id), 0)
    assert.deepEqual(await readdir(at('CHE', 'out')), [])
    // Its bytes are kept: two officers verify the peer anew, and the file that was set aside is brought again.
    await introduce(switzerland, peru)
    await rename(at('CHE', 'failed', name), at('CHE', 'in', name))
    await until(async () => (await timesApplied(switzerland, act.id)) === 1)
    await settledOver('CHE', peru, act.id)
  })

  test('that is not there is failing until it is back, and what waits for it is put down then', async () => {
    await rename(at('CHE', 'out'), at('CHE', 'elsewhere'))
    const answer = dispatchOf()
    assert.ok((await send(switzerland, 'PER', answer)).ok)
    await until(async () => (await standsAt(switzerland, answer.id))?.last_problem === 'try-later')
    const row = async () => switzerland.db.selectFrom('bridge').select(['out_failing_since', 'reason']).executeTakeFirstOrThrow()
    assert.equal((await row()).reason, 'no-connection')
    await rename(at('CHE', 'elsewhere'), at('CHE', 'out'))
    await until(async () => (await readdir(at('CHE', 'out'))).some((one) => one.endsWith('.comity')))
    await until(async () => (await row()).out_failing_since === null)
    await gateway('CHE')
    await until(async () => (await timesApplied(peru, answer.id)) === 1)
    await settledOver('PER', switzerland, answer.id)
  })

  test('with a limit carries a message in volumes', async () => {
    const limit = 500_000
    const bridges = [await settingsOf('PER', { limit }, true)]
    const sender = await startAuthority(scope, 'PER', { bridges })
    await introduce(sender, switzerland)
    const act = dispatchOf([await storePdf(sender, 1_000_000)])
    line.target = 1
    assert.ok((await send(sender, 'CHE', act)).ok)
    await gateway('PER')
    const names = await untilIn(at('PER', 'out'), 3)
    for (const name of names) assert.ok((await stat(at('PER', 'out', name))).size <= limit)
    assert.equal(names.length, 3)
    await until(async () => (await sender.db.selectFrom('bridge_volume').select('name').execute()).length === 0)
    // It is another instance of the same authority, with other keys: its volumes are for nobody here.
  })
})
