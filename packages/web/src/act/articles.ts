import type { RequestView } from '@comity/contract/request'
import { conditionProvisions } from '@comity/domain/execution/condition'
import { groundScopeOf, groundsFor } from '@comity/domain/execution/ground'
import type { Provision } from '@comity/domain/requirement/finding'
import { citationText } from '../request/citation.tsx'
import type { Voice } from '../ui/voice.ts'

type Act = 'refuse' | 'postpone' | 'condition' | 'return-deficient' | 'ask-clarification'

const asked = {
  'return-deficient': ['(15)(a)', '(15)(b)', '(15)(c)', '(15)(d)', '(15)(e)', '(15)(f)', '(16)', '(14)'],
  'ask-clarification': ['(16)'],
} as const

/** What a request must contain, and that more can be asked: UNTOC art. 18 and UNCAC art. 46 number their paragraphs alike. */
const numberedAlike: Readonly<Record<string, string>> = { untoc: '18', uncac: '46' }

function provisionsOf(act: Act, { content }: RequestView): readonly Provision[] {
  if (act === 'condition') return Object.values(conditionProvisions).flat()
  if (act === 'refuse' || act === 'postpone') {
    const grounds = groundsFor(groundScopeOf(content.kind), act)
    return grounds.filter(({ barred }) => barred === undefined).flatMap(({ provisions }) => provisions)
  }
  return Object.entries(numberedAlike).flatMap(([instrument, article]) =>
    asked[act].map((paragraph) => ({ instrument, article: `${article}${paragraph}`, verified: true })),
  )
}

/** Articles to suggest for an act, of the instruments on which the request rests. */
export function articlesFor(act: Act, view: RequestView, voice: Voice): readonly string[] {
  const provisions = provisionsOf(act, view)
  const chosen = [...new Set((view.content.bases ?? []).map(({ instrument }) => instrument))]
  const articles = chosen.flatMap((instrument) => provisions.filter((provision) => provision.instrument === instrument))
  return [...new Set(articles.map((provision) => citationText(provision, voice)))]
}
