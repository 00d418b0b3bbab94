/** A letter in an authority's own Word template, and the check of one, cold and warm, in milliseconds: `node bench/letterhead.ts`. */
import { readFileSync } from 'node:fs'
import { readRequestFile } from '@comity/domain/request/schema'
import { inLanguage } from '@comity/letters/in-language'
import { fillTemplate } from '@comity/letters/letterhead/fill-template'
import { arabicTemplate } from '@comity/letters/letterhead/ministry-arabic.fixture'
import { classicTemplate } from '@comity/letters/letterhead/ministry-classic.fixture'
import { modernTemplate } from '@comity/letters/letterhead/ministry-modern.fixture'
import { openTemplate } from '@comity/letters/letterhead/template'
import { requestLetter } from '@comity/letters/request-letter'

const ministries = [
  { name: 'classic', make: classicTemplate, file: 'peru-switzerland', language: 'es' },
  { name: 'modern', make: modernTemplate, file: 'kenya-united-states', language: 'en' },
  { name: 'arabic', make: arabicTemplate, file: 'egypt-italy', language: 'ar' },
] as const

async function timed<T>(work: () => T | Promise<T>): Promise<{ value: T; taken: number }> {
  const start = performance.now()
  return { value: await work(), taken: performance.now() - start }
}

function tell(what: string, times: readonly number[]): void {
  const [cold = 0, ...warm] = times
  const sorted = warm.toSorted((a, b) => a - b)
  const shown = [cold, sorted[Math.floor(sorted.length / 2)] ?? 0, sorted.at(-1) ?? 0].map((time) => time.toFixed(0).padStart(5))
  console.log(`${what.padEnd(16)} first ${shown[0]}  warm median ${shown[1]}  max ${shown[2]}`)
}

for (const { name, make, file, language } of ministries) {
  const bytes = await make()
  const read = readRequestFile(JSON.parse(readFileSync(new URL(`../examples/${file}.json`, import.meta.url), 'utf8')))
  if (!read.ok) throw new Error(JSON.stringify(read.problem))
  const checks: number[] = []
  const fills: number[] = []
  for (let run = 0; run < 21; run += 1) {
    const opened = await timed(() => openTemplate(bytes))
    const template = opened.value
    if (!template.ok) throw new Error(JSON.stringify(template.problem))
    checks.push(opened.taken)
    const doc = requestLetter(read.value, { ...inLanguage(language), reference: `R-${run}`, date: '2026-11-21', draft: false })
    fills.push((await timed(() => fillTemplate(template.value, doc))).taken)
  }
  tell(`${name}, check`, checks)
  tell(`${name}, fill`, fills)
}
