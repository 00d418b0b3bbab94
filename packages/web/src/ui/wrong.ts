import { problemStatus } from '@comity/contract/problem'
import type { FieldProblem, Problem } from '@comity/domain/problem'
import type { Translate } from '@comity/language/translate'

/** A problem in the reader's words: the sentence, and what is wrong with each field by its name in the form. */
export interface Wrong {
  /** HTTP status of the problem. */
  readonly status: number
  readonly sentence: string
  readonly fields: readonly { readonly field: string; readonly sentence: string }[]
}

/** The sentence of a rule that a field breaks; findings and grounds speak for themselves. */
export function ruleSentence(rule: string, t: Translate, values: FieldProblem['values']): string {
  // The forms ask for a date in three parts, so how to write it in one does not help.
  if (rule === 'date-impossible') return t('web.form.date-impossible')
  return t(/^(?:finding|ground)\./u.test(rule) ? rule : `problem.field.${rule}`, values)
}

/**
 * Puts a problem into words.
 * @param within path of the form's fields in the input, as in `content.measures.0`
 */
export function wrongOf(problem: Problem, t: Translate, within = ''): Wrong {
  const prefixes = ['body.', within === '' ? '' : `${within}.`]
  const fields = (problem.fields ?? []).map(({ field, rule, values }) => ({
    field: prefixes.reduce((path, prefix) => (path.startsWith(prefix) ? path.slice(prefix.length) : path), field),
    sentence: ruleSentence(rule, t, values),
  }))
  return { status: problemStatus[problem.code], sentence: t(`problem.${problem.code}`, problem.values), fields }
}

/** What is wrong with a field, its parts included. */
export function wrongWith(wrong: Wrong | undefined, name: string): readonly string[] {
  return (wrong?.fields ?? []).filter(({ field }) => field === name || field.startsWith(`${name}.`)).map(({ sentence }) => sentence)
}

/** The id of a field's control on the page, from its name. */
export function idOf(name: string): string {
  return `f-${name}`
}
