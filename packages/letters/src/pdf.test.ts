import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { available } from '@comity/language/languages'
import { readRequestFile, writeRequestFile } from '@comity/domain/request/schema'
import { closePdf, LetterTooSlow, renderPdf } from './pdf.ts'
import { frameIn, peruSwitzerland } from './peru-switzerland.fixture.ts'
import { draftOf, pdfText, squeezed, textsOf } from './printed-text.fixture.ts'
import { requestLetter } from './request-letter.ts'
import { setLetter } from './typst.ts'

after(closePdf)

/** The files within a PDF: its streams of type EmbeddedFile. */
function embeddedFiles(pdf: Buffer): string[] {
  return Array.from(
    pdf.toString('latin1').matchAll(/<<((?:(?!>>\s*stream)[^])*?\/Type\s?\/EmbeddedFile[^]*?)>>\s*stream\r?\n/gu),
    (found) => {
      const length = Number(/\/Length (\d+)/u.exec(found[1] ?? '')?.[1])
      const start = found.index + found[0].length
      const stream = pdf.subarray(start, start + length)
      return (/\/FlateDecode/u.test(found[1] ?? '') ? inflateSync(stream) : stream).toString('utf8')
    },
  )
}

const letter = requestLetter(peruSwitzerland(), frameIn('es'))

test('the same letter gives the same bytes, in the worker and outside it', async () => {
  const first = Buffer.from(await renderPdf(letter))
  await renderPdf(requestLetter(peruSwitzerland(), frameIn('en')))
  assert.ok(first.equals(await renderPdf(letter)))
  assert.ok(first.equals(setLetter(letter)))
})

test('the letter claims PDF/A-2a, is tagged, and names its language and title', () => {
  const pdf = Buffer.from(setLetter(letter)).toString('latin1')
  assert.match(pdf, /<pdfaid:part>2<\/pdfaid:part>/u)
  assert.match(pdf, /<pdfaid:conformance>A<\/pdfaid:conformance>/u)
  assert.match(pdf, /\/Marked true/u)
  assert.match(pdf, /\/Lang\s?\(es\)/u)
})

test('with the request in it, the PDF claims PDF/A-3a and gives the request back', async () => {
  const request = writeRequestFile(peruSwitzerland())
  const pdf = Buffer.from(await renderPdf(letter, { request }))
  assert.ok(pdf.equals(setLetter(letter, { request })))
  const source = pdf.toString('latin1')
  assert.match(source, /<pdfaid:part>3<\/pdfaid:part>/u)
  assert.match(source, /<pdfaid:conformance>A<\/pdfaid:conformance>/u)
  assert.match(source, /\/AFRelationship\s?\/Source/u)
  const [inside] = embeddedFiles(pdf)
  assert.equal(inside, request)
  const read = readRequestFile(JSON.parse(inside ?? ''))
  assert.deepEqual(read, { ok: true, value: peruSwitzerland() })
  assert.deepEqual(embeddedFiles(Buffer.from(setLetter(letter))), [])
})

test('a draft carries the request too, and claims no PDF/A', () => {
  const draft = requestLetter(peruSwitzerland(), draftOf(frameIn('es')))
  const pdf = Buffer.from(setLetter(draft, { request: writeRequestFile(peruSwitzerland()) }))
  assert.equal(embeddedFiles(pdf).length, 1)
  assert.doesNotMatch(pdf.toString('latin1'), /pdfaid/u)
})

test('the letter passes the checks of PDF/UA-1 in every language, as draft and final', () => {
  for (const language of available) {
    assert.ok(setLetter(requestLetter(peruSwitzerland(), frameIn(language)), { standard: 'ua-1' }).length > 0)
    assert.ok(setLetter(requestLetter(peruSwitzerland(), { ...frameIn(language), draft: true }), { standard: 'ua-1' }).length > 0)
  }
})

test('a draft without date or reference can be set', async () => {
  assert.ok((await renderPdf(requestLetter(peruSwitzerland(), draftOf(frameIn('es'))))).length > 0)
})

test('a letter that takes too long is refused, and the next one is set', async () => {
  await assert.rejects(renderPdf(letter, { timeLimit: 1 }), LetterTooSlow)
  assert.ok((await renderPdf(letter)).length > 0)
})

test('letters asked for at once are each set', async () => {
  const both = await Promise.all([renderPdf(letter), renderPdf(requestLetter(peruSwitzerland(), frameIn('en')))])
  assert.equal(Buffer.from(both[0]).equals(both[1]), false)
})

test('a process that has set a letter ends by itself', () => {
  const program = `
    const { renderPdf } = await import('./pdf.ts')
    const { requestLetter } = await import('./request-letter.ts')
    const { frameIn, peruSwitzerland } = await import('./peru-switzerland.fixture.ts')
    process.stdout.write(String((await renderPdf(requestLetter(peruSwitzerland(), frameIn('en')))).length > 0))`
  const args = ['--input-type=module', '-e', program]
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: import.meta.dirname, encoding: 'utf8', timeout: 60_000 })
  assert.deepEqual({ status, stdout }, { status: 0, stdout: 'true' })
})

test('everything in the letter can be read from the PDF, and a draft says so on every page', (context) => {
  const text = pdfText(setLetter(letter))
  const draft = pdfText(setLetter({ ...letter, draft: true }))
  if (text === undefined || draft === undefined) return context.skip('pdftotext is not installed')
  const cells = letter.blocks.flatMap((block) => (block.kind === 'table' ? block.rows.flat() : []))
  const lines = textsOf({ ...letter, blocks: letter.blocks.filter(({ kind }) => kind !== 'table') })
  const found = squeezed(text)
  // A page may part a sentence, and a column a cell: their beginnings are looked for.
  for (const line of lines) assert.ok(found.includes(squeezed(line).slice(0, 40)), line)
  for (const cell of cells.flat()) if (cell.kind !== 'break') assert.ok(found.includes(squeezed(cell.text).slice(0, 12)), cell.text)
  const pages = draft.split('\f').filter((page) => page.trim() !== '')
  assert.ok(pages.length > 1)
  for (const page of pages) assert.ok(page.includes(letter.draftNotice))
})
