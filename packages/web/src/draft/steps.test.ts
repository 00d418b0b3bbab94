import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { cooperationKinds } from '@comity/domain/legal-basis/cooperation-kind'
import { findingKey } from '@comity/domain/requirement/finding'
import { available } from '@comity/language/languages'
import { readCatalogue } from '@comity/language/catalogue'
import { visit } from '@comity/web/site'
import { stepNames } from '@comity/web/draft/step'
import { findStep, wordOfStep } from '@comity/web/draft/steps'
import { caseOne, done, openBorder, rosa } from '../case-one.test-support.ts'
import { decoded, faultsOf, tagsIn } from '../html.test-support.ts'
import { htmlOf, readerAt } from '../reader.test-support.ts'

suite('the steps of a draft', () => {
  test('have their words for every kind of request, in every language', () => {
    for (const language of available) {
      const known = readCatalogue(language)
      const ids = cooperationKinds.flatMap((kind) => stepNames.map((name) => wordOfStep(name, kind)))
      for (const id of ids) for (const part of [id, `${id}.about`, `${id}.question`]) assert.ok(known.has(part), `${language} ${part}`)
    }
  })

  test('say of an extradition who is sought, and of assistance who is concerned', async () => {
    for (const [kind, said] of [
      ['extradition', 'The person sought'],
      ['transfer-of-sentenced-person', 'The sentenced person'],
      ['mutual-legal-assistance', 'Persons'],
    ] as const) {
      const { lima, request } = await openBorder({ kind, requesting: 'PER', requested: 'CHE' })
      const reader = readerAt(lima, visit, rosa)
      const list = htmlOf(await reader.get(`/requests/${request}/draft`))
      assert.deepEqual(faultsOf(list), [])
      assert.match(list, new RegExp(`draft/persons"[^>]*>${said}</a>`, 'u'))
    }
  })

  test('give facts and questions of a measure more room than its other prose', () => {
    const step = findStep('measures')
    assert.ok(step?.kind === 'items')
    const fields = step.fields('statement', caseOne())
    const rows = fields.flatMap((field) => (field.kind === 'prose' ? [[field.name, field.rows] as const] : []))
    assert.ok(rows.length > 1)
    for (const [name, count] of rows) assert.equal(count, name === 'questions' || name === 'facts' ? undefined : 3, name)
  })
})

suite('the check page', () => {
  test('lists what was found gravest first, and keeps the reason, the name and the moment of an override', async () => {
    const { lima, request, give } = await openBorder({ kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' })
    const { findings } = await done(lima.as(rosa).getRequest({ params: { request } }))
    const finding = findings.find(({ severity }) => severity === 'missing')
    assert.ok(finding !== undefined)
    await give(lima, [rosa], 'override-finding', { finding: findingKey(finding), reason: 'Known to both <sides>.' })
    const page = htmlOf(await readerAt(lima, visit, rosa).get(`/requests/${request}/draft/check`))
    assert.deepEqual(faultsOf(page), [])
    const order = ['missing', 'conflict', 'advice'].map((severity) => page.indexOf(`id="severity-${severity}"`)).filter((at) => at >= 0)
    assert.ok(order.length > 1)
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    )
    assert.ok(decoded(page).includes('Known to both <sides>.') && page.includes(rosa.name))
    const open = tagsIn(page, 'input')
      .filter(({ name }) => name === 'finding')
      .map(({ value }) => value)
    assert.ok(!open.includes(findingKey(finding)))
    assert.equal(open.length, findings.filter(({ severity }) => severity !== 'advice').length - 1)
  })
})
