import { getMeasureForm } from '@comity/domain/measure/measure'
import type { RequestContent } from '@comity/domain/request/content'
import type { FormStep } from '../step.ts'

/** The papers that the measures of a draft want. */
function wanted({ measures = [] }: RequestContent): readonly string[] {
  return [...new Set(measures.flatMap(({ type }) => getMeasureForm(type).enclosures.map(({ what }) => what)))]
}

/** The files that go with the request, each said to be one of the papers that its measures want. */
export const attachments: FormStep = {
  kind: 'form',
  name: 'attachments',
  owns: ['attachments'],
  fields: (content) => [
    { kind: 'files', name: 'attachments', label: 'web.draft.attachments', note: 'web.draft.attachments.note', enclosures: wanted(content) },
  ],
}
