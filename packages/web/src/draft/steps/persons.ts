import { stateName } from '@comity/reference/state'
import { asked } from '../asks.ts'
import { stateOptions } from '../state-options.ts'
import type { ItemsStep } from '../step.ts'

/** The persons concerned. UNTOC art. 18(15)(e). */
export const persons: ItemsStep = {
  kind: 'items',
  name: 'persons',
  owns: ['persons'],
  types: () => [''],
  asks: asked('(15)(e)'),
  called: (item) => ('name' in item ? item.name : ''),
  detail: (item, t) => ('role' in item && item.role !== undefined ? t(`web.draft.person.role.${item.role}`) : ''),
  fields: () => [
    { kind: 'line', name: 'name', label: 'web.draft.person.name', asks: asked('(15)(e)'), note: 'web.draft.person.name.note', keep: true },
    {
      kind: 'choice',
      as: 'select',
      name: 'role',
      label: 'web.draft.person.role',
      options: ['suspect', 'accused', 'convicted', 'witness', 'victim', 'expert', 'holder', 'other'],
      optionLabel: 'web.draft.person.role',
    },
    { kind: 'flag', name: 'legal', label: 'web.draft.person.legal' },
    { kind: 'date', name: 'birthDate', label: 'web.draft.person.birthDate', asks: asked('(15)(e)') },
    { kind: 'line', name: 'birthPlace', label: 'web.draft.person.birthPlace' },
    {
      kind: 'choice',
      as: 'select',
      name: 'nationality',
      label: 'web.draft.person.nationality',
      asks: asked('(15)(e)'),
      options: stateOptions(),
      optionLabel: stateName,
    },
    { kind: 'line', name: 'document', label: 'web.draft.person.document', note: 'web.draft.person.document.note' },
    { kind: 'line', name: 'location', label: 'web.draft.person.location', asks: asked('(15)(e)') },
  ],
}
