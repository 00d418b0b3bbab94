import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Measure } from '@comity/domain/measure/measure'
import type { RequestContent } from '@comity/domain/request/content'
import { available } from '@comity/language/languages'
import { stepNames } from '@comity/web/draft/step'
import { visit } from '@comity/web/site'
import { anna, caseOne, jorge, luc, openBorder, rosa, send } from './case-one.test-support.ts'
import { decoded } from './html.test-support.ts'
import { htmlOf, readerAt } from './reader.test-support.ts'

/** What an officer of either side writes that may not be read the wrong way round. */
const values = [
  'UCJIE-0417-2026',
  '506015704-2025-88-0',
  'CH93 0076 2011 6238 5295 7',
  'X-7162044-71',
  'Kofi Mensah-Østergård',
  'harambee.returns@example.com',
  '+254 700 000 417',
  '49-015420-323751-8',
  '192.0.2.17',
  'IMO 9074729',
  'C-GXYZ',
  'TEMU 417009-3',
  'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
  'Decreto Legislativo 1106, artículos 1 a 3',
  'B-26-3391-1',
  '4417-0093',
  'Via Àncora 77, 16126 Genova',
]

const prose = 'القضية رقم 4417-0093 لسنة 2025، والشاهد Kofi Mensah-Østergård يقيم في Via Àncora 77, 16126 Genova.'
const kinds = ['e-mail', 'phone', 'imei', 'ip', 'vessel', 'aircraft', 'container', 'wallet'] as const

function contentWithAll(): RequestContent {
  const content = caseOne()
  const identifiers = kinds.map((kind, place) => ({ id: crypto.randomUUID(), kind, value: values[5 + place] ?? '' }))
  const traffic = { id: crypto.randomUUID(), type: 'traffic-data', provider: 'Kofi Mensah-Østergård', identifiers, link: prose } as Measure
  const persons = [
    ...(content.persons ?? []),
    { id: crypto.randomUUID(), name: 'Kofi Mensah-Østergård', role: 'witness' as const, document: 'X-7162044-71' },
  ]
  return {
    ...content,
    title: 'سماع شاهد في القضية 4417-0093',
    persons,
    facts: { ...content.facts, summary: prose },
    measures: [...(content.measures ?? []), traffic],
  }
}

/** What a page says outside of what is isolated: in bdi, in a control, in a passage that is turned as a whole and has one direction. */
function beside(html: string): string {
  const body = html.replace(/^.*?<main/su, '<main').replaceAll(/<(textarea|option|script)[ >].*?<\/\1>/gsu, '')
  // The language of a letter tells its direction: what runs the same way needs no isolate there.
  const letter = body.replace(/<article class="letter" [^>]*dir="ltr".*?<\/article>/su, (article) =>
    article.replaceAll(/>[^<\u0600-\u06FF]+</gu, '><'),
  )
  // From within: what runs from the right is read on, for the identifiers in it have to stand apart again.
  let apart = letter
  for (let before = ''; before !== apart;) {
    before = apart
    apart = apart.replaceAll(/<bdi(?: [^>]*)?>([^<]*)<\/bdi>/gu, (_whole, text: string) => (/[\u0600-\u06FF]/u.test(text) ? text : ''))
  }
  const turned = apart.replaceAll(/<(\w+)[^>]* dir="(?:auto|ltr)"[^>]*>([^<]*)<\/\1>/gu, (whole, _tag, text: string) =>
    /[\u0600-\u06FF]/u.test(text) ? whole : '',
  )
  const said = turned.replaceAll(/\u2068[^\u2068\u2069]*\u2069/gu, '')
  return decoded(said.replaceAll(/<[^>]+>/gu, '\n'))
}

async function pagesOf(content: RequestContent): Promise<(language: (typeof available)[number]) => Promise<(readonly [string, string])[]>> {
  const draft = await openBorder(content)
  const sent = await openBorder(content)
  const { bern, lima, request, give } = sent
  await send(sent)
  await give(bern, [anna], 'register', { reference: 'B-26-3391-1', confidentialityConfirmed: true, note: prose })
  await give(bern, [anna], 'ask-clarification', { question: prose, article: '4417-0093' })
  await give(bern, [anna, luc], 'accept', { conditions: [{ id: crypto.randomUUID(), kind: 'speciality', text: prose }] })
  await give(bern, [anna], 'assign', { authority: 'Via Àncora 77, 16126 Genova' })
  await give(bern, [anna], 'send-result', { final: false, summary: prose, files: [] })
  const base = `/requests/${draft.request}/draft`
  const items = (['persons', 'offences', 'measures'] as const).flatMap((step) =>
    (content[step] ?? []).map(({ id }) => `${base}/${step}/${id}`),
  )
  const drafted = [base, `${base}/check`, ...stepNames.map((step) => `${base}/${step}`), `${base}/persons/reuse`, ...items]
  return async (language) => {
    const [writer, sender, receiver] = [
      readerAt(draft.lima, visit, rosa, language),
      readerAt(lima, visit, jorge, language),
      readerAt(bern, visit, anna, language),
    ]
    const asked = [
      ...[...drafted, '/requests', '/', `/requests/${draft.request}`, `/requests/${draft.request}/letter`].map(
        (path) => [writer, path] as const,
      ),
      ...['/', '/requests', '/requests?q=4417-0093', `/requests/${request}`, `/requests/${request}/letter`, '/messages'].flatMap((path) => [
        [sender, path] as const,
        [receiver, path] as const,
      ]),
      ...['clarify', 'send-result', 'withdraw'].map(
        (act) => [act === 'send-result' ? receiver : sender, `/requests/${request}/acts/${act}`] as const,
      ),
    ]
    return Promise.all(asked.map(async ([reader, path]) => [path, htmlOf(await reader.get(path))] as const))
  }
}

suite('identifiers on the pages', async () => {
  const pages = pagesOf(contentWithAll())
  for (const language of available) {
    test(`are isolated wherever they stand (${language})`, async () => {
      const seen = new Set<string>()
      const bare: string[] = []
      for (const [path, html] of await (
        await pages
      )(language)) {
        const text = beside(html)
        for (const value of values) {
          if (html.includes(value)) seen.add(value)
          const at = text.indexOf(value)
          if (at >= 0) bare.push(`${path}: ${text.slice(Math.max(0, at - 60), at + 60)}`)
        }
      }
      assert.deepEqual(bare, [])
      assert.ok(seen.size >= values.length - 2, [...values].filter((value) => !seen.has(value)).join())
    })
  }
})
