import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Directory } from '@comity/exchange/directory-document'
import { draftBytes, readDraft, signDraft } from '@comity/exchange/directory-draft'
import { publicHalf } from '@comity/exchange/keys'
import { generateRoot, rootSigner } from '@comity/exchange/root-key'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import { callAs, dispatchOf, introduce, officers, send, settled, startTwo, type TestAuthority, timesApplied } from './test-authority.ts'
import type { TestLine } from './test-line.ts'
import { keysOf } from './test-message.ts'

const [a, b, c, d] = [generateRoot(), generateRoot(), generateRoot(), generateRoot()]
const day = 86_400_000

type Wanted = NonNullable<Parameters<ReturnType<typeof callAs<'draftDirectory'>>>[0]['body']>

describe('our directory document', () => {
  const scope = suiteScope()
  let peru: TestAuthority
  let switzerland: TestAuthority
  let line: TestLine

  before(async () => {
    ;({ peru, switzerland, line } = await startTwo(scope))
  })

  async function draft(wanted: Wanted, authority = peru): Promise<string> {
    const drafted = await callAs(authority, officers[0], 'draftDirectory')({ body: wanted })
    if (!drafted.ok) throw new Error(JSON.stringify(drafted.problem))
    return drafted.value.document
  }
  /** What people do with their sticks, each alone. */
  async function signApart(text: string, roots: readonly ReturnType<typeof generateRoot>[]): Promise<string[]> {
    const copies: string[] = []
    for (const root of roots) {
      const read = await readDraft(Buffer.from(text))
      const signed = read.ok ? await signDraft(read.value, rootSigner(root)) : read
      if (!signed.ok) throw new Error(signed.problem.code)
      copies.push(Buffer.from(draftBytes(signed.value)).toString())
    }
    return copies
  }
  async function publish(documents: readonly string[], anew = false, authority = peru): Promise<string> {
    const published = await callAs(authority, officers[0], 'publishDirectory')({ body: { documents: [...documents], anew } })
    return published.ok ? `version ${published.value.version}` : published.problem.code
  }
  async function heldBySwitzerland() {
    return switzerland.db.selectFrom('peer').selectAll().where('id', '=', 'PER/central').executeTakeFirstOrThrow()
  }
  function inForce(authority = peru): Directory {
    return authority.exchange.directory().document
  }

  /** A message to Switzerland that is sealed and cannot leave. */
  async function heldUp(): Promise<string> {
    const act = dispatchOf()
    line.target = 1
    line.cut()
    assert.ok((await send(peru, 'CHE', act)).ok)
    await settled(peru, act.id, 'sealed')
    return act.id
  }
  function mend(): void {
    line.target = switzerland.port
  }

  test('is given to three roots that lie elsewhere, of which two sign, while a message is under way', async () => {
    const under = await heldUp()
    const text = await draft({ roots: { threshold: 2, keys: [a, b, c].map(publicHalf) } })
    const [one, two] = await signApart(text, [a, c])
    assert.ok(one && two)
    assert.equal(await publish([text]), 'bad-signature')
    assert.equal(await publish([one]), 'bad-signature')
    assert.deepEqual([inForce().version, (await keysOf(peru)).root.length], [1, 1])
    assert.equal(await publish([one, two]), 'version 2')
    assert.equal(await publish([one, two]), 'version 2')
    assert.equal((await keysOf(peru)).root.length, 0)
    mend()
    await settled(peru, under)
    const later = dispatchOf()
    assert.ok((await send(peru, 'CHE', later)).ok)
    await settled(peru, later.id)
    assert.equal((await heldBySwitzerland()).fingerprint, peru.exchange.directory().fingerprint)
    await peru.restart()
    assert.equal(inForce().version, 2)
  })

  test('replaces online keys while messages are under way in both directions, and none is lost', async () => {
    const old = await keysOf(peru)
    const under = await heldUp()
    const incoming = dispatchOf([], { side: 'requesting' })
    await peru.exchange.stop()
    assert.ok((await send(switzerland, 'PER', incoming)).ok)
    await settled(switzerland, incoming.id, 'sealed')
    await peru.restart()
    const text = await draft({ rotate: ['sign', 'seal'] })
    assert.equal(await draft({ rotate: ['sign', 'seal'] }).then((again) => JSON.parse(again).keys[0].kid), JSON.parse(text).keys[0].kid)
    assert.equal(peru.exchange.signingKeys[0].kid, old.sign[0]?.kid)
    assert.equal(await publish(await signApart(text, [a, b])), 'version 3')
    assert.notEqual(peru.exchange.signingKeys[0].kid, old.sign[0]?.kid)
    mend()
    await settled(peru, under)
    await settled(switzerland, incoming.id)
    const later = dispatchOf()
    assert.ok((await send(peru, 'CHE', later)).ok)
    await settled(peru, later.id)
    assert.equal((await heldBySwitzerland()).version, 3)
    for (const id of [under, later.id]) assert.equal(await timesApplied(switzerland, id), 1)
    await peru.restart()
    assert.notEqual(peru.exchange.signingKeys[0].kid, old.sign[0]?.kid)
  })

  test('replaces one root of three by the two others', async () => {
    const text = await draft({ roots: { threshold: 2, keys: [a, b, d].map(publicHalf) } })
    assert.equal(await publish(await signApart(text, [a, d])), 'bad-signature')
    assert.equal(await publish(await signApart(text, [a, b])), 'version 4')
  })

  test('revokes a key that is in other hands: what it signed and has not arrived fails, with evidence, and what follows arrives', async () => {
    const under = await heldUp()
    const kid = peru.exchange.signingKeys[0].kid
    assert.equal(await publish(await signApart(await draft({ revoke: [kid] }), [b, d])), 'version 5')
    assert.equal(inForce().keys.find((key) => key.kid === kid)?.status, 'revoked')
    const later = dispatchOf()
    assert.ok((await send(peru, 'CHE', later)).ok)
    mend()
    await settled(peru, later.id)
    await settled(peru, under, 'failed')
    assert.deepEqual([await timesApplied(switzerland, under), await timesApplied(switzerland, later.id)], [0, 1])
    const unknown = await callAs(peru, officers[0], 'draftDirectory')({ body: { revoke: ['no such key'] } })
    assert.equal(unknown.ok ? 'drafted' : unknown.problem.code, 'not-found')
  })

  test('is published only while its draft is young, and never under keys that are not ours', async () => {
    const copies = await signApart(await draft({ contacts: [{ name: 'Duty officer' }] }), [a, b])
    peru.ahead = 31 * day
    assert.equal(await publish(copies), 'stale-directory')
    peru.ahead = 0
    const foreign = JSON.parse(await draft({})) as Directory
    const [theirs] = inForce(switzerland).keys
    assert.ok(theirs)
    const stolen = { ...foreign, keys: [theirs, ...foreign.keys.filter(({ use }) => use !== 'sign')] }
    assert.equal(await publish(await signApart(JSON.stringify(stolen), [a, b])), 'key-not-at-hand')
    assert.equal(await publish(['{"not":"ours"}']), 'unsupported-profile')
  })

  test('lost beyond the threshold of its roots begins anew: no peer follows, and two officers there compare it as at first', async () => {
    const held = await heldBySwitzerland()
    const fresh = [c, generateRoot(), generateRoot()]
    const copies = await signApart(await draft({ roots: { threshold: 2, keys: fresh.map(publicHalf) } }), fresh.slice(0, 2))
    assert.equal(await publish(copies), 'bad-signature')
    assert.equal(await publish(copies, true), `version ${held.version + 1}`)
    const waiting = dispatchOf()
    assert.ok((await send(peru, 'CHE', waiting)).ok)
    const refused = await callAs(switzerland, officers[0], 'proposePeer')({ body: { directory: peru.exchange.directory().text } })
    assert.equal(refused.ok ? 'followed' : refused.problem.code, 'bad-signature')
    assert.equal((await heldBySwitzerland()).version, held.version)
    await callAs(switzerland, officers[0], 'suspendPeer')({ params: { peer: 'PER~central' }, body: { reason: 'roots lost' } })
    await introduce(switzerland, peru)
    assert.notEqual((await heldBySwitzerland()).fingerprint, held.fingerprint)
    await settled(peru, waiting.id)
    assert.equal(await timesApplied(switzerland, waiting.id), 1)
  })
})
