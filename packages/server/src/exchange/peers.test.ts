import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { signDirectory } from '@comity/exchange/directory'
import { type AuthorityKeys, generateKeys, publicKeys, spokenFingerprint } from '@comity/exchange/keys'
import { renew } from './peers.ts'
import { callAs, dispatchOf, officers, send, startAuthority, type TestAuthority } from './test-authority.ts'
import { keysOf } from './test-message.ts'

const params = { peer: 'CHE~central' }

describe('trust in a peer', () => {
  const cleaning: (() => Promise<void>)[] = []
  let peru: TestAuthority
  let switzerland: TestAuthority

  before(async () => {
    const scope = { after: (clean: () => Promise<void>) => void cleaning.unshift(clean) }
    peru = await startAuthority(scope, 'PER')
    switzerland = await startAuthority(scope, 'CHE')
  })
  after(async () => {
    for (const clean of cleaning) await clean()
  })

  function propose(text: string) {
    return callAs(peru, officers[0], 'proposePeer')({ body: { directory: text } })
  }
  function verify(officer: 0 | 1, fingerprint: string) {
    return callAs(peru, officers[officer], 'verifyPeer')({ params, body: { fingerprint } })
  }
  async function codeOf(outcome: ReturnType<typeof propose>) {
    const result = await outcome
    return result.ok ? result.value.standing : result.problem.code
  }

  /** What Switzerland would publish next, changed. */
  async function nextDirectory(
    change: (document: ReturnType<TestAuthority['exchange']['directory']>['document']) => object,
    keys?: AuthorityKeys,
  ) {
    const own = switzerland.exchange.directory()
    const held = await switzerland.db.selectFrom('directory').selectAll().executeTakeFirstOrThrow()
    const document = { ...own.document, version: 2, prev: held.digest, ...change(own.document) }
    const { root } = keys ?? (await keysOf(switzerland))
    return Buffer.from(await signDirectory(document as typeof own.document, root)).toString()
  }

  test('begins with two different officers who compared the fingerprint, and no act is sent before', async () => {
    const { text, fingerprint, document } = switzerland.exchange.directory()
    assert.equal(await codeOf(verify(0, fingerprint)), 'not-found')
    assert.equal(await codeOf(propose(text)), 'proposed')
    assert.equal(
      await codeOf(
        verify(
          0,
          fingerprint.replace(/^./u, (digit) => (digit === '0' ? '1' : '0')),
        ),
      ),
      'bad-digest',
    )
    const early = await send(peru, 'CHE', dispatchOf())
    assert.equal(early.ok ? undefined : early.problem.code, 'peer-not-verified')
    assert.equal(await codeOf(verify(0, fingerprint)), 'proposed')
    assert.equal(await codeOf(verify(0, fingerprint)), 'not-the-second-person')
    assert.equal(await codeOf(propose(text)), 'proposed')
    assert.equal(await codeOf(verify(1, ` ${spokenFingerprint(document.roots)} `)), 'verified')
    const peers = await callAs(peru, officers[0], 'listPeers')({})
    assert.deepEqual(peers.ok ? peers.value.items.map(({ id, standing, verifiedBy }) => [id, standing, verifiedBy]) : [], [
      ['CHE/central', 'verified', ['A. Officer', 'B. Head']],
    ])
  })

  test('is not moved by a document that does not follow the one that was verified', async () => {
    assert.equal(await codeOf(propose(await nextDirectory(() => ({ prev: 'a'.repeat(64) })))), 'bad-digest')
    assert.equal(await codeOf(propose(await nextDirectory(() => ({ version: 3 })))), 'gap')
    assert.equal(await codeOf(propose('{"not":"signed"}')), 'malformed')
    const stranger = await generateKeys()
    const impostor = await nextDirectory(() => ({ roots: { threshold: 1, keys: publicKeys(stranger).root } }), stranger)
    assert.equal(await codeOf(propose(impostor)), 'bad-signature')
    assert.equal(await codeOf(propose(peru.exchange.directory().text)), 'same-state')
  })

  test('is followed over a version that has expired meanwhile, which by hand is refused', async () => {
    const expired = await nextDirectory(() => ({ issued: '2026-01-01T00:00:00.000Z', expires: '2026-02-01T00:00:00.000Z' }))
    assert.equal(await codeOf(propose(expired)), 'stale-directory')
    const tried = peru.db.transaction().execute(async (trx) => {
      assert.equal(await renew(trx, Buffer.from(expired), 'CHE/central', new Date().toISOString()), true)
      throw new Error('rolled back')
    })
    await assert.rejects(tried, /rolled back/u)
  })

  test('goes on with the next document that the same roots have signed', async () => {
    const renewed = await propose(
      await nextDirectory((document) => ({ authority: { ...document.authority, name: 'Bundesamt für Justiz' } })),
    )
    assert.ok(renewed.ok)
    assert.deepEqual([renewed.value.standing, renewed.value.directoryVersion, renewed.value.name], ['verified', 2, 'Bundesamt für Justiz'])
  })

  test('ends at once by one officer, and begins again with two', async () => {
    const suspended = await callAs(peru, officers[0], 'suspendPeer')({ params, body: { reason: 'key in doubt' } })
    assert.ok(suspended.ok)
    assert.deepEqual([suspended.value.standing, suspended.value.verifiedBy], ['suspended', []])
    const { fingerprint } = switzerland.exchange.directory()
    assert.equal(await codeOf(verify(0, fingerprint)), 'suspended')
    assert.equal(await codeOf(verify(0, fingerprint)), 'not-the-second-person')
    assert.equal(await codeOf(verify(1, fingerprint)), 'verified')
  })

  test('leaves its trace in the audit log', async () => {
    const rows = await peru.db
      .selectFrom('audit')
      .select(['actor', 'action', 'subject'])
      .where('subject', '=', 'CHE/central')
      .orderBy('seq')
      .execute()
    assert.deepEqual(
      rows.slice(0, 2).map(({ actor, action }) => [actor, action]),
      officers.map(({ id }) => [id, 'verifyPeer']),
    )
  })
})
