import { asked } from '../asks.ts'
import type { FormStep } from '../step.ts'

/** How it is to be done, and what for. UNTOC art. 18(15)(d), (f), (17). */
export const procedure: FormStep = {
  kind: 'form',
  name: 'procedure',
  owns: ['procedure', 'purpose'],
  fields: () => [
    {
      kind: 'prose',
      name: 'procedure',
      label: 'web.draft.procedure',
      asks: [...asked('(15)(d)'), ...asked('(17)')],
      note: 'web.draft.procedure.note',
      keep: true,
    },
    { kind: 'prose', name: 'purpose', label: 'web.draft.purpose', asks: asked('(15)(f)'), note: 'web.draft.purpose.note', keep: true },
  ],
}
