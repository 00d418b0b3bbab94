import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { httpClient } from '@comity/contract/client'
import { getMeasureForm, type Measure } from '@comity/domain/measure/measure'
import type { RequestContent } from '@comity/domain/request/content'
import type { Browser } from 'playwright-core'
import { type Authority, codeOf, startAuthority } from './authorities.ts'
import { launchBrowser } from './browser.ts'
import { draftRequest, overrideFindings } from './draft-request.ts'
import { readExample } from './example.ts'
import { lookClosely } from './look-closely.ts'
import { type Officer, save, signIn } from './officer.ts'
import { type WorkedCase, workedCases } from './worked-case.ts'

/** Arabic is drafted with script, so that axe sees the pages of a draft once more from right to left; all others without. */
const withScript = 'egypt-italy'

/** What the officer drafts: all that the case says, on the bases that can be had. */
function contentOf({ example, reciprocity }: WorkedCase): RequestContent {
  const { bases = [], ...content } = readExample(example)
  return reciprocity === true ? { ...content, undertakings: { reciprocity } } : { ...content, bases }
}

/** A request without the ids that its pages made: a person is known by the name. Boxes are kept in the order in which they were offered. */
function withoutIds({ bases = [], offences = [], ...rest }: RequestContent): unknown {
  const ranked = bases.map(({ instrument, provision }) => `${instrument} ${provision}`).toSorted()
  const content = {
    ...rest,
    offences: offences.map(({ convention = [], ...offence }) => ({ ...offence, convention: convention.toSorted() })),
  }
  const names = new Map((content.persons ?? []).map(({ id, name }) => [id, name]))
  return JSON.parse(JSON.stringify({ ...content, ranked }), (key, value: unknown) =>
    key === 'id' ? undefined : typeof value === 'string' ? (names.get(value) ?? value) : value,
  )
}

/** What a measure says in words and identifiers: all of it has to stand in the letter. */
function wordsOf(measure: Measure): readonly string[] {
  const values: Readonly<Record<string, unknown>> = measure
  return Object.entries(getMeasureForm(measure.type).details).flatMap(([name, { kind }]) => {
    const value = values[name]
    if (kind === 'identifiers') return ((value ?? []) as readonly { value?: string }[]).map((one) => one.value ?? '')
    return (kind === 'line' || kind === 'prose') && typeof value === 'string' ? [value] : []
  })
}

function wordsIn({ persons = [], facts, matter, offences = [], measures = [], purpose }: RequestContent): readonly string[] {
  return [
    ...persons.flatMap(({ name, document, location }) => [name, document, location]),
    ...(facts?.summary ?? '').split('\n\n'),
    ...offences.flatMap(({ name, statute }) => [name, statute]),
    ...measures.flatMap(wordsOf),
    matter?.reference,
    matter?.authority,
    purpose,
  ].flatMap((words) => (words === undefined ? [] : [words]))
}

function squeezed(text: string): string {
  return text.replaceAll(/[\s\u2066-\u2069]/gu, '')
}

/** Gives what the check asks for and the officer knows, each on the page to which the check leads. */
async function give(officer: Officer, request: string, { given = [], papers = [] }: WorkedCase, folder: string): Promise<void> {
  for (const [measure, field, words] of given) {
    await officer.visit(`${request}/draft/check`)
    const link = officer.page.locator(`main a[href*="/draft/measures/"][href$="#f-${field}"]`).first()
    const href = (await link.getAttribute('href')) ?? ''
    assert.notEqual(href, '', `the check of measure ${measure} leads to ${field}`)
    await officer.go((hands) => hands.follow(href))
    await save(officer, (hands) => hands.fill(field, words))
  }
  if (papers.length === 0) return
  const files = papers.map(([name]) => join(folder, name))
  for (const file of files) writeFileSync(file, '%PDF-1.7\n')
  await officer.visit(`${request}/draft/attachments`)
  await officer.go(async (hands) => {
    await hands.attach('attachments', files)
    await hands.press('then', 'keep:attachments')
  })
  await save(officer, async (hands) => {
    for (const [at, [, enclosure]] of papers.entries()) await hands.choose(`attachments.${at}.enclosure`, enclosure)
  })
}

/** The letter as the page shows it in the language of the case, and as it is taken home. */
async function readLetter(officer: Officer, request: string, { language, blanks }: WorkedCase, content: RequestContent): Promise<void> {
  await officer.visit(`${request}/letter`)
  await officer.look()
  const letter = officer.page.locator('article.letter')
  assert.equal(await letter.getAttribute('lang'), language)
  const text = squeezed((await letter.textContent()) ?? '')
  for (const words of wordsIn(content)) assert.ok(text.includes(squeezed(words)), `the letter says: ${words}`)
  const marked = await letter.locator('mark').allTextContents()
  assert.equal(marked.length, blanks, marked.join('\n'))
  const pdf = await officer.page.locator('main a[href*="format=pdf"]').first().getAttribute('href')
  const file = await officer.page.context().request.get(new URL(pdf ?? '', officer.page.url()).href)
  assert.equal(file.headers()['content-type'], 'application/pdf')
  assert.match((await file.body()).subarray(0, 8).toString('latin1'), /^%PDF-/u)
}

/** A client of the same officer beside the browser, which has used the code of now. */
async function clientOf({ server, people }: Authority) {
  const base = `${server.url}/api`
  const who = people['officer']
  if (who === undefined) throw new Error('no officer')
  const session = await httpClient({ base }).signIn({ body: { name: who.name, password: who.password, code: codeOf(who, 1) } })
  if (!session.ok) throw new Error(session.problem.code)
  return httpClient({ base, token: session.value.token })
}

async function play(browser: Browser, authority: Authority, one: WorkedCase, folder: string): Promise<void> {
  const content = contentOf(one)
  const officer = await signIn(browser, authority, 'officer', { script: one.example === withScript, keyboard: false })
  const client = await clientOf(authority)
  assert.equal(await officer.page.locator('html').getAttribute('lang'), one.language)
  const request = await draftRequest(officer, content, one.reference)
  const get = async () => {
    const found = await client.getRequest({ params: { request: request.split('/').at(-1) ?? '' } })
    if (!found.ok) throw new Error(found.problem.code)
    return found.value
  }
  const drafted = await get()
  assert.deepEqual(withoutIds(drafted.content), withoutIds(content), 'the draft says what the case says')

  await give(officer, request, one, folder)
  await overrideFindings(officer, request, one.reason)
  assert.equal(await officer.page.locator('main a[href$="/acts/dispatch"]').count(), 1, 'nothing keeps it from leaving')
  const complete = await get()
  await readLetter(officer, request, one, complete.content)

  const measures = `${authority.server.url}${request}/draft/measures`
  await lookClosely(browser, officer, [`${measures}/new`, ...(complete.content.measures ?? []).map(({ id }) => `${measures}/${id}`)])
  await officer.close()
}

// Two at a time: while one waits for the browser, the other's authority works.
suite('each worked case is drafted to a complete request in the language of its officer', { concurrency: 2 }, async () => {
  const browser = await launchBrowser()
  after(() => browser.close())
  for (const one of workedCases) {
    test(`${one.example} (${one.language})`, { timeout: 120_000 }, async (t) => {
      const content = readExample(one.example)
      const authority = await startAuthority(content.requesting, content.requestingAuthority?.name ?? '', one.officer, one.language)
      t.after(() => authority.stop())
      const folder = mkdtempSync(join(tmpdir(), 'comity-papers-'))
      t.after(() => rmSync(folder, { recursive: true }))
      await play(browser, authority, one, folder)
    })
  }
})
