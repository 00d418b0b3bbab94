import { asked } from '../asks.ts'
import type { FormStep } from '../step.ts'

/** Who asks whom. UNTOC art. 18(13), (15)(a). */
export const authority: FormStep = {
  kind: 'form',
  name: 'authority',
  owns: ['title', 'requestingAuthority', 'requestedAuthority'],
  fields: () => [
    { kind: 'line', name: 'title', label: 'web.draft.title-of-request', note: 'web.draft.title-of-request.note', keep: true },
    { kind: 'line', name: 'requestingAuthority.name', label: 'web.draft.requestingAuthority.name', asks: asked('(15)(a)'), keep: true },
    { kind: 'prose', rows: 3, name: 'requestingAuthority.address', label: 'web.draft.requestingAuthority.address' },
    {
      kind: 'line',
      name: 'requestingAuthority.contact',
      label: 'web.draft.requestingAuthority.contact',
      note: 'web.draft.requestingAuthority.contact.note',
    },
    {
      kind: 'line',
      name: 'requestedAuthority.name',
      label: 'web.draft.requestedAuthority.name',
      asks: asked('(13)'),
      note: 'web.draft.requestedAuthority.name.note',
      keep: true,
    },
    { kind: 'prose', rows: 3, name: 'requestedAuthority.address', label: 'web.draft.requestedAuthority.address' },
  ],
}
