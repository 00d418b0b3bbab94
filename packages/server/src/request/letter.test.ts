import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { getLetter } from '@comity/contract/request-paper'
import { replay } from '@comity/domain/request/request'
import { available } from '@comity/language/languages'
import { letterForms } from '@comity/letters/letter-form'
import { closePdf } from '@comity/letters/pdf'
import { paperOf } from './letter.ts'

after(closePdf)

const request = replay([
  {
    id: 'e',
    at: '2026-11-21T10:00:00Z',
    actor: { id: 'o', name: 'M. Salazar' },
    type: 'opened',
    request: 'r',
    side: 'requesting',
    reference: 'UCJIE-0417-2026',
    content: { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE', languages: { letter: 'es', translation: 'en' } },
  },
])

test('the API offers every form of a letter in every language that is spoken', () => {
  const { language, second, form } = getLetter.query.shape
  assert.deepEqual(language.unwrap().options, [...available])
  assert.deepEqual(second.unwrap().options, [...available])
  assert.deepEqual(form.unwrap().options, [...letterForms])
})

test('a paper is named after the reference, its form and its languages; a form for a measure that is not asked is refused', async () => {
  const names = await Promise.all(
    letterForms.map(async (form) => {
      const paper = await paperOf(request, { form, language: 'es', format: 'docx' })
      return paper.ok ? paper.value.name : paper.problem
    }),
  )
  assert.deepEqual(names, [
    'UCJIE-0417-2026.es.docx',
    'UCJIE-0417-2026.bilingual.es-en.docx',
    'UCJIE-0417-2026.worksheet.es-en.docx',
    'UCJIE-0417-2026.certificate.es.docx',
    'UCJIE-0417-2026.table.es.docx',
    { code: 'invalid-input', fields: [{ field: 'form', rule: 'form-without-measure' }] },
    { code: 'invalid-input', fields: [{ field: 'form', rule: 'form-without-measure' }] },
  ])
})

test('a PDF carries the request when that is asked, and not otherwise', async () => {
  for (const embed of ['request', undefined] as const) {
    const paper = await paperOf(request, { form: 'letter', language: 'es', format: 'pdf', embed })
    assert.ok(paper.ok)
    assert.equal(Buffer.from(paper.value.bytes).includes('request.json'), embed !== undefined)
  }
})

test('two columns in one language, and a request within a Word file, are refused by field', async () => {
  const same = await paperOf(request, { form: 'bilingual', language: 'es', second: 'es', format: 'pdf' })
  assert.deepEqual(same, { ok: false, problem: { code: 'invalid-input', fields: [{ field: 'second', rule: 'same-language' }] } })
  const word = await paperOf(request, { form: 'letter', language: 'es', format: 'docx', embed: 'request' })
  assert.deepEqual(word, { ok: false, problem: { code: 'invalid-input', fields: [{ field: 'embed', rule: 'not-of-this-kind' }] } })
})
