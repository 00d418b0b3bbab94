import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { proseLimit } from '@comity/domain/input'
import { visit } from '@comity/web/site'
import { caseOne, done, openBorder, rosa } from '../case-one.test-support.ts'
import { decoded, faultsOf, formsIn } from '../html.test-support.ts'
import { htmlOf, readerAt, wayOf } from '../reader.test-support.ts'

const pageOf = (step: 'persons' | 'measures', type?: string): string => {
  const item = (caseOne()[step] ?? []).find((one) => type === undefined || ('type' in one && one.type === type))
  return `${step}/${item?.id}`
}
const person = pageOf('persons')
const restraint = pageOf('measures', 'restraint')

/** The page, what is typed into it, the field at fault, and what is said of it. */
const refused: readonly (readonly [string, string, Readonly<Record<string, string>>, string, RegExp])[] = [
  ['a vertical tab', 'facts', { 'facts.summary': 'One.\u000BTwo.' }, 'facts.summary', /U\+000B.*number 5/u],
  ['a NUL', person, { name: 'Jo\u0000sé' }, 'name', /U\+0000/u],
  ['a name turned round', person, { name: 'José \u202Egro' }, 'name', /reading direction.*U\+202E/u],
  ['facts of one sign too many', 'facts', { 'facts.summary': 'ñ'.repeat(proseLimit + 1) }, 'facts.summary', /at most 200,000/u],
  ['a day that no calendar has', person, { 'birthDate.day': '31', 'birthDate.month': '02' }, 'birthDate', /no such date/u],
  ['a currency without an amount', restraint, { 'ceiling.amount': '', 'ceiling.currency': 'USD' }, 'ceiling', /in digits/u],
  ['an amount without a currency', restraint, { 'ceiling.amount': '5', 'ceiling.currency': '' }, 'ceiling', /three capital letters/u],
  ['two decimal marks', restraint, { 'ceiling.amount': '3.480.50', 'ceiling.currency': 'USD' }, 'ceiling', /in digits/u],
  ['both decimal marks', restraint, { 'ceiling.amount': '3,480.50', 'ceiling.currency': 'USD' }, 'ceiling', /in digits/u],
]

const long = Array.from({ length: 200 }, (_, page) => `${page} ${'ñ'.repeat(990)}`).join('\n\n')

/** What is kept as it was typed, but for the line ends of the browser. */
const kept: readonly (readonly [string, string])[] = [
  ['what a word processor leaves', '“He said ‘no’ – twice…”\r\n\r\n\uF0B7 one\u00A0%\r\n\r\nRechts\u00ADhilfe'],
  ['both directions', 'Account رقم 4417-0093, \u200Fالحساب'],
  ['emoji', 'Ana 👩🏽‍⚖️ 🇵🇪'],
  ['two hundred pages', long.padEnd(proseLimit, 'x').replaceAll('\n', '\r\n')],
]

async function opened() {
  const border = await openBorder(caseOne())
  const { lima, request } = border
  const reader = readerAt(lima, visit, rosa)
  const view = async () => done(lima.as(rosa).getRequest({ params: { request } }))
  async function type(page: string, typed: Readonly<Record<string, string>>) {
    const path = `/requests/${request}/draft/${page}`
    const form = formsIn(htmlOf(await reader.get(path))).find(({ action, method }) => method === 'post' && action === path)
    assert.ok(form !== undefined, page)
    for (const [name, value] of Object.entries(typed)) form.fields.set(name, value)
    return reader.post(path, form.fields)
  }
  return { view, type }
}

suite('bad input on the pages of a draft', () => {
  for (const [title, page, typed, field, said] of refused) {
    test(`${title} is refused at its field, and nothing is changed`, async () => {
      const { view, type } = await opened()
      const answer = await type(page, typed)
      assert.ok(answer.kind === 'page' && answer.status === 422)
      assert.deepEqual(faultsOf(answer.html), [])
      const [, sentence = ''] = new RegExp(`<a href="#f-${field.replaceAll('.', '\\.')}">(.*?)</a>`, 'su').exec(answer.html) ?? []
      assert.match(decoded(sentence), said)
      assert.deepEqual((await view()).content, caseOne())
    })
  }

  for (const [title, text] of kept) {
    test(`${title}: kept to the last sign`, async () => {
      const { view, type } = await opened()
      wayOf(await type('facts', { 'facts.summary': text }))
      assert.equal((await view()).content.facts?.summary, text.replaceAll('\r\n', '\n'))
    })
  }

  test('a letter in a language that it does not have is found where the language is chosen', async () => {
    const { type, view } = await opened()
    wayOf(await type('languages', { 'languages.letter': 'de' }))
    assert.ok((await view()).findings.some(({ code, field }) => code === 'language.not-written' && field === 'languages.letter'))
  })
})
