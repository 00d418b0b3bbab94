import { paperChannels } from '@comity/domain/paper/incoming-paper'
import { cooperationKinds } from '@comity/domain/legal-basis/cooperation-kind'
import { available, getLanguage } from '@comity/language/languages'
import { listStates, stateName } from '@comity/reference/state'
import type { Field } from '../form/field.ts'
import { shown } from '../ui/shown.ts'
import type { Voice } from '../ui/voice.ts'

/** What is asked of any paper that came. */
export const copyFields: readonly Field[] = [
  { kind: 'choice', name: 'channel', label: 'paper.in.channel', options: paperChannels, optionLabel: 'paper.channel' },
  { kind: 'line', name: 'reference', label: 'web.request.their-reference', note: 'paper.in.reference.note' },
  { kind: 'date', name: 'dated', label: 'paper.in.dated' },
  { kind: 'date', name: 'received', label: 'paper.in.received', note: 'paper.in.received.note' },
  { kind: 'files', name: 'files', label: 'paper.in.scan', note: 'paper.in.scan.note' },
  { kind: 'prose', rows: 3, name: 'note', label: 'web.act.note', optional: true },
]

/** What is asked of a request that came on paper. */
export function requestFields(self: string, { language, hidden }: Voice): readonly Field[] {
  const byName = new Intl.Collator(language)
  const states = shown(listStates(), hidden)
    .filter(({ code }) => code !== self)
    .toSorted((a, b) => byName.compare(stateName(a.code, language), stateName(b.code, language)))
  return [
    { kind: 'choice', as: 'select', name: 'from', label: 'paper.in.from', options: states.map(({ code }) => code), optionLabel: stateName },
    { kind: 'line', name: 'authority', label: 'paper.in.authority' },
    ...copyFields.slice(0, 4),
    { kind: 'choice', as: 'select', name: 'kind', label: 'web.new.kind', options: cooperationKinds, optionLabel: 'law.kind' },
    { kind: 'line', name: 'subject', label: 'web.new.name' },
    {
      kind: 'choice',
      as: 'select',
      name: 'language',
      label: 'paper.letter.language',
      note: 'paper.in.language.note',
      options: available,
      optionLabel: (code) => getLanguage(available.find((one) => one === code) ?? 'en').name,
    },
    { kind: 'prose', name: 'summary', label: 'paper.in.summary', note: 'paper.in.summary.note', optional: true },
    ...copyFields.slice(4),
  ]
}
