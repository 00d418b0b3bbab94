import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { RequestContent } from '@comity/domain/request/content'
import { available } from '@comity/language/languages'
import jsQR from 'jsqr'
import { renderDocx } from './docx.ts'
import { toHtml } from './html.ts'
import { frameIn } from './peru-switzerland.fixture.ts'
import { pdfText } from './printed-text.fixture.ts'
import { qrCode } from './qr.ts'
import { requestLetter } from './request-letter.ts'
import { setLetter } from './typst.ts'

const url = 'https://cooperacion.ministerio.example/letters?code=8KQ2-7M4D-ZX0T-5RAB&content=pD1VbUZ0n4h7Wm3sYtA9c0oEoJkq0PzqHcW8ZQ1mFvI'
const mark = { number: 'OUT-2026-000123', code: '8KQ27M4DZX0T5RAB', url, date: '2026-11-21' }
const short: RequestContent = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' }
const marked = (language: (typeof available)[number]) => requestLetter(short, { ...frameIn(language), mark })
const program = 'pdftoppm'
const hasPoppler = spawnSync(program, ['-v']).status === 0

/** What a camera reads from a picture of one bit for a module, four of them light around it. */
function read(width: number, height: number, isDark: (x: number, y: number) => boolean): string | undefined {
  const points = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) if (isDark(x, y)) points.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
  return jsQR.default(points, width, height)?.data
}

test('the modules of the QR code hold the address', () => {
  const { modules } = qrCode(url)
  const size = (modules.length + 8) * 4
  assert.equal(
    read(size, size, (x, y) => modules[Math.floor(y / 4) - 4]?.[Math.floor(x / 4) - 4] === '1'),
    url,
  )
})

test('the QR code of the PDF is read from a picture of its last page', { skip: hasPoppler ? false : 'pdftoppm is not installed' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'comity-qr-'))
  try {
    writeFileSync(join(folder, 'letter.pdf'), setLetter(marked('ar')))
    execFileSync(program, ['-r', '110', '-gray', join(folder, 'letter.pdf'), join(folder, 'page')])
    const pages = readdirSync(folder)
      .filter((name) => name.endsWith('.pgm'))
      .toSorted()
    const picture = readFileSync(join(folder, pages.at(-1) ?? ''))
    const [head = '', width = '', height = ''] = /^P5\s+(\d+)\s+(\d+)\s+255\s/u.exec(picture.subarray(0, 40).toString('latin1')) ?? []
    const points = picture.subarray(head.length)
    assert.equal(
      read(Number(width), Number(height), (x, y) => (points[y * Number(width) + x] ?? 255) < 128),
      url,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a letter in the register bears number, code and QR code in PDF, Word and HTML, in every language, and stays PDF/A', async () => {
  for (const language of available) {
    const letter = marked(language)
    const pdf = Buffer.from(setLetter(letter))
    assert.match(pdf.toString('latin1'), /<pdfaid:part>2<\/pdfaid:part>/u)
    assert.ok(letter.mark !== undefined && toHtml(letter).includes(`aria-label="${letter.mark.alternative}"`))
    for (const said of ['OUT-2026-000123', '8KQ2-7M4D-ZX0T-5RAB']) assert.ok(toHtml(letter).includes(said))
    const text = pdfText(pdf)
    if (text !== undefined) for (const said of ['OUT-2026-000123', '8KQ2-7M4D-ZX0T-5RAB']) assert.ok(text.includes(said), language)
    const word = await renderDocx(letter)
    assert.deepEqual(word, await renderDocx(marked(language)))
  }
})

test('a letter that can be read aloud tells what the QR code is', () => {
  assert.match(Buffer.from(setLetter(marked('en'), { standard: 'ua-1' })).toString('latin1'), /pdfuaid:part/u)
})

test('a draft bears no mark, whatever it is given', () => {
  assert.equal(requestLetter(short, { ...frameIn('en'), mark, draft: true }).mark, undefined)
})
