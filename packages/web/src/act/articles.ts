import type { RequestView } from '@comity/contract/request'
import { citationText } from '../request/citation.tsx'
import type { Voice } from '../ui/voice.ts'

/**
 * Paragraphs on which an act usually rests. UNTOC art. 18 and UNCAC art. 46 number them alike: use limit and
 * confidentiality (19), (20); refusal (9), (21); grounds and postponement (23), (25); consultation before either (26).
 */
const paragraphs = {
  refuse: ['(21)(a)', '(21)(b)', '(21)(c)', '(21)(d)', '(9)'],
  postpone: ['(25)'],
  condition: ['(19)', '(20)', '(26)'],
  'return-deficient': ['(15)(a)', '(15)(b)', '(15)(c)', '(15)(d)', '(15)(e)', '(15)(f)', '(16)', '(14)'],
  'ask-clarification': ['(16)'],
} as const

const articles: Readonly<Record<string, string>> = { untoc: '18', uncac: '46' }

/** Articles to suggest for an act, of the instruments on which the request rests. */
export function articlesFor(act: keyof typeof paragraphs, view: RequestView, voice: Voice): readonly string[] {
  const instruments = [...new Set((view.content.bases ?? []).map(({ instrument }) => instrument))]
  return instruments.flatMap((instrument) => {
    const article = articles[instrument]
    return article === undefined
      ? []
      : paragraphs[act].map((paragraph) => citationText({ instrument, article: `${article}${paragraph}` }, voice))
  })
}
