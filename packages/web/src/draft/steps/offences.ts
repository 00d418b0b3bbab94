import { findOffence, listOffences } from '@comity/reference/offence'
import { translator } from '@comity/language/translator'
import type { AvailableLanguage } from '@comity/language/languages'
import { instrumentShortTitle } from '@comity/reference/instrument'
import type { RequestContent } from '@comity/domain/request/content'
import { asked } from '../asks.ts'
import type { ItemsStep } from '../step.ts'

/** While nobody can tell which instruments bind both: the two to which most States are parties. */
const universal = ['untoc', 'uncac']

/** A convention offence by its article and its name. */
function offenceName(id: string, language: AvailableLanguage): string {
  const t = translator(language)
  const offence = findOffence(id)
  if (offence === undefined) return id
  const { instrument, article } = offence
  return `${t('legal-basis.citation', { instrument: instrumentShortTitle(instrument, language), article })}: ${t(`legal-basis.offence.${offence.id}`)}`
}

/** The offences that can be picked: of the instruments that may bind both States, and whatever an offence was matched to before. */
function pickable({ offences: stated = [] }: RequestContent, matchable: readonly string[]): readonly string[] {
  const of = matchable.length === 0 ? universal : matchable
  return [
    ...new Set([
      ...of.flatMap((instrument) => listOffences(instrument).map(({ id }) => id)),
      ...stated.flatMap(({ convention = [] }) => convention),
    ]),
  ]
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
  fields: (_type, content, matchable = []) => [
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
      options: pickable(content, matchable),
      optionLabel: offenceName,
    },
  ],
}
