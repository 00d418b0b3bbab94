import { Id, Instant, Line, Prose, read, StateCode } from '@comity/domain/input'
import { invalid, type Problem } from '@comity/domain/problem'
import { FileReference, type RequestContent } from '@comity/domain/request/content'
import { readRequestFile, writeRequestFile } from '@comity/domain/request/schema'
import { fail, ok, type Result } from '@comity/domain/result'
import * as z from 'zod'
import { type MemoryEntry, readTar, writeTar } from './memory-tar.ts'

/** Largest sealed file, in bytes. It is held in memory while it is opened. */
export const drafterFileLimit = 24 * 1024 * 1024

/** What is said of a larger one. */
export const drafterFileTooLarge: Problem = {
  code: 'too-large',
  fields: [{ field: 'file', rule: 'drafter-file-too-large', values: { limit: drafterFileLimit / 1024 ** 2 } }],
}

const draftsAtMost = 500
const entriesAtMost = 2000

const Override = z.strictObject({ reason: Prose, by: Line, at: Instant })

/** What is kept of a draft beside what the request says. */
const DraftHead = z.strictObject({
  id: Id,
  reference: Line.min(1),
  openedAt: Instant,
  changedAt: Instant,
  /** Findings that the officer overrode, each with the reason. */
  overrides: z.record(z.string().max(500), Override),
  files: z.array(FileReference).max(500),
})

const Manifest = z.strictObject({
  comity: z.literal('drafter/1'),
  savedAt: Instant,
  state: StateCode,
  authority: z.string().max(300),
  drafts: z.array(DraftHead).max(draftsAtMost),
})

/** A draft as it travels between the stand-alone drafter and a server. */
export type SavedDraft = z.infer<typeof DraftHead> & { readonly content: RequestContent }

/** What a drafter's file holds, opened. */
export interface DrafterFile {
  readonly savedAt: string
  /** The State that asks. */
  readonly state: string
  /** Name of its authority; may be empty. */
  readonly authority: string
  readonly drafts: readonly SavedDraft[]
  /** The bytes of all their files, by SHA-256 in hexadecimal. */
  readonly bytes: ReadonlyMap<string, Uint8Array>
}

const manifestName = 'drafter.json'

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/**
 * Writes what is to be sealed: a tar with `drafter.json`, `requests/<id>.json` as a request file for each draft, and the
 * bytes of its files under `files/<sha256>`.
 */
export function writeDrafterFile({ savedAt, state, authority, drafts, bytes }: DrafterFile): Uint8Array {
  const heads = drafts.map(({ id, reference, openedAt, changedAt, overrides, files }) => ({
    id,
    reference,
    openedAt,
    changedAt,
    overrides,
    files,
  }))
  const manifest = { comity: 'drafter/1', savedAt, state, authority, drafts: heads } satisfies z.input<typeof Manifest>
  const entries: MemoryEntry[] = [{ name: manifestName, bytes: encoded(`${JSON.stringify(manifest, undefined, 2)}\n`) }]
  for (const { id, content } of drafts) entries.push({ name: `requests/${id}.json`, bytes: encoded(writeRequestFile(content)) })
  for (const [sha256, each] of bytes) entries.push({ name: `files/${sha256}`, bytes: each })
  return writeTar(entries)
}

function readJson(bytes: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes ?? new Uint8Array()))
  } catch {
    return undefined
  }
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const notOurs = fail(invalid('file', 'not-a-drafter-file'))
const damaged = fail(invalid('file', 'file-damaged'))

/** The version that a manifest claims, where it is of this family. */
function versionOf(json: unknown): number | undefined {
  const { comity } = (json ?? {}) as { readonly comity?: unknown }
  const found = typeof comity === 'string' ? /^drafter\/([1-9]\d{0,3})$/u.exec(comity) : null
  return found === null ? undefined : Number(found[1])
}

/**
 * Reads what was sealed. Every draft is read by the schema of a request file, every file is hashed again.
 * @returns `invalid-input` naming `file`: `not-a-drafter-file`, `drafter-newer`, or `file-damaged`; or each field of a
 * draft that is wrong
 */
export async function readDrafterFile(archive: Uint8Array): Promise<Result<DrafterFile>> {
  const entries = readTar(archive, entriesAtMost)
  if (!entries.ok) return notOurs
  const json = readJson(entries.value.get(manifestName))
  const version = versionOf(json)
  if (version === undefined) return notOurs
  if (version > 1) return fail(invalid('file', 'drafter-newer', { version }))
  const manifest = read(Manifest, json, manifestName)
  if (!manifest.ok) return manifest
  const { savedAt, state, authority } = manifest.value
  const drafts: SavedDraft[] = []
  const bytes = new Map<string, Uint8Array>()
  for (const head of manifest.value.drafts) {
    const content = readRequestFile(readJson(entries.value.get(`requests/${head.id}.json`)))
    if (!content.ok) return content
    const known = new Set(head.files.map(({ id, sha256 }) => `${id} ${sha256}`))
    if ((content.value.attachments ?? []).some(({ id, sha256 }) => !known.has(`${id} ${sha256}`))) return damaged
    for (const { sha256, size } of head.files) {
      const file = entries.value.get(`files/${sha256}`)
      if (file === undefined || file.length !== size) return damaged
      if (!bytes.has(sha256) && (await hashOf(file)) !== sha256) return damaged
      bytes.set(sha256, file)
    }
    drafts.push({ ...head, content: content.value })
  }
  if (new Set(drafts.map(({ id }) => id)).size !== drafts.length) return damaged
  return ok({ savedAt, state, authority, drafts, bytes })
}
