import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Identifier, identifierKinds } from '@comity/domain/measure/identifier'
import { getMeasureForm, type Measure } from '@comity/domain/measure/measure'
import type { Money } from '@comity/domain/input'
import type { RequestContent } from '@comity/domain/request/content'
import { formatDate, formatMoney } from '@comity/language/format'
import { available, type AvailableLanguage } from '@comity/language/languages'
import { hasRightToLeft } from './direction.ts'
import { renderDocx } from './docx.ts'
import { toHtml } from './html.ts'
import { type Block, type Doc, type Inline, plainText } from './model.ts'
import { partsOf, pdfWords } from './printed-text.fixture.ts'
import { setLetter } from './typst.ts'
import { getWorkedCase, workedCases, workedLetter } from './worked-case.fixture.ts'

/** One of each kind, as they arrive. */
const identifiers: Readonly<Record<(typeof identifierKinds)[number], string>> = {
  'e-mail': 'harambee.returns@example.com',
  url: 'https://social.example.com/p/4417-0093?x=1',
  'user-name': '@kofi_0093-4417',
  phone: '+254 700 000 417',
  imei: '49-015420-323751-8',
  imsi: '639-02-0700000417',
  ip: '192.0.2.17',
  iban: 'CH93 0076 2011 6238 5295 7',
  'bank-account': '0093-4417/88',
  card: '4111 1111 1111 1111',
  wallet: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
  passport: 'X-1162044-17',
  vessel: 'IMO 9074729',
  aircraft: 'C-GXYZ',
  vehicle: 'KBX 417-A',
  container: 'TEMU 417009-3',
  other: '77120093/2026-10',
}

const seen = { port: 51_344, on: '2026-05-03', time: '14:22:07', offset: '+03:00' } as const

/** The measure of every complete vector, and before them one with an identifier of every kind. */
function everyMeasure(): Measure[] {
  const folder = new URL('../../../conformance/vectors/measures/', import.meta.url)
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  const vectors = files.flatMap((file) => {
    const vector = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { complete: { request: RequestContent } }
    return vector.complete.request.measures ?? []
  })
  const listed = identifierKinds.map((kind, place): Identifier => ({ id: `i${place}`, kind, value: identifiers[kind], ...seen }))
  return [
    { id: 'all', type: 'traffic-data', provider: 'Example Mail Inc.', identifiers: listed, preservationReference: '77120093' },
    ...vectors,
  ]
}

const attachment = { id: 'f', name: 'ق-4417-0093.pdf', mediaType: 'application/pdf', size: 213, sha256: 'b94d27b9'.repeat(8) }
const everything: RequestContent = {
  ...getWorkedCase('peru-switzerland'),
  urgency: { level: 'urgent', by: '2027-01-15' },
  measures: everyMeasure(),
  attachments: [attachment],
}

/** What a detail says, as it is printed. */
function printed(kind: string, value: unknown, language: AvailableLanguage): readonly string[] {
  if (value === undefined) return []
  if (kind === 'line' && typeof value === 'string') return [value]
  if (kind === 'date' && typeof value === 'string') return [formatDate(value, language)]
  if (kind === 'money') return [formatMoney(value as Money, language)]
  if (kind !== 'identifiers') return []
  return (value as readonly Identifier[]).flatMap(({ value: number = '', port, on, time, offset }) => [
    number,
    ...(port === undefined ? [] : [String(port)]),
    ...(on === undefined ? [] : [formatDate(on, language)]),
    ...(time === undefined ? [] : [offset === undefined ? time : `${time} UTC${offset}`]),
  ])
}

function measureValues(measure: Measure, language: AvailableLanguage): readonly string[] {
  const values: Readonly<Record<string, unknown>> = measure
  return Object.entries(getMeasureForm(measure.type).details).flatMap(([name, { kind }]) => printed(kind, values[name], language))
}

/** What may not be read the wrong way round: names, numbers, dates, amounts, statutes and hashes, as they are printed. */
function valuesOf(content: RequestContent, language: AvailableLanguage): readonly string[] {
  const { persons = [], offences = [], measures = [], attachments = [], matter, facts, limitation, urgency } = content
  const dates = [facts?.from, facts?.to, limitation, urgency?.by, ...persons.map(({ birthDate }) => birthDate)]
  const words = [
    '4417-0093',
    matter?.reference,
    matter?.authority,
    ...persons.flatMap(({ name, document, birthPlace, location }) => [name, document, birthPlace, location]),
    ...offences.flatMap(({ name, statute }) => [name, statute]),
    ...attachments.flatMap(({ name, mediaType, sha256 }) => [name, mediaType, sha256]),
    ...dates.map((date) => (date === undefined ? undefined : formatDate(date, language))),
    ...measures.flatMap((measure) => measureValues(measure, language)),
  ]
  return [...new Set(words.flatMap((value) => (value === undefined || value === '' ? [] : [bare(value)])))]
}

function bare(text: string): string {
  return text.replaceAll(/[\u200F\u2066-\u2069]/gu, '')
}

function blockRuns(block: Block): readonly Inline[] {
  switch (block.kind) {
    case 'table':
      return [block.caption, ...block.head, ...block.rows.flat()].flat()
    case 'list':
      return block.items.flatMap(({ content }) => content)
    case 'columns':
      return []
    default: {
      // Prose that runs from the left is one passage in its own direction; in prose from the right each identifier stands apart.
      const [first] = block.content
      const isProse = block.kind === 'paragraph' && (block.own === true || first?.kind === 'strong')
      return isProse && !hasRightToLeft(plainText(block.content)) ? block.content.filter(({ kind }) => kind !== 'text') : block.content
    }
  }
}

/** All runs of a letter but an officer's prose. */
function runsOf({ sender, addressee, date, subject, meta, blocks }: Doc): readonly Inline[] {
  return [...sender, ...addressee, date, subject, ...meta.map(({ value }) => value)].flat().concat(blocks.flatMap(blockRuns))
}

/** What no prose of ours has, and no count: digits that signs part, long numbers, letters with digits. `SHA-256` is a name of ours. */
const looksLikeIdentifier = /\d[-/.:@_+]\d|\d{5,}|[A-Z]\d|\d[A-Z]/u

const contents = [...workedCases, ['everything', everything] as const]
const letters = new Map(
  available.map((language) => [language, contents.map(([name, content]) => [name, content, workedLetter(content, language)] as const)]),
)

function isolatedIn(doc: Doc): Set<string> {
  return new Set(runsOf(doc).flatMap((run) => (run.kind === 'isolated' ? [bare(run.text)] : [])))
}

for (const language of available) {
  test(`every identifier is a run of its own in every letter (${language})`, () => {
    for (const [name, content, doc] of letters.get(language) ?? []) {
      const isolated = isolatedIn(doc)
      for (const value of valuesOf(content, language)) assert.ok(isolated.has(value), `${name}: ${value}`)
      for (const run of runsOf(doc)) {
        if (run.kind !== 'isolated' && run.kind !== 'break') assert.doesNotMatch(run.text.replace('SHA-256', ''), looksLikeIdentifier)
      }
    }
  })

  test(`every identifier stands in bdi on the page, and none beside it (${language})`, () => {
    for (const [name, content, doc] of letters.get(language) ?? []) {
      const html = toHtml(doc).replaceAll('&amp;', '&')
      const inBdi = new Set(Array.from(html.matchAll(/<bdi dir="[lr]t[lr]"[^>]*>([^<]*)<\/bdi>/gu), ([, text = '']) => bare(text)))
      for (const value of valuesOf(content, language)) assert.ok(inBdi.has(value), `${name}: ${value}`)
      // An officer's prose in another direction than the letter's is turned as a whole.
      const beside = html.replaceAll(/<bdi[^>]*>[^<]*<\/bdi>|<span lang="[^"]+" dir="[lr]t[lr]">.*?<\/span><\/p>/gsu, '')
      if (language === 'ar') assert.doesNotMatch(beside.replaceAll(/<[^>]+>|SHA-256/gu, ' '), looksLikeIdentifier, name)
    }
  })

  test(`every identifier is a run of its own in Word, between isolates where directions meet (${language})`, async () => {
    for (const [name, content, doc] of (letters.get(language) ?? []).filter(([each]) => ['everything', 'egypt-italy'].includes(each))) {
      const body = partsOf(await renderDocx(doc)).get('word/document.xml') ?? ''
      const runs = new Set(Array.from(body.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/gu), ([, text = '']) => text.replaceAll('&amp;', '&')))
      const marked = new Set([...runs].filter((text) => /^(?:\u2068.*\u2069|\u200F.*\u200F)$/su.test(text)).map(bare))
      const plain = new Set([...runs].map(bare))
      for (const value of valuesOf(content, language)) {
        assert.ok((language === 'ar' ? marked : plain).has(value), `${name}: ${value}`)
        if (/[\u0600-\u06FF]/u.test(value)) assert.ok(marked.has(value), `${name}: ${value}`)
      }
    }
  })
}

test('on a page from the right identifiers are seen from the left, piece after piece', (context) => {
  const restraint = getWorkedCase('peru-switzerland').measures ?? []
  const content = { ...everything, measures: [...everyMeasure().slice(0, 1), ...restraint] }
  const words = pdfWords(setLetter(workedLetter(content, 'ar')))
  if (words === undefined) return context.skip('pdftotext is not installed')
  const short = Object.values(identifiers).filter((value) => value.length <= 28)
  for (const value of [...short, '4417-0093', '506015704-2025-88-0', 'USD 3,480,500.00', '14:22:07 UTC+03:00', 'José Núñez Álvarez']) {
    const pieces = value.split(' ')
    const found = words.some((first, at) => {
      const line = words.slice(at, at + pieces.length)
      const follow = line.every(({ left, top }, next) => Math.abs(top - first.top) < 4 && left >= (line[next - 1]?.left ?? 0))
      return follow && line.every(({ text }, next) => text === pieces[next])
    })
    assert.ok(found, value)
  }
})
