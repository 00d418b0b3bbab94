/** The letter of case 1, cold and warm, in milliseconds: `node bench/letter.ts`. */
import { readFileSync } from 'node:fs'
import { readRequestFile } from '@comity/domain/request/schema'
import { translator } from '@comity/language/translator'
import { renderDocx } from '@comity/letters/docx'
import { closePdf, renderPdf } from '@comity/letters/pdf'
import { requestLetter } from '@comity/letters/request-letter'
import { instrumentTitle } from '@comity/reference/instrument'
import { stateName } from '@comity/reference/state'

const file = readRequestFile(JSON.parse(readFileSync(new URL('../examples/peru-switzerland.json', import.meta.url), 'utf8')))
if (!file.ok) throw new Error(JSON.stringify(file.problem))
const content = file.value
const languages = ['es', 'en'] as const
const formats = { pdf: renderPdf, docx: renderDocx }

for (const [format, render] of Object.entries(formats)) {
  for (const language of languages) {
    // Another reference each time: Typst remembers what it has set before.
    const frameOf = (run: number) => ({
      reference: `UCJIE-${run}-2026`,
      language,
      t: translator(language),
      date: '2026-11-21',
      draft: false,
      names: { state: (code: string) => stateName(code, language), instrument: (id: string) => instrumentTitle(id, language) },
    })
    const times: number[] = []
    let bytes = 0
    for (let run = 0; run < 31; run++) {
      const start = performance.now()
      bytes = (await render(requestLetter(content, frameOf(run)))).length
      times.push(performance.now() - start)
    }
    const [cold = 0, ...warm] = times
    const sorted = warm.toSorted((a, b) => a - b)
    console.log(
      `${format.padEnd(5)} ${language}  first ${cold.toFixed(0).padStart(5)}  warm median ${(sorted[15] ?? 0).toFixed(0).padStart(4)}  max ${(sorted.at(-1) ?? 0).toFixed(0).padStart(4)}  ${bytes} bytes`,
    )
  }
}
await closePdf()
