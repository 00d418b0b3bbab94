import type { Law } from '@comity/domain/legal-basis/law'

/** How many answers are kept; the oldest goes first. */
const limit = 2000

/**
 * Keeps the answers to questions as long as the law is the same: an office asks the same few over and over, and a page
 * that shows a pair asks several at once.
 */
export function remember<Question, Answer>(answer: (question: Question, law: Law) => Answer): (question: Question, law: Law) => Answer {
  const known = new Map<string, Answer>()
  let of: Law | undefined
  return (question, law) => {
    if (of !== law) known.clear()
    of = law
    const key = JSON.stringify(question)
    const held = known.get(key)
    if (held !== undefined) return held
    const found = answer(question, law)
    const [oldest] = known.keys()
    if (known.size >= limit && oldest !== undefined) known.delete(oldest)
    known.set(key, found)
    return found
  }
}
