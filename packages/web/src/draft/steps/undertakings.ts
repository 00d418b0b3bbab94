import { asked } from '../asks.ts'
import type { FormStep } from '../step.ts'

/** What the requesting State undertakes. UNTOC art. 18(19). */
export const undertakings: FormStep = {
  kind: 'form',
  name: 'undertakings',
  owns: ['undertakings'],
  fields: () => [
    { kind: 'flag', name: 'undertakings.useLimit', label: 'web.draft.undertakings.useLimit', asks: asked('(19)') },
    {
      kind: 'flag',
      name: 'undertakings.reciprocity',
      label: 'web.draft.undertakings.reciprocity',
      note: 'web.draft.undertakings.reciprocity.note',
    },
    { kind: 'prose', rows: 4, name: 'undertakings.other', label: 'web.draft.undertakings.other' },
  ],
}
