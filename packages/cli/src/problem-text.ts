import type { Problem } from '@comity/domain/problem'
import type { Translate } from '@comity/language/translate'
import type { Answer } from './command.ts'

/** A problem in words: what is wrong, then each field with its reason. */
export function problemText(problem: Problem, t: Translate): string {
  const fields = (problem.fields ?? []).map(({ field, rule, values }) => {
    const sentence = t(/^(?:finding|ground)\./u.test(rule) ? rule : `problem.field.${rule}`, values ?? {})
    return field === '' ? `  ${sentence}` : `  ${field}: ${sentence}`
  })
  return [t(`problem.${problem.code}`, problem.values ?? {}), ...fields].join('\n')
}

/** A problem as a command's answer. */
export function refused(problem: Problem, t: Translate): Answer {
  return { exit: 1, text: problemText(problem, t), data: problem }
}
