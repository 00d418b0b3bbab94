import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { signDirectory } from '@comity/exchange/directory'
import { type AuthorityKeys, fingerprintCode, fingerprintWords, generateKeys, publicKeys, spokenFingerprint } from '@comity/exchange/keys'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import { renew } from './peers.ts'
import { callAs, dispatchOf, officers, send, standsAt, startAuthority, type TestAuthority, until } from './test-authority.ts'
import { keysOf } from './test-message.ts'

const params = { peer: 'CHE~central' }

describe('trust in a peer', () => {
  const scope = suiteScope()
  let peru: TestAuthority
  let switzerland: TestAuthority

  before(async () => {
    peru = await startAuthority(scope, 'PER')
    switzerland = await startAuthority(scope, 'CHE')
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
    const waiting = await send(peru, 'CHE', dispatchOf())
    assert.equal(waiting.ok ? undefined : waiting.problem.code, 'peer-not-verified')
    assert.equal(await codeOf(callAs(peru, officers[0], 'activatePeer')({ params })), 'active')
    assert.equal(await codeOf(callAs(peru, officers[0], 'activatePeer')({ params })), 'act-not-available')
    assert.equal(await codeOf(verify(0, fingerprint)), 'act-not-available')
  })

  test('is not moved by a document that does not follow the one that was verified', async () => {
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
    assert.deepEqual([renewed.value.standing, renewed.value.directoryVersion, renewed.value.name], ['active', 2, 'Bundesamt für Justiz'])
  })

  test('is not suspended by a document that anybody else can make or keep, by whichever way it comes', async () => {
    const { digest, version } = await peru.db.selectFrom('peer').select(['digest', 'version']).executeTakeFirstOrThrow()
    const stranger = await generateKeys()
    const past = { issued: '2026-01-01T00:00:00.000Z', expires: '2026-02-01T00:00:00.000Z' }
    const otherRoots = { threshold: 1, keys: publicKeys(stranger).root }
    const brought = {
      unsigned: '{"not":"signed"}',
      'with a signature that is not its own': (await nextDirectory(() => ({ version, prev: digest, contacts: [] }))).replace(
        /"signature":"./u,
        '"signature":"',
      ),
      'of the same version, signed by others': await nextDirectory(() => ({ version, contacts: [{ name: 'Another' }] }), stranger),
      'of the same version, of roots of its own': await nextDirectory(() => ({ version, roots: otherRoots }), stranger),
      'of the same version, expired': await nextDirectory(() => ({ version, ...past })),
      'of the same version, not begun': await nextDirectory(() => ({
        version,
        issued: new Date(Date.now() + 86_400_000).toISOString(),
        expires: new Date(Date.now() + 2 * 86_400_000).toISOString(),
      })),
      'that names another before it, expired': await nextDirectory(() => ({ version: version + 1, prev: 'a'.repeat(64), ...past })),
      'rolled back': switzerland.exchange.directory().text,
      'with one before it withheld': await nextDirectory(() => ({ version: version + 2, prev: 'a'.repeat(64) })),
      'of another authority': await nextDirectory(({ authority }) => ({ version, authority: { ...authority, state: 'BOL' } })),
    }
    for (const [which, text] of Object.entries(brought)) {
      const at = new Date().toISOString()
      await peru.db.transaction().execute((trx) => renew(trx, Buffer.from(text), 'CHE/central', at))
      if (which !== 'of another authority') assert.notEqual(await codeOf(propose(text)), 'suspended', which)
      const row = await peru.db.selectFrom('peer').select(['standing', 'version', 'trouble']).executeTakeFirstOrThrow()
      assert.deepEqual(row, { standing: 'active', version, trouble: null }, which)
    }
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

  test('is compared by digits, by words or by the text of a QR code', async () => {
    const { document, authority } = switzerland.exchange.directory()
    await callAs(peru, officers[0], 'suspendPeer')({ params, body: { reason: 'drill' } })
    assert.equal(await codeOf(verify(0, fingerprintWords(document.roots).toUpperCase())), 'suspended')
    const body = { fingerprint: fingerprintCode(authority, document.roots), means: 'in-person' as const, counterpart: 'A. Weber' }
    const verified = await callAs(peru, officers[1], 'verifyPeer')({ params, body })
    assert.ok(verified.ok)
    const { name, means, counterpart } = verified.value.comparisons[1] ?? {}
    assert.deepEqual([verified.value.standing, name, means, counterpart], ['verified', 'B. Head', 'in-person', 'A. Weber'])
    assert.equal(await codeOf(callAs(peru, officers[0], 'activatePeer')({ params })), 'active')
  })

  test('holds to the suite that it had: a document that drops it is taken, and nothing is sealed to the weaker until two officers allow it', async () => {
    const floorOf = async () => (await peru.db.selectFrom('peer').select(['floor', 'standing']).executeTakeFirstOrThrow()).floor
    assert.equal(await floorOf(), 'age-mlkem768x25519')
    const weak = await generateKeys(['age-x25519'])
    const [seal] = publicKeys(weak).seal
    assert.ok(seal)
    const [held] = (await callAs(peru, officers[0], 'listPeers')({}).then((all) => (all.ok ? all.value.items : []))) as [
      { directoryVersion: number },
    ]
    const { digest } = await peru.db.selectFrom('peer').select('digest').executeTakeFirstOrThrow()
    const dropped = await nextDirectory((document) => ({
      version: held.directoryVersion + 1,
      prev: digest,
      suites: ['age-x25519'],
      keys: [
        ...document.keys.filter(({ use }) => use !== 'seal'),
        { ...seal, use: 'seal', from: document.issued, to: document.keys[0]?.to, status: 'active' },
      ],
    }))
    assert.equal(await codeOf(propose(dropped)), 'active')
    assert.equal(await floorOf(), 'age-mlkem768x25519')
    const act = dispatchOf()
    assert.ok((await send(peru, 'CHE', act)).ok)
    await until(async () => (await standsAt(peru, act.id))?.last_problem === 'suite-below-floor')
    const lower = (officer: 0 | 1) =>
      callAs(peru, officers[officer], 'lowerFloor')({ params, body: { suite: 'age-x25519', reason: 'their device knows no other' } })
    assert.equal(await codeOf(lower(0)), 'active')
    assert.equal(await codeOf(lower(0)), 'not-the-second-person')
    assert.equal(await floorOf(), 'age-mlkem768x25519')
    assert.equal(await codeOf(lower(1)), 'active')
    assert.equal(await floorOf(), 'age-x25519')
    await until(async () => !['queued', undefined].includes((await standsAt(peru, act.id))?.standing))
    assert.equal(await codeOf(lower(1)), 'act-not-available')
  })

  test('that signed two documents of one version is suspended, by whichever way the second came, and both are kept', async () => {
    const { digest, version } = await peru.db.selectFrom('peer').select(['digest', 'version']).executeTakeFirstOrThrow()
    const again = await nextDirectory(() => ({ version, contacts: [{ name: 'Another' }] }))
    const forked = await propose(again)
    assert.ok(forked.ok)
    assert.deepEqual([forked.value.standing, forked.value.trouble, forked.value.verifiedBy], ['suspended', 'contradicted', []])
    const kept = await peru.db.selectFrom('peer_document').select('digest').where('version', '=', version).execute()
    assert.equal(kept.length, 2)
    assert.ok(kept.some((one) => one.digest === digest))
    const stopped = await send(peru, 'CHE', dispatchOf())
    assert.equal(stopped.ok ? undefined : stopped.problem.code, 'peer-suspended')
    const { fingerprint } = switzerland.exchange.directory()
    const fetched = async (text: string) => {
      await verify(0, fingerprint)
      assert.equal(await codeOf(verify(1, fingerprint)), 'verified')
      await callAs(peru, officers[0], 'activatePeer')({ params })
      const at = new Date().toISOString()
      const followed = await peru.db.transaction().execute((trx) => renew(trx, Buffer.from(text), 'CHE/central', at))
      assert.equal(followed, false)
      return (await peru.db.selectFrom('peer').select(['standing', 'trouble']).executeTakeFirstOrThrow()) as object
    }
    const proved = { standing: 'suspended', trouble: 'contradicted' }
    assert.deepEqual(await fetched(await nextDirectory(() => ({ version: version + 1, prev: 'a'.repeat(64) }))), proved)
    assert.deepEqual(await fetched(await nextDirectory(() => ({ version: 1, prev: null, contacts: [{ name: 'Another' }] }))), proved)
  })

  test('is not suspended once more by a contradiction that two officers have looked at', async () => {
    const { fingerprint } = switzerland.exchange.directory()
    await verify(0, fingerprint)
    await verify(1, fingerprint)
    await callAs(peru, officers[0], 'activatePeer')({ params })
    for (const { bytes } of await peru.db.selectFrom('peer_document').select('bytes').where('peer', '=', 'CHE/central').execute()) {
      await peru.db.transaction().execute((trx) => renew(trx, bytes, 'CHE/central', new Date().toISOString()))
    }
    assert.equal((await peru.db.selectFrom('peer').select('standing').executeTakeFirstOrThrow()).standing, 'active')
    await callAs(peru, officers[0], 'suspendPeer')({ params, body: { reason: 'drill' } })
  })

  test('that is frozen, showing only what has expired, is sealed nothing', async () => {
    const { fingerprint } = switzerland.exchange.directory()
    await verify(0, fingerprint)
    await verify(1, fingerprint)
    await callAs(peru, officers[0], 'activatePeer')({ params })
    peru.ahead = 91 * 86_400_000
    const act = dispatchOf()
    assert.ok((await send(peru, 'CHE', act)).ok)
    await until(async () => (await standsAt(peru, act.id))?.last_problem === 'stale-directory')
    peru.ahead = 0
  })

  test('that is revoked never comes back under the same roots, and under others as at the first contact', async () => {
    const revoked = await callAs(peru, officers[0], 'revokePeer')({ params, body: { reason: 'roots in other hands' } })
    assert.equal(revoked.ok ? revoked.value.standing : revoked.problem.code, 'revoked')
    assert.equal(await codeOf(propose(switzerland.exchange.directory().text)), 'act-not-available')
    assert.equal(await codeOf(verify(0, switzerland.exchange.directory().fingerprint)), 'act-not-available')
    const other = await generateKeys()
    const anew = await nextDirectory(() => ({ roots: { threshold: 1, keys: publicKeys(other).root } }), other)
    assert.equal(await codeOf(propose(anew)), 'proposed')
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
