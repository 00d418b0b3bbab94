import { asked } from '../asks.ts'
import type { FormStep } from '../step.ts'

/** How soon, and who may know. UNTOC art. 18(20), (24). */
export const urgency: FormStep = {
  kind: 'form',
  name: 'urgency',
  owns: ['urgency', 'confidentiality'],
  fields: () => [
    {
      kind: 'choice',
      name: 'urgency.level',
      label: 'web.draft.urgency.level',
      asks: asked('(24)'),
      options: ['routine', 'urgent', 'emergency'],
      optionLabel: 'web.draft.urgency.level',
    },
    { kind: 'date', name: 'urgency.by', label: 'web.draft.urgency.by', asks: asked('(24)') },
    { kind: 'prose', rows: 3, name: 'urgency.reason', label: 'web.draft.urgency.reason', note: 'web.draft.urgency.reason.note' },
    {
      kind: 'choice',
      name: 'confidentiality.level',
      label: 'web.draft.confidentiality.level',
      asks: asked('(20)'),
      note: 'web.draft.confidentiality.level.note',
      options: ['ordinary', 'do-not-notify', 'sealed'],
      optionLabel: 'web.draft.confidentiality.level',
    },
    { kind: 'prose', rows: 3, name: 'confidentiality.reason', label: 'web.draft.confidentiality.reason' },
  ],
}
