import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { visit } from '@comity/web/site'
import { openBorder, rosa } from '../case-one.test-support.ts'
import { decoded, faultsOf } from '../html.test-support.ts'
import { htmlOf, readerAt, wayOf } from '../reader.test-support.ts'

const bare = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const
const auditor = { ...rosa, role: 'auditor' } as const

suite('the pages of cosigned logs', () => {
  test('say who has cosigned ours, and what is wrong with it or with a log of others', async () => {
    const { lima } = await openBorder(bare)
    const page = htmlOf(await readerAt(lima, visit, auditor).get('/audit/witnesses'))
    assert.deepEqual(faultsOf(page), [])
    assert.match(page, /Goes on from before/u)
    assert.match(page, /They know a longer log than there is here/u)
    assert.match(page, /Contradicts itself/u)
  })

  test('ask every active authority at once', async () => {
    const { lima } = await openBorder(bare)
    assert.equal(wayOf(await readerAt(lima, visit, auditor).post('/audit/witnesses', {})), '/audit/witnesses?asked=yes')
  })

  test('show the checkpoint with the key of who cosigned it, and no form where nothing is contradicted', async () => {
    const { lima } = await openBorder(bare)
    const page = htmlOf(await readerAt(lima, visit, auditor).get('/audit/witnesses/CHE~central'))
    assert.deepEqual(faultsOf(page), [])
    assert.match(decoded(page), /CHE\/central\/witness\+00000000\+BA==/u)
    assert.doesNotMatch(page, /<textarea/u)
  })

  test('show both checkpoints that contradict each other, and ask for a code when it is noted what was found out', async () => {
    const { lima } = await openBorder(bare)
    const reader = readerAt(lima, visit, auditor)
    const page = htmlOf(await reader.get('/audit/witnesses/BOL~central'))
    assert.deepEqual(faultsOf(page), [])
    assert.match(page, /BOL\/central\/audit\n6/u)
    const refused = await reader.post('/audit/witnesses/BOL~central', { reason: 'A backup was put back.' })
    assert.ok(refused.kind === 'page' && refused.status === 403)
    assert.deepEqual(faultsOf(refused.html), [])
    assert.match(refused.html, /name="proof"/u)
    assert.match(refused.html, /A backup was put back\./u)
  })

  test('know nothing of an authority that is no peer', async () => {
    const { lima } = await openBorder(bare)
    const nothing = await readerAt(lima, visit, auditor).get('/audit/witnesses/XXA~central')
    assert.ok(nothing.kind === 'page' && nothing.status === 404)
  })
})
