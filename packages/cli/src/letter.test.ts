import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { caseFile, callComity } from './run-comity.ts'

const folder = await mkdtemp(join(tmpdir(), 'comity-'))
after(() => rm(folder, { recursive: true }))

const heads = { pdf: '%PDF-', docx: 'PK\u0003\u0004', html: '<!doctype html>' } as const

describe('the letter of case 1', { concurrency: 2 }, () => {
  for (const [format, head] of Object.entries(heads)) {
    test(`is byte for byte the same when it is written again as ${format}`, async () => {
      const paths = ['one', 'two'].map((name) => join(folder, `${name}.${format}`))
      for (const path of paths) {
        const ran = await callComity(['letter', caseFile, '--lang', 'es', '--format', format, '--out', path, '--json'])
        assert.equal(ran.exit, 0, ran.err)
        assert.equal(JSON.parse(ran.out).out, path)
      }
      const [one, two] = await Promise.all(paths.map((path) => readFile(path)))
      assert.ok(one !== undefined && two !== undefined)
      assert.equal(one.toString('latin1', 0, head.length).toLowerCase(), head.toLowerCase())
      assert.ok(one.equals(two))
    })
  }

  test('says in its language that it is a draft, and bears the reference given', async () => {
    const path = join(folder, 'draft.html')
    const ran = await callComity(['letter', caseFile, '--lang', 'es', '--format', 'html', '--reference', 'UCJIE-0417-2026', '--out', path])
    assert.deepEqual([ran.exit, ran.out], [0, `${path}\n`])
    const html = await readFile(path, 'utf8')
    assert.match(html, /<html lang="es"/u)
    assert.match(html, /borrador/iu)
    assert.match(html, /UCJIE-0417-2026/u)
  })

  test('comes in two columns, as a worksheet and as a certificate', async () => {
    for (const form of ['bilingual', 'worksheet', 'certificate']) {
      const path = join(folder, `${form}.html`)
      const args = ['letter', caseFile, '--lang', 'es', '--second', 'ar', '--form', form, '--format', 'html', '--out', path]
      assert.equal((await callComity(args)).exit, 0)
      const html = await readFile(path, 'utf8')
      assert.match(html, /borrador/iu)
      assert.equal(html.includes('<div lang="ar" dir="rtl">'), form === 'bilingual')
    }
  })

  test('comes as a form; a form for a measure that is not asked is refused', async () => {
    const path = join(folder, 'table.html')
    assert.equal((await callComity(['letter', caseFile, '--lang', 'ar', '--form', 'table', '--format', 'html', '--out', path])).exit, 0)
    assert.match(await readFile(path, 'utf8'), /<span class="option">☒ <strong>/u)
    const refused = await callComity(['letter', caseFile, '--form', 'preservation', '--out', join(folder, 'none.pdf'), '--json'])
    assert.equal(refused.exit, 1)
    assert.match(refused.out + refused.err, /form-without-measure/u)
  })

  test('carries the request in a PDF when that is asked', async () => {
    const path = join(folder, 'embedded.pdf')
    assert.equal((await callComity(['letter', caseFile, '--embed', '--out', path])).exit, 0)
    assert.ok((await readFile(path)).includes('request.json'))
  })

  test('in a form, a second language or a format that cannot be is wrong usage', async () => {
    const wrong = [
      ['--form', 'poem'],
      ['--second', 'tlh'],
      ['--lang', 'es', '--second', 'es'],
      ['--embed', '--format', 'docx'],
    ]
    for (const options of wrong) {
      assert.equal((await callComity(['letter', caseFile, ...options, '--out', join(folder, 'none')])).exit, 2, options.join(' '))
    }
  })
})
