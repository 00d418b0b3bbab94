import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { visit } from '@comity/web/site'
import { openBorder, rosa } from '../case-one.test-support.ts'
import { faultsOf, formsIn } from '../html.test-support.ts'
import { htmlOf, readerAt, wayOf } from '../reader.test-support.ts'

const bare = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const

suite('an account', () => {
  test('is opened with a code that is shown once, enrolled with it, and disabled', async () => {
    const { lima } = await openBorder(bare)
    const admin = readerAt(lima, visit, { ...rosa, role: 'administrator' })
    const lacking = await admin.post('/accounts', { name: 'mila', displayName: '', language: 'es' })
    assert.ok(lacking.kind === 'page' && lacking.status === 422)
    assert.deepEqual(faultsOf(lacking.html), [])
    assert.ok(lacking.html.includes('value="mila"'))
    const opened = htmlOf(await admin.post('/accounts', { name: 'mila', displayName: 'Milagros Salazar', role: 'officer', language: 'es' }))
    assert.ok(opened.includes('>once<'))
    const listed = htmlOf(await admin.get('/accounts'))
    assert.ok(listed.includes('Milagros Salazar') && !listed.includes('>once<'))
    const nobody = readerAt(lima, visit, undefined)
    const enrolled = htmlOf(await nobody.post('/enrol', { name: 'mila', enrolmentCode: 'once', password: 'correct horse battery' }))
    assert.ok(enrolled.includes('JBSW Y3DP EHPK 3PXP'))
    const short = await nobody.post('/enrol', { name: 'mila', enrolmentCode: 'once', password: 'short' })
    assert.ok(short.kind === 'page' && short.status === 422 && !short.html.includes('value="short"'))
    const [end] = formsIn(listed).filter(({ action }) => action.endsWith('/end-sessions'))
    assert.ok(end !== undefined)
    assert.equal(wayOf(await admin.post(end.action, end.fields)), '/accounts')
    const [disable] = formsIn(listed).filter(({ action }) => action.endsWith('/disable'))
    assert.ok(disable !== undefined)
    assert.equal(wayOf(await admin.post(disable.action, disable.fields)), '/accounts')
    assert.ok(htmlOf(await admin.get('/accounts')).includes('Disabled'))
  })

  test('is not for an officer to open', async () => {
    const { lima } = await openBorder(bare)
    const refused = await readerAt(lima, visit, rosa).post('/accounts', { name: 'mila', displayName: 'M', role: 'officer', language: 'es' })
    assert.ok(refused.kind === 'page' && refused.status === 403)
  })
})
