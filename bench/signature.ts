// Signs and checks letters: `node bench/signature.ts`. Keys and a 50-page letter are made for it and thrown away.
import { readFileSync } from 'node:fs'
import type { RequestContent } from '@comity/domain/request/content'
import { readRequestFile } from '@comity/domain/request/schema'
import { inLanguage } from '@comity/letters/in-language'
import { closePdf, renderPdf } from '@comity/letters/pdf'
import { requestLetter } from '@comity/letters/request-letter'
import { readCertificates } from '@comity/signature/certificate'
import { signPdf } from '@comity/signature/sign-pdf'
import { readKeyFile } from '@comity/signature/signing-key'
import { testAuthority, workshop } from '@comity/signature/test-keys.test-support'
import { verifyPdf } from '@comity/signature/verify-pdf'

const cleaning: (() => void)[] = []
const authority = testAuthority(workshop({ after: (clean) => cleaning.push(clean) }))
const now = new Date()

const example = readRequestFile(JSON.parse(readFileSync(new URL('../examples/peru-switzerland.json', import.meta.url), 'utf8')))
if (!example.ok) throw new Error('the example is not readable')
const content: RequestContent = example.value
const paragraph = content.facts?.summary ?? ''
const manyParagraphs = Array.from({ length: 200 }, () => paragraph).join('\n\n')
const long: RequestContent = { ...content, facts: { ...content.facts, summary: manyParagraphs.slice(0, 195_000) } }

async function letterOf(said: RequestContent): Promise<Buffer> {
  const frame = { ...inLanguage('ar'), reference: 'UCJIE-417-2026', date: '2026-09-09', draft: false }
  return Buffer.from(await renderPdf(requestLetter(said, frame)))
}

function pagesIn(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type \/Page\b/gu)?.length ?? 0
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, first ${(times[0] ?? 0).toFixed(1)} ms`
}

async function timed(rounds: number, work: () => Promise<unknown>): Promise<string> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return spread(times)
}

for (const [name, said] of [
  ['letter', content],
  ['long letter', long],
] as const) {
  const pdf = await letterOf(said)
  console.log(`${name} in Arabic: ${pagesIn(pdf)} pages, ${pdf.length} bytes`)
  let signed = pdf
  for (const kind of ['rsa', 'p256'] as const) {
    const file = authority.pkcs12(authority.issue({ name: kind, kind }), 'secret')
    const sign = async () => {
      const key = await readKeyFile(file, 'secret', now)
      if (!key.ok) throw new Error('no key')
      return signPdf(pdf, { key: key.value, at: now })
    }
    console.log(`  ${kind}: key file opened and letter signed: ${await timed(30, sign)}`)
    const key = await readKeyFile(file, 'secret', now)
    const next = key.ok ? await signPdf(signed, { key: key.value, at: now }) : key
    if (!next.ok) throw new Error('not signed')
    signed = next.value
  }
  const anchors = readCertificates(authority.anchor)
  console.log(`  both signatures checked: ${await timed(30, async () => verifyPdf(signed, { anchors, now }))}`)
}

await closePdf()
for (const clean of cleaning) clean()
