import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import { bound } from '@comity/domain/legal-basis/bound'
import { measureCoverage } from '@comity/domain/legal-basis/coverage'
import { legalBases } from '@comity/domain/legal-basis/legal-bases'
import type { Question } from '@comity/domain/legal-basis/question'
import { law } from '@comity/reference/law'

interface BindingCase {
  readonly a: string
  readonly b: string
  readonly instrument: string
  readonly date: string
  readonly answer: string
  readonly since?: string
  readonly sinceAtLatest?: string
  readonly reason?: string
  readonly why: string
}

interface QuestionCase {
  readonly title: string
  readonly question: Question
  readonly bases: readonly string[]
  readonly excluded?: Readonly<Record<string, string>>
  readonly unknown?: Readonly<Record<string, string>>
  readonly otherwise?: readonly string[]
  readonly why: string
}

interface MeasureCase {
  readonly instrument: string
  readonly measure: string
  readonly answer: string
  readonly articles: readonly string[]
  readonly why: string
}

function read<T>(name: string): readonly T[] {
  const text = readFileSync(new URL(`./vectors/legal-basis/${name}.json`, import.meta.url), 'utf8')
  return (JSON.parse(text) as { readonly cases: readonly T[] }).cases
}

const bindings = read<BindingCase>('bindings')
const questions = read<QuestionCase>('questions')
const measures = read<MeasureCase>('measures')

suite('two States and an instrument', () => {
  for (const { a, b, instrument, date, why, ...expected } of bindings) {
    test(`${a} and ${b}, ${instrument}, ${date}: ${expected.answer}`, () => {
      for (const pair of [
        [a, b],
        [b, a],
      ] as const) {
        const { answer, ...found } = bound(...pair, instrument, date, law)
        const told = { answer, ...pick(found, ['since', 'sinceAtLatest', 'reason']) }
        assert.deepEqual(told, expected, why)
      }
    })
  }
})

suite('the bases of a request', () => {
  for (const { title, question, bases, excluded = {}, unknown = {}, otherwise = [], why } of questions) {
    test(title, () => {
      const answer = legalBases(question, law)
      assert.deepEqual(
        answer.bases.map(({ instrument }) => instrument),
        bases,
        why,
      )
      for (const [list, expected] of [
        [answer.excluded, excluded],
        [answer.unknown, unknown],
      ] as const) {
        const found = Object.fromEntries(list.map(({ instrument, reason }) => [instrument, reason.code]))
        assert.deepEqual(pick(found, Object.keys(expected)), expected, why)
      }
      assert.deepEqual(
        answer.otherwise.map(({ code }) => code),
        otherwise,
        why,
      )
    })
  }
})

suite('an instrument and a measure', () => {
  for (const { instrument: id, measure, why, ...expected } of measures) {
    test(`${id}, ${measure}: ${expected.answer}`, () => {
      const instrument = law.findInstrument(id)
      assert.ok(instrument)
      const { answer, provisions } = measureCoverage(instrument, measure)
      const articles = provisions.map((each) => (each.instrument === id ? each.article : `${each.instrument} ${each.article}`))
      assert.deepEqual({ answer, articles }, expected, why)
    })
  }
})

test('there are 120 cases and more, of which 30 and more are not bound or unknown, and each says why', () => {
  assert.ok(bindings.length + questions.length >= 120)
  assert.ok(bindings.filter(({ answer }) => answer !== 'bound').length >= 30)
  for (const { why } of [...bindings, ...questions, ...measures]) assert.ok(why.length > 5)
})

function pick(from: object, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)))
}
