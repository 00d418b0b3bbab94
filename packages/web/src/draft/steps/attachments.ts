import type { FormStep } from '../step.ts'

/** The files that go with the request. */
export const attachments: FormStep = {
  kind: 'form',
  name: 'attachments',
  owns: ['attachments'],
  fields: () => [{ kind: 'files', name: 'attachments', label: 'web.draft.attachments', note: 'web.draft.attachments.note' }],
}
