import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { caseFile, callComity } from './run-comity.ts'

const folder = await mkdtemp(join(tmpdir(), 'comity-'))
after(() => rm(folder, { recursive: true }))

interface Findings {
  readonly findings: readonly {
    readonly severity: string
    readonly field: string
    readonly provisions: readonly { readonly article: string }[]
  }[]
  readonly blocking: number
}

test('case 1 lacks what its officer left out, and nothing else, each with its article', async () => {
  const { exit, out } = await callComity(['check', caseFile, '--on', '2026-11-21', '--json'])
  assert.equal(exit, 1)
  const { findings, blocking } = JSON.parse(out) as Findings
  const missing = findings.filter(({ severity }) => severity !== 'advice')
  assert.deepEqual(
    missing.map(({ field }) => field),
    ['links.organizedGroup', 'measures.0.link', 'measures.1.grounds', 'measures.1.ceilingApplies'],
  )
  assert.equal(blocking, missing.length)
  for (const { field, provisions } of findings) assert.ok(provisions.length > 0 && provisions.every(({ article }) => article !== ''), field)
})

test('the findings of case 1 read in English and in Spanish, with the article and what to do', async () => {
  const [en, es] = await Promise.all([
    callComity(['check', caseFile, '--on', '2026-11-21']),
    callComity(['check', caseFile, '--on', '2026-11-21', '--lang', 'es']),
  ])
  assert.match(
    en.out,
    /^Missing {2}measures\.1\.ceilingApplies\n.+\n {6}UNTOC, art\. 13\(3\)\(c\) · UNCAC, art\. 55\(3\)\(c\)\n {6}Choose one/mu,
  )
  assert.match(en.out, /^13 findings, 4 to settle before the request can leave\.$/mu)
  assert.match(es.out, /^Falta {2}measures\.0\.link\n.+\n {6}UNTOC, art\. 18\(15\)\(c\)/mu)
  assert.match(es.out, /\b13\b.*\b4\b/u)
  assert.deepEqual([en.exit, es.exit], [1, 1])
})

test('a request that lacks nothing that must be there passes, with its advice', async () => {
  const file = JSON.parse(await readFile(caseFile, 'utf8'))
  file.content.links.organizedGroup = 'Tres o más personas actuaron de concierto.'
  file.content.measures[0].link = 'La cuenta recibió los pagos.'
  file.content.measures[1].grounds = 'Los fondos proceden de los sobornos.'
  file.content.measures[1].ceilingApplies = 'together'
  const path = join(folder, 'whole.json')
  await writeFile(path, JSON.stringify(file))
  const { exit, out } = await callComity(['check', path, '--on', '2026-11-21', '--json'])
  const { findings, blocking } = JSON.parse(out) as Findings
  assert.deepEqual([exit, blocking], [0, 0])
  assert.ok(findings.length > 0)
})

test('what is missing of a measure is found by its field', async () => {
  const file = JSON.parse(await readFile(caseFile, 'utf8'))
  delete file.content.measures[0].account
  delete file.content.measures[1].ceiling
  const path = join(folder, 'less.json')
  await writeFile(path, JSON.stringify(file))
  const { exit, out } = await callComity(['check', path, '--on', '2026-11-21', '--json'])
  const fields = (JSON.parse(out) as Findings).findings.map(({ field }) => field)
  assert.equal(exit, 1)
  assert.ok(fields.includes('measures.0.account'), fields.join(' '))
})

test('what the requested State asks by its profile is said, and that nobody has reviewed it', async () => {
  const request = JSON.parse(await readFile(caseFile, 'utf8')) as { content: Record<string, unknown> }
  const { requestedAuthority: _, ...content } = request.content
  const file = join(folder, 'to-brunei.json')
  await writeFile(
    file,
    JSON.stringify({ ...request, content: { ...content, requested: 'BRN', bases: [{ instrument: 'un-1988', provision: '7' }] } }),
  )
  const { out } = await callComity(['check', file, '--on', '2026-11-21'])
  assert.match(out, /Ministry of Foreign Affairs and Trade\.\n {6}1988 Convention, art\. 7\(8\)\n/u)
  assert.match(out, /was to be reviewed by 2014-07-24\./u)
})
