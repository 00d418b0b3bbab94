import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { inLanguage } from './in-language.ts'
import { closePdf, renderPdf } from './pdf.ts'
import { pagesOf } from './pdf-pages.ts'
import { requestLetter } from './request-letter.ts'

after(closePdf)

test('the pages of a letter are counted, also behind a signature that sets the first page once more', async () => {
  const content = { kind: 'mutual-legal-assistance', requesting: 'CHE', requested: 'PER' } as const
  const of = async (summary: string) =>
    renderPdf(
      requestLetter({ ...content, facts: { summary } }, { ...inLanguage('en'), reference: 'B-1', draft: false, date: '2026-09-10' }),
    )
  const short = pagesOf(await of('Short.'))
  const long = await of('A long sentence that says what happened, and when, and where.\n\n'.repeat(400))
  assert.ok(short >= 1 && short < 4, String(short))
  assert.ok(pagesOf(long) > short + 5, String(pagesOf(long)))
  const signed = Buffer.concat([long, Buffer.from('\n7 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n')])
  assert.equal(pagesOf(signed), pagesOf(long))
})
