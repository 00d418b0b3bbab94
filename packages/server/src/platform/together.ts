import { onBehalfOf } from './on-behalf.ts'

/**
 * Answers questions one group at a time: those that come while one is being answered go together in the next, in their order.
 * Nothing is remembered from one group to the next. A group is answered on behalf of nobody, since it is answered for several.
 * @param answer answers all questions of a group, in their order; where it throws, all of them fail
 * @param atOnce how many go together at most
 */
export function together<Question, Answer>(
  answer: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  atOnce: number,
): (question: Question) => Promise<Answer> {
  const waiting: { readonly question: Question; readonly answered: PromiseWithResolvers<Answer> }[] = []
  let busy = false

  async function settle(group: typeof waiting): Promise<void> {
    try {
      const questions = group.map(({ question }) => question)
      const answers = await onBehalfOf('nobody', () => answer(questions))
      for (const [index, { answered }] of group.entries()) answered.resolve(answers[index] as Answer)
    } catch (error) {
      for (const { answered } of group) answered.reject(error)
    }
  }

  async function work(): Promise<void> {
    busy = true
    while (waiting.length > 0) await settle(waiting.splice(0, atOnce))
    busy = false
  }

  return async (question) => {
    const answered = Promise.withResolvers<Answer>()
    waiting.push({ question, answered })
    if (!busy) void work()
    return answered.promise
  }
}
