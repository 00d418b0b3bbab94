import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { getLetter } from '@comity/contract/request-paper'
import { replay, type Request } from '@comity/domain/request/request'
import { available } from '@comity/language/languages'
import { letterForms } from '@comity/letters/letter-form'
import { closePdf } from '@comity/letters/pdf'
import { type Letterheads, lookOf, paperOf } from './letter.ts'
import { noLetterheads } from './test-letterheads.ts'

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
      const paper = await paperOf(request, { form, language: 'es', format: 'docx' }, noLetterheads)
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
    const paper = await paperOf(request, { form: 'letter', language: 'es', format: 'pdf', embed }, noLetterheads)
    assert.ok(paper.ok)
    assert.equal(Buffer.from(paper.value.bytes).includes('request.json'), embed !== undefined)
  }
})

test('two columns in one language, and a request within a Word file, are refused by field', async () => {
  const same = await paperOf(request, { form: 'bilingual', language: 'es', second: 'es', format: 'pdf' }, noLetterheads)
  assert.deepEqual(same, { ok: false, problem: { code: 'invalid-input', fields: [{ field: 'second', rule: 'same-language' }] } })
  const word = await paperOf(request, { form: 'letter', language: 'es', format: 'docx', embed: 'request' }, noLetterheads)
  assert.deepEqual(word, { ok: false, problem: { code: 'invalid-input', fields: [{ field: 'embed', rule: 'not-of-this-kind' }] } })
})

test('a letter that was sent bears the letterhead of the moment at which that was asked for, a draft that of today, and what another State sent bears none', async () => {
  const asked: (string | undefined)[] = []
  const letterheads: Letterheads = {
    ...noLetterheads,
    async findHead(_language, at) {
      asked.push(at)
      return { lines: ['Autoridad Central'] }
    },
  }
  const { content } = request
  const dispatch = {
    id: 'a',
    at: '2026-11-22T09:00:00Z',
    by: { state: 'PER' },
    type: 'dispatch',
    body: { content, reference: 'R', files: [] },
  }
  const sent = { ...request, acts: [dispatch] } as unknown as Request
  const query = { form: 'letter', language: 'es', format: 'pdf' } as const
  assert.deepEqual(await lookOf(request, query, letterheads, []), { head: { lines: ['Autoridad Central'] } })
  assert.deepEqual(await lookOf(sent, query, letterheads, []), { head: { lines: ['Autoridad Central'] } })
  assert.deepEqual(await lookOf({ ...sent, side: 'requested' }, query, letterheads, []), {})
  const printed = { number: 'OUT-2026-000001', code: '0', url: '', date: '2026-11-21', act: 'dispatch', language: 'es' } as const
  await lookOf(sent, query, letterheads, [{ ...printed, standing: 'issued', at: '2026-11-21T18:00:00Z' }])
  assert.deepEqual(asked, [undefined, '2026-11-22T09:00:00Z', '2026-11-21T18:00:00Z'])
})
