import { Id, Instant, Line } from '@comity/domain/input'
import * as z from 'zod'
import { fileBody, operation } from './operation.ts'
import { requestParams } from './request.ts'

/** Never kept, never logged. */
const Passphrase = z.string().min(1).max(1000)
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u, { error: 'not-of-this-kind' })

export const holdDrafterFile = operation({
  id: 'holdDrafterFile',
  method: 'POST',
  path: '/drafter-files',
  action: 'draft.import',
  summary: 'Take in a file that the stand-alone drafter sealed; it is held for a day, sealed as it came, to be opened',
  body: fileBody,
  response: z.strictObject({ file: Sha256.describe('by which it is opened: its SHA-256'), size: z.int() }),
  status: 201,
  problems: ['too-large'],
})

// Not kept under an Idempotency-Key: the hash of an input with a passphrase in it would be a quick way to guess it.
export const importDrafts = operation({
  id: 'importDrafts',
  method: 'POST',
  path: '/drafter-files/{file}/drafts',
  action: 'draft.import',
  summary: 'Bring in the drafts of a file that is held, each as a new draft; those of a file that was brought in before only if it is said',
  params: z.strictObject({ file: Sha256 }),
  body: z.strictObject({
    passphrase: Passphrase,
    again: z.boolean().default(false).describe('as other drafts, though the same file was brought in before'),
  }),
  response: z.strictObject({
    items: z.array(z.strictObject({ id: Id, reference: Line })).readonly(),
    before: Instant.optional().describe('when the same file was brought in last; these are the drafts of then, and nothing was changed'),
  }),
  status: 201,
  problems: ['not-found', 'invalid-input', 'unknown-state', 'same-state', 'wrong-file-type', 'file-harmful'],
})

export const exportDraft = operation({
  id: 'exportDraft',
  method: 'POST',
  path: '/requests/{request}/drafter-file',
  action: 'draft.export',
  summary: 'A request of ours and its attachments, sealed with a passphrase for the stand-alone drafter',
  params: requestParams,
  body: z.strictObject({ passphrase: Passphrase }),
  response: fileBody,
  problems: ['not-found', 'act-not-available', 'too-large'],
})

export const describeDrafter = operation({
  id: 'describeDrafter',
  method: 'GET',
  path: '/drafter',
  action: 'session.read',
  summary: 'The stand-alone drafter that this instance offers: its size and its hash',
  response: z.strictObject({ name: z.string(), size: z.int(), sha256: z.string() }),
  problems: ['not-found'],
})

export const downloadDrafter = operation({
  id: 'downloadDrafter',
  method: 'GET',
  path: '/drafter/file',
  action: 'session.read',
  summary: 'The stand-alone drafter: one HTML file that needs no server',
  response: fileBody,
  problems: ['not-found'],
})
