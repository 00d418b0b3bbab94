import { Id, Line } from '@comity/domain/input'
import * as z from 'zod'
import { fileBody, operation } from './operation.ts'
import { requestParams } from './request.ts'

/** Largest body, in bytes: 24 MiB of a sealed file in base64, and what stands around it. */
const largest = 33 * 1024 * 1024

/** Never kept, never logged. */
const Passphrase = z.string().min(1).max(1000)

// Not kept under an Idempotency-Key: the hash of an input with a passphrase in it would be a quick way to guess it.
export const importDrafts = operation({
  id: 'importDrafts',
  method: 'POST',
  path: '/drafter-files',
  action: 'draft.import',
  summary: 'Bring in the drafts of a file that the stand-alone drafter sealed, each as a new draft',
  body: z.strictObject({
    passphrase: Passphrase,
    file: z
      .string()
      .max(32 * 1024 * 1024)
      .regex(/^[A-Za-z0-9+/]*={0,2}$/u, { error: 'not-of-this-kind' })
      .describe('the sealed file, in base64'),
  }),
  response: z.strictObject({ items: z.array(z.strictObject({ id: Id, reference: Line })).readonly() }),
  status: 201,
  problems: ['invalid-input', 'unknown-state', 'same-state', 'wrong-file-type'],
  largest,
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
