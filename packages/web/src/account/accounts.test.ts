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
    assert.ok(enrolled.includes('K7QM-2F9D'))
    const page = /\/accounts\/[\w-]{36}/u.exec(listed)?.[0] ?? ''
    assert.equal(wayOf(await admin.post(`${page}/team`, { team: 'Bienes <b>' })), page)
    assert.ok(htmlOf(await admin.get(page)).includes('<bdi>Bienes &lt;b></bdi>'))
    const [disable] = formsIn(htmlOf(await admin.get(page))).filter(({ action }) => action.endsWith('/disable'))
    assert.ok(disable !== undefined)
    assert.equal(wayOf(await admin.post(disable.action, disable.fields)), page)
    assert.deepEqual(
      formsIn(htmlOf(await admin.get(page))).filter(({ action }) => action.startsWith('/accounts/')),
      [],
    )
    assert.ok(htmlOf(await admin.get('/accounts')).includes('Disabled'))
  })

  test('is recovered by two people, and the code for its person is shown once, to the second', async () => {
    const { lima } = await openBorder(bare)
    const admin = readerAt(lima, visit, { ...rosa, role: 'administrator' })
    await admin.post('/accounts', { name: 'mila', displayName: 'Milagros Salazar', role: 'officer', language: 'es' })
    const page = /\/accounts\/[\w-]{36}/u.exec(htmlOf(await admin.get('/accounts')))?.[0] ?? ''
    assert.equal(wayOf(await admin.post(`${page}/recover`, {})), page)
    const proposed = htmlOf(await admin.get(page))
    assert.ok(!formsIn(proposed).some(({ action }) => action.endsWith('/approve')))
    const head = readerAt(lima, visit, { ...rosa, id: crypto.randomUUID(), role: 'head' })
    const approved = htmlOf(await head.post(`${page}/approve`, {}))
    assert.ok(approved.includes('>again<') && !htmlOf(await head.get(page)).includes('>again<'))
  })

  test('changes its password with the present one, and shows neither again', async () => {
    const { lima } = await openBorder(bare)
    const reader = readerAt(lima, visit, rosa)
    assert.ok(htmlOf(await reader.get('/account')).includes('href="/account/password"'))
    const wrong = await reader.post('/account/password', { password: 'not this one', newPassword: 'a snow of figs' })
    assert.ok(wrong.kind === 'page' && wrong.status === 422 && !/not this one|a snow of figs/u.test(wrong.html))
    assert.deepEqual(faultsOf(wrong.html), [])
    const done = htmlOf(await reader.post('/account/password', { password: 'correct horse battery', newPassword: 'a snow of figs' }))
    assert.ok(done.includes('Your password is changed'))
  })

  test('is not for an officer to open', async () => {
    const { lima } = await openBorder(bare)
    const refused = await readerAt(lima, visit, rosa).post('/accounts', { name: 'mila', displayName: 'M', role: 'officer', language: 'es' })
    assert.ok(refused.kind === 'page' && refused.status === 403)
  })
})
