/** The letter of case 1, in one language, in two columns and as a form, and one in Chinese, cold and warm, in milliseconds: `node bench/letter.ts`; `--thousand` for memory. */
import { readFileSync } from 'node:fs'
import { readRequestFile } from '@comity/domain/request/schema'
import { type AvailableLanguage, available } from '@comity/language/languages'
import { chineseLetter } from '@comity/letters/chinese-letter.fixture'
import { renderDocx } from '@comity/letters/docx'
import { inLanguage } from '@comity/letters/in-language'
import { writeForm } from '@comity/letters/letter-form'
import type { Doc } from '@comity/letters/model'
import { closePdf, renderPdf } from '@comity/letters/pdf'
import { requestLetter } from '@comity/letters/request-letter'

const file = readRequestFile(JSON.parse(readFileSync(new URL('../examples/peru-switzerland.json', import.meta.url), 'utf8')))
if (!file.ok) throw new Error(JSON.stringify(file.problem))
const content = file.value
const formats = { pdf: renderPdf, docx: renderDocx }

// Another reference each time: Typst remembers what it has set before.
function letterIn(language: AvailableLanguage, run: number): Doc {
  return requestLetter(content, {
    reference: `UCJIE-${run}-2026`,
    ...inLanguage(language),
    date: '2026-11-21',
    draft: false,
  })
}

const letters: Record<string, (run: number) => Doc> = Object.fromEntries(
  available.map((language) => [language, (run: number) => letterIn(language, run)]),
)
letters['two'] = (run) =>
  writeForm(
    'bilingual',
    content,
    { ...inLanguage('ar'), reference: `UCJIE-${run}-2026`, date: '2026-11-21', draft: false },
    inLanguage('es'),
  )
letters['form'] = (run) =>
  writeForm('table', content, { ...inLanguage('es'), reference: `UCJIE-${run}-2026`, date: '2026-11-21', draft: false }, inLanguage('en'))
letters['han'] = (run) => ({ ...chineseLetter(), reference: `NCB-${run}` })

const memory = () => `${(process.memoryUsage().rss / 1e6).toFixed(0).padStart(4)} MB`

for (const [format, render] of Object.entries(formats)) {
  for (const [name, letter] of Object.entries(letters)) {
    const times: number[] = []
    let bytes = 0
    for (let run = 0; run < 31; run++) {
      const start = performance.now()
      bytes = (await render(letter(run))).length
      times.push(performance.now() - start)
    }
    const [cold = 0, ...warm] = times
    const sorted = warm.toSorted((a, b) => a - b)
    console.log(
      `${format.padEnd(5)} ${name.padEnd(4)}  first ${cold.toFixed(0).padStart(5)}  warm median ${(sorted[15] ?? 0).toFixed(0).padStart(4)}  max ${(sorted.at(-1) ?? 0).toFixed(0).padStart(4)}  ${String(bytes).padStart(6)} bytes  process ${memory()}`,
    )
  }
}

// Whether a server that writes letters all year grows: every language in turn.
if (process.argv.includes('--thousand')) {
  for (let run = 100; run < 1100; run++) {
    await renderPdf((Object.values(letters)[run % Object.keys(letters).length] ?? letters['han'])(run))
    if (run % 250 === 99) console.log(`after ${String(run - 99).padStart(4)} letters  process ${memory()}`)
  }
}
await closePdf()
