import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import { auditOrigin, signCheckpoint } from '@comity/exchange/audit/checkpoint'
import { listCosignatures } from '@comity/exchange/audit/cosignature'
import { proveConsistency } from '@comity/exchange/audit/proof'
import { readNoteKey } from '@comity/exchange/audit/signed-note'
import { growTree, type Hash, leafHash } from '@comity/exchange/audit/tree'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import { callAs, introduce, startAuthority, type TestAuthority } from './test-authority.ts'

const auditor = { id: '018f0000-0000-7000-8000-000000000009', name: 'D. Auditor', role: 'auditor' } as const

/** A log in memory, whose entries can be changed as no honest log's can. */
function openLog(sign: (size: number, root: Hash) => string) {
  const entries: string[] = []
  const leaves = () => entries.map(leafHash)
  /** Roots of complete subtrees as proofs ask for them: at height 0, or a multiple of eight. */
  const read = async (height: number, from: number, count: number): Promise<Hash[]> => {
    assert.equal(height, 0)
    return leaves().slice(from, from + count)
  }
  return {
    entries,
    async head() {
      const tree = growTree()
      for (const leaf of leaves()) tree.add(leaf)
      return tree.size === 0 ? undefined : { size: tree.size, note: sign(tree.size, tree.root()) }
    },
    prove: (from: number, to: number) => proveConsistency(from, to, read),
  }
}

describe('audit logs that authorities cosign for each other', () => {
  const scope = suiteScope()
  let peru: TestAuthority
  let switzerland: TestAuthority
  const log = openLog((size, root) => {
    const [key] = peru.exchange.signingKeys
    return signCheckpoint({ origin: auditOrigin('PER/central'), size, root }, key)
  })

  before(async () => {
    peru = await startAuthority(scope, 'PER', { ownLog: log })
    switzerland = await startAuthority(scope, 'CHE')
    await introduce(peru, switzerland)
    await introduce(switzerland, peru)
  })
  beforeEach(async () => {
    log.entries.splice(0)
    for (const { db } of [peru, switzerland]) {
      await db.deleteFrom('audit_witness').execute()
      await db.deleteFrom('witnessed_log').execute()
      await db.deleteFrom('log_contradiction').execute()
    }
  })

  async function ask() {
    const asked = await callAs(peru, auditor, 'askForCosignatures')({})
    assert.ok(asked.ok)
    return asked.value.ours.map(({ peer, size, fault }) => `${peer} ${size}${fault === undefined ? '' : ` ${fault}`}`)
  }

  async function witnessed() {
    const listed = await callAs(switzerland, auditor, 'listWitnesses')({})
    assert.ok(listed.ok)
    return listed.value.theirs.map(
      ({ peer, size, contradiction }) => `${peer} ${size}${contradiction === undefined ? '' : ' contradicted'}`,
    )
  }

  async function alarms(authority: TestAuthority) {
    const listed = await callAs(authority, auditor, 'listAlarms')({})
    assert.ok(listed.ok)
    return listed.value.items.map(({ kind, peer }) => `${kind} ${peer}`)
  }

  test('are cosigned from the first entry on, and as they grow', async () => {
    log.entries.push('one', 'two', 'three')
    assert.deepEqual(await ask(), ['CHE/central 3'])
    log.entries.push('four', 'five')
    assert.deepEqual(await ask(), ['CHE/central 5'])
    assert.deepEqual(await witnessed(), ['PER/central 5'])
    assert.deepEqual(await alarms(peru), [])
  })

  test('carry the line of the cosigner, which the key in its document made', async () => {
    log.entries.push('one')
    await ask()
    const listed = await callAs(peru, auditor, 'listWitnesses')({})
    assert.ok(listed.ok)
    const [found] = listed.value.ours
    const key = readNoteKey(found?.key ?? '', 'cosignature')
    assert.ok(key !== undefined && found?.note !== undefined)
    assert.equal(listCosignatures(found.note, [key])[0]?.name, 'CHE/central/witness')
  })

  test('are known for rewritten when an entry under a cosigned checkpoint is changed, and both sides raise it', async () => {
    log.entries.push('one', 'two', 'three')
    await ask()
    log.entries[1] = 'another'
    log.entries.push('four')
    assert.deepEqual(await ask(), ['CHE/central 3 other'])
    assert.deepEqual(await alarms(peru), ['own-log-contradicted CHE/central'])
    assert.deepEqual(await alarms(switzerland), ['peer-log-contradicted PER/central'])
    const listed = await callAs(switzerland, auditor, 'listWitnesses')({})
    assert.ok(listed.ok)
    const contradiction = listed.value.theirs[0]?.contradiction
    assert.match(contradiction?.before ?? '', /^PER\/central\/audit\n3\n/u)
    assert.match(contradiction?.after ?? '', /^PER\/central\/audit\n4\n/u)
  })

  test('are known for shortened when entries are gone, as after an old backup was put back', async () => {
    log.entries.push('one', 'two', 'three')
    await ask()
    log.entries.pop()
    assert.deepEqual(await ask(), ['CHE/central 3 longer'])
    assert.deepEqual(await witnessed(), ['PER/central 3'])
  })

  test('are known for another when a checkpoint of the same size has another root', async () => {
    log.entries.push('one', 'two')
    await ask()
    await peru.db.updateTable('audit_witness').set({ size: 0 }).execute()
    log.entries[0] = 'another'
    assert.deepEqual(await ask(), ['CHE/central 0 other'])
    assert.deepEqual(await witnessed(), ['PER/central 2 contradicted'])
  })

  test('are taken up again by a log that has forgotten who cosigned it', async () => {
    log.entries.push('one', 'two')
    await ask()
    await peru.db.deleteFrom('audit_witness').execute()
    log.entries.push('three')
    assert.deepEqual(await ask(), ['CHE/central 3'])
  })

  test('are cosigned no more after a contradiction until an auditor has looked into it, and what was found is kept', async () => {
    log.entries.push('one', 'two')
    await ask()
    log.entries[0] = 'another'
    log.entries.push('three')
    await ask()
    log.entries[0] = 'one'
    assert.deepEqual(await ask(), ['CHE/central 2 other'])
    const settle = callAs(switzerland, auditor, 'settleContradiction')
    const input = { params: { peer: 'PER~central' }, body: { reason: 'A backup was put back in Lima, as they wrote on 20 November.' } }
    assert.ok((await settle(input)).ok)
    assert.deepEqual(await settle(input), { ok: false, problem: { code: 'not-found' } })
    assert.deepEqual(await ask(), ['CHE/central 3'])
    assert.deepEqual(await alarms(peru), [])
    const kept = await switzerland.db.selectFrom('log_contradiction').select(['settled_by', 'reason']).execute()
    assert.deepEqual(kept, [{ settled_by: auditor.id, reason: input.body.reason }])
  })

  test('are not cosigned for a suspended peer', async () => {
    log.entries.push('one')
    await switzerland.db.updateTable('peer').set({ standing: 'suspended' }).execute()
    try {
      assert.deepEqual(await ask(), [])
      assert.deepEqual(await witnessed(), [])
    } finally {
      await switzerland.db.updateTable('peer').set({ standing: 'active' }).execute()
    }
  })
})
