import { asked } from '../asks.ts'
import type { FormStep } from '../step.ts'

/** The domestic matter, and who conducts it. UNTOC art. 18(15)(b). */
export const matter: FormStep = {
  kind: 'form',
  name: 'matter',
  owns: ['matter', 'limitation'],
  fields: () => [
    { kind: 'line', name: 'matter.reference', label: 'web.draft.matter.reference', note: 'web.draft.matter.reference.note' },
    {
      kind: 'choice',
      name: 'matter.stage',
      label: 'web.draft.matter.stage',
      asks: asked('(15)(b)'),
      options: ['investigation', 'prosecution', 'trial', 'enforcement'],
      optionLabel: 'web.draft.matter.stage',
    },
    {
      kind: 'prose',
      name: 'matter.subject',
      label: 'web.draft.matter.subject',
      asks: asked('(15)(b)'),
      note: 'web.draft.matter.subject.note',
    },
    { kind: 'line', name: 'matter.authority', label: 'web.draft.matter.authority', asks: asked('(15)(b)') },
    {
      kind: 'line',
      name: 'matter.function',
      label: 'web.draft.matter.function',
      asks: asked('(15)(b)'),
      note: 'web.draft.matter.function.note',
    },
    { kind: 'prose', rows: 3, name: 'matter.related', label: 'web.draft.matter.related', note: 'web.draft.matter.related.note' },
    { kind: 'date', name: 'limitation', label: 'web.draft.limitation', note: 'web.draft.limitation.note' },
  ],
}
