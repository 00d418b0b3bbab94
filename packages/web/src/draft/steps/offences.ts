import { listOffences } from '@comity/reference/offence'
import { translator } from '@comity/language/translator'
import type { AvailableLanguage } from '@comity/language/languages'
import { instrumentShortTitle } from '@comity/reference/instrument'
import { asked } from '../asks.ts'
import type { ItemsStep } from '../step.ts'

const conventions = ['untoc', 'uncac']

/** A convention offence by its convention and its name. */
function offenceName(id: string, language: AvailableLanguage): string {
  const convention = conventions.find((instrument) => listOffences(instrument).some((offence) => offence.id === id)) ?? ''
  return `${instrumentShortTitle(convention, language)}: ${translator(language)(`legal-basis.offence.${id}`)}`
}

/** The offences, with the text of the law and the penalties. UNTOC art. 18(15)(b), (c); dual criminality, art. 18(9). */
export const offences: ItemsStep = {
  kind: 'items',
  name: 'offences',
  owns: ['offences'],
  types: () => [''],
  asks: asked('(15)(b)'),
  called: (item) => ('name' in item ? item.name : ''),
  detail: (item) => ('statute' in item ? (item.statute ?? '') : ''),
  fields: () => [
    { kind: 'line', name: 'name', label: 'web.draft.offence.name', keep: true },
    { kind: 'line', name: 'statute', label: 'web.draft.offence.statute', note: 'web.draft.offence.statute.note' },
    { kind: 'prose', rows: 6, name: 'text', label: 'web.draft.offence.text', note: 'web.draft.offence.text.note' },
    { kind: 'number', name: 'minimumPenalty', label: 'web.draft.offence.minimumPenalty' },
    {
      kind: 'number',
      name: 'maximumPenalty',
      label: 'web.draft.offence.maximumPenalty',
      asks: [{ instrument: 'untoc', article: '2(b)' }],
      note: 'web.draft.offence.maximumPenalty.note',
    },
    { kind: 'flag', name: 'lifePenalty', label: 'web.draft.offence.lifePenalty' },
    {
      kind: 'choices',
      name: 'convention',
      label: 'web.draft.offence.convention',
      asks: asked('(9)'),
      note: 'web.draft.offence.convention.note',
      options: conventions.flatMap((instrument) => listOffences(instrument).map(({ id }) => id)),
      optionLabel: offenceName,
    },
  ],
}
