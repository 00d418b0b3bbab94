import { asked } from '../asks.ts'
import { languageName, languageOptions } from '../language-options.ts'
import type { FormStep } from '../step.ts'

/** In which languages the request goes out, and whether paper follows. UNTOC art. 18(14). */
export const languages: FormStep = {
  kind: 'form',
  name: 'languages',
  owns: ['languages', 'originalMode'],
  fields: (content) => [
    {
      kind: 'choice',
      as: 'select',
      name: 'languages.letter',
      label: 'web.draft.languages.letter',
      asks: asked('(14)'),
      options: languageOptions(content),
      optionLabel: languageName,
      keep: true,
    },
    {
      kind: 'choice',
      as: 'select',
      name: 'languages.translation',
      label: 'web.draft.languages.translation',
      asks: asked('(14)'),
      note: 'web.draft.languages.translation.note',
      options: languageOptions(content),
      optionLabel: languageName,
    },
    {
      kind: 'choice',
      name: 'originalMode',
      label: 'web.draft.originalMode',
      note: 'web.draft.originalMode.note',
      options: ['electronic-original', 'advance-copy'],
      optionLabel: 'web.draft.originalMode',
    },
  ],
}
