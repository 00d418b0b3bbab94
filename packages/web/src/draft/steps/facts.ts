import { asked } from '../asks.ts'
import type { FormStep } from '../step.ts'

/** What happened. UNTOC art. 18(15)(c), and the scope of art. 3 and 18(1). */
export const facts: FormStep = {
  kind: 'form',
  name: 'facts',
  owns: ['facts', 'links'],
  fields: () => [
    {
      kind: 'prose',
      rows: 14,
      name: 'facts.summary',
      label: 'web.draft.facts.summary',
      asks: asked('(15)(c)'),
      note: 'web.draft.facts.summary.note',
      keep: true,
    },
    { kind: 'date', name: 'facts.from', label: 'web.draft.facts.from' },
    { kind: 'date', name: 'facts.to', label: 'web.draft.facts.to', note: 'web.draft.facts.to.note' },
    {
      kind: 'prose',
      name: 'links.transnational',
      label: 'web.draft.links.transnational',
      asks: [
        { instrument: 'untoc', article: '3' },
        { instrument: 'untoc', article: '18(1)' },
      ],
    },
    {
      kind: 'prose',
      name: 'links.organizedGroup',
      label: 'web.draft.links.organizedGroup',
      asks: [
        { instrument: 'untoc', article: '2(a)' },
        { instrument: 'untoc', article: '18(1)' },
      ],
    },
  ],
}
