import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Act } from '@comity/domain/request/act'
import { fail, ok, type Result } from '@comity/domain/result'
import { actSchema, originalModeOf, writeAct } from './act-part.ts'
import type { SignedDirectory } from './directory.ts'
import { sealEnvelope, type SealedEnvelope } from './envelope.ts'
import type { AuthorityKeys } from './keys.ts'
import type { Manifest, Part } from './manifest.ts'
import { sealPart } from './part.ts'
import { paddingSaid } from './part-padding.ts'
import { recipientsFor } from './recipients.ts'
import { profile } from './signed-document.ts'

/** Who writes a message by hand. */
export interface Author {
  /** As in `PER/central`. */
  readonly id: string
  readonly keys: AuthorityKeys
  readonly directory: SignedDirectory
}

/** What is to be other than an honest author would make it. */
export interface Craft {
  readonly thread: string
  /** The moment of writing, UTC. */
  readonly at: string
  /** Put into the manifest as they are. */
  readonly changes?: Partial<Manifest> & Readonly<Record<string, unknown>>
  /** In place of the act. */
  readonly says?: Uint8Array
  /** Contents of the files of the act, in their order. */
  readonly files?: readonly { readonly label: Pick<Part, 'name' | 'mediaType'>; readonly bytes: Uint8Array }[]
}

/** A message made by hand, so that it can be made wrongly. */
export interface CraftedMessage extends SealedEnvelope {
  readonly id: string
  readonly manifest: Manifest
  /** The sealed parts, the act first. */
  readonly parts: readonly { readonly ct256: string; readonly bytes: Buffer }[]
}

/**
 * Seals an act from one authority to another, as the changes ask: for tests, and for whoever tries another's implementation.
 * @param folder for the sealed parts, a temporary one
 * @returns the message, or why it cannot be sealed at all
 */
export async function craftMessage(
  from: Author,
  to: SignedDirectory,
  act: Act,
  folder: string,
  { thread, at, changes = {}, says = writeAct(act), files = [] }: Craft,
): Promise<Result<CraftedMessage>> {
  const recipients = recipientsFor(from.keys, to.document, at)
  if (!recipients.ok) return recipients
  const body = { role: 'act' as const, name: 'act.json', mediaType: 'application/json' }
  const parts: Part[] = [{ ...body, ...(await sealPart(says, recipients.value, folder)) }]
  for (const { label, bytes } of files) parts.push({ role: 'file', ...label, ...(await sealPart(bytes, recipients.value, folder)) })
  const manifest: Manifest = {
    v: 1,
    profile,
    id: act.id,
    type: act.type,
    thread,
    seq: act.seq,
    prev: act.seq === 1 ? null : '0'.repeat(64),
    from: from.id,
    to: to.authority,
    created: at,
    notAfter: new Date(Date.parse(at) + 86_400_000).toISOString(),
    originalMode: originalModeOf(act),
    schema: actSchema,
    addSelf: { version: from.directory.document.version, sha256: from.directory.digest },
    addPeer: { version: to.document.version, sha256: to.digest },
    sealKid: recipients.value.sealKid,
    parts,
    ...paddingSaid(recipients.value),
    ...changes,
  }
  const sealed = await sealEnvelope(manifest, from.keys, recipients.value)
  if (!sealed.ok) return fail(sealed.problem)
  const sealedParts = []
  for (const { ct256 } of parts) sealedParts.push({ ct256, bytes: await readFile(join(folder, ct256)) })
  return ok({ id: manifest.id, manifest, parts: sealedParts, ...sealed.value })
}
