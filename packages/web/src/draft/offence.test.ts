import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { RequestContent } from '@comity/domain/request/content'
import { visit } from '@comity/web/site'
import { openBorder, rosa } from '../case-one.test-support.ts'
import { decoded, faultsOf, formsIn, tagsIn } from '../html.test-support.ts'
import { htmlOf, readerAt, wayOf } from '../reader.test-support.ts'

const offence = '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01'

async function drafted(change: Partial<RequestContent>) {
  const { lima, request } = await openBorder({ kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE', ...change })
  return { reader: readerAt(lima, visit, rosa), base: `/requests/${request}/draft/offences` }
}

function plain(html: string): string {
  return decoded(html.replaceAll(/<[^>]+>|[\u2066-\u2069]/gu, ' ')).replaceAll(/\s+/gu, ' ')
}

suite('the page of an offence', () => {
  test('says after saving which treaty covers it, and why', async () => {
    const { reader, base } = await drafted({ offences: [{ id: offence, name: 'Lavado', maximumPenalty: 2 }] })
    const page = htmlOf(await reader.get(`${base}/${offence}`))
    assert.deepEqual(faultsOf(page), [])
    assert.match(plain(page), /UNTOC, art\. 18 Does not cover it/u)
    assert.match(plain(page), /Cannot be told yet \(\d+\) .*UNCAC, art\. 46 Cannot be told yet/u)
    const form = formsIn(page).find(({ action }) => action.endsWith(offence))
    assert.ok(form !== undefined)
    form.fields.set('maximumPenalty', '8')
    form.fields.append('convention', 'uncac.art23')
    wayOf(await reader.post(form.action, form.fields))
    const after = plain(htmlOf(await reader.get(`${base}/${offence}`)))
    assert.match(after, /UNTOC, art\. 18 Covers it/u)
    assert.match(after, /UNCAC, art\. 46 Covers it/u)
    const list = htmlOf(await reader.get(base))
    assert.deepEqual(faultsOf(list), [])
    assert.match(plain(list), /Covers it: [^:]*UNTOC · UNCAC/u)
  })

  test('speaks of the bases that were chosen, once there are any', async () => {
    const { reader, base } = await drafted({
      offences: [{ id: offence, name: 'Lavado', maximumPenalty: 2 }],
      bases: [{ instrument: 'uncac', provision: '46' }],
    })
    const page = plain(htmlOf(await reader.get(`${base}/${offence}`)))
    assert.ok(page.includes('UNCAC, art. 46 Cannot be told yet') && !page.includes('Does not cover it'))
  })

  test('offers the offences of every treaty that may bind both, with the article, and keeps what was picked before', async () => {
    const { reader, base } = await drafted({ requested: 'USA', offences: [{ id: offence, name: 'Lavado', convention: ['cets-196.none'] }] })
    const page = htmlOf(await reader.get(`${base}/${offence}`))
    const picks = tagsIn(page, 'input').filter(({ name }) => name === 'convention')
    const of = new Set(picks.map(({ value = '' }) => value.split('.')[0]))
    for (const family of ['untoc', 'uncac', 'un1988', 'cybercrime']) assert.ok(of.has(family), family)
    assert.ok(picks.some((pick) => pick['value'] === 'cets-196.none' && 'checked' in pick))
    assert.match(plain(page), /UNCAC, art\. 23/u)
    const fresh = htmlOf(await reader.get(`${base}/new`))
    assert.ok(tagsIn(fresh, 'input').filter(({ name }) => name === 'convention').length > 20)
  })
})
