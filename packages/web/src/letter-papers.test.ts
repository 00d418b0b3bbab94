import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { visit } from '@comity/web/site'
import { caseOne, openBorder, rosa } from './case-one.test-support.ts'
import { decoded } from './html.test-support.ts'
import { htmlOf, readerAt } from './reader.test-support.ts'

suite('the papers of a request', () => {
  test('the letter stands in two columns in the languages asked for, and the files are of the same', async () => {
    const { lima, request } = await openBorder(caseOne())
    const html = htmlOf(await readerAt(lima, visit, rosa).get(`/requests/${request}/letter?form=bilingual&letter=es&second=ar`))
    assert.match(html, /<article class="letter" lang="es" dir="ltr">/u)
    assert.match(html, /<div lang="ar" dir="rtl">/u)
    const files = [...html.matchAll(/href="(\/api\/[^"]*)"/gu)].map(([, href]) => new URL(decoded(href ?? ''), 'http://x').searchParams)
    assert.deepEqual(
      files.map((query) => Object.fromEntries(query)),
      [
        { format: 'pdf', form: 'bilingual', second: 'ar', language: 'es' },
        { format: 'docx', form: 'bilingual', second: 'ar', language: 'es' },
        { format: 'pdf', embed: 'request', form: 'bilingual', second: 'ar', language: 'es' },
      ],
    )
  })

  test('what is not known in the address is read as if it were absent, and no letter stands beside itself', async () => {
    const { lima, request } = await openBorder(caseOne())
    const reader = readerAt(lima, visit, rosa)
    const plain = htmlOf(await reader.get(`/requests/${request}/letter?form=poem&letter=tlh`))
    assert.match(plain, /<article class="letter" lang="en"/u)
    assert.doesNotMatch(plain, /href="\/api\/[^"]*second=/u)
    const same = htmlOf(await reader.get(`/requests/${request}/letter?form=bilingual&letter=es&second=es`))
    assert.match(same, /<div lang="en" dir="ltr">/u)
    assert.doesNotMatch(decoded(same), /second=(..)&letter=\1|"\/api\/[^"]*second=(..)&language=\2/u)
  })

  test('the request stands as a form, and only the forms that fit it are offered', async () => {
    const { lima, request } = await openBorder(caseOne())
    const reader = readerAt(lima, visit, rosa)
    const html = htmlOf(await reader.get(`/requests/${request}/letter?form=table&letter=en`))
    assert.match(html, /<th scope="row">Requesting State<\/th>/u)
    assert.match(html, /<span class="option">☒ <strong>suspect<\/strong><\/span>/u)
    assert.match(html, /href="[^"]*form=table/u)
    assert.doesNotMatch(html, /form=(preservation|subscriber-information)/u)
    const other = htmlOf(await reader.get(`/requests/${request}/letter?form=preservation&letter=en`))
    assert.doesNotMatch(other, /<th scope="row">/u)
  })
})
