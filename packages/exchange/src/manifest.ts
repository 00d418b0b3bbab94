import { Id, Instant, Line } from '@comity/domain/input'
import { fail, type Result } from '@comity/domain/result'
import * as z from 'zod'
import { AuthorityId } from './authority-id.ts'
import { Digest } from './digest.ts'
import { actLimit, manifestLimit, partLimit, partsLimit } from './limits.ts'
import { paddingProfile } from './part-padding.ts'
import { profile, readDocument } from './signed-document.ts'

/** Longest time for which a sender may leave a message open. In days. */
const openDays = 90

const DirectoryVersion = z.looseObject({ version: z.int().min(1), sha256: Digest })

const PartName = Line.refine((name) => name.length > 0 && name !== '.' && name !== '..' && !/[/\\]/u.test(name), { error: 'file-name' })

/** One file of a message, as it is before and after sealing. Lengths in bytes. */
export const Part = z.looseObject({
  role: z.enum(['act', 'file']),
  name: PartName,
  mediaType: z.string().regex(/^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,120}$/u, { error: 'media-type' }),
  len: z.int().min(0).max(partLimit),
  sha256: Digest,
  ct256: Digest,
  ctLen: z.int().min(1),
})
export type Part = z.infer<typeof Part>

/** What a message says about itself: who, to whom, in which thread, with which parts. This is what is signed. */
export const Manifest = z
  .looseObject({
    v: z.literal(1),
    profile: z.literal(profile),
    id: Id,
    /** An act's type, or a kind of message that is no act, as `key-notice`. */
    type: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/u, { error: 'message-type' }),
    thread: Id,
    /** Place among this author's messages in the thread, from 1. */
    seq: z.int().min(1).max(100_000),
    /** Digest of the JWS of this author's message before in the thread. */
    prev: Digest.nullable(),
    inReplyTo: Id.optional(),
    from: AuthorityId,
    to: AuthorityId,
    created: Instant,
    notAfter: Instant,
    /** Whether the electronic message is the original, or paper follows. */
    originalMode: z.enum(['electronic-original', 'advance-copy']),
    /** The form of the act, as `comity-act/1`. */
    schema: z.string().min(1).max(80),
    /** The directory documents that the author held: its own and the recipient's. */
    addSelf: DirectoryVersion,
    addPeer: DirectoryVersion,
    /** The recipient's key to which the message is sealed. */
    sealKid: z.string().min(1).max(200),
    /** The act first, then its files. */
    parts: z.array(Part).min(1).max(partsLimit),
    /** Zeros follow each part's file under the seal. Critical, or a reader would take them for content. */
    padding: z.literal(paddingProfile).optional(),
    crit: z.array(z.string()).optional(),
  })
  .refine((one) => (one.seq === 1) === (one.prev === null), { path: ['prev'], error: 'not-of-this-kind' })
  .refine((one) => one.from !== one.to, { path: ['to'], error: 'authority-id' })
  .refine((one) => Date.parse(one.notAfter) > Date.parse(one.created), { path: ['notAfter'], error: 'date-order' })
  .refine((one) => Date.parse(one.notAfter) - Date.parse(one.created) <= openDays * 86_400_000, { path: ['notAfter'], error: 'too-long' })
  .refine((one) => one.parts.every((part, place) => (part.role === 'act') === (place === 0)), { path: ['parts'], error: 'act-first' })
  .refine((one) => (one.parts[0]?.len ?? 0) <= actLimit, { path: ['parts', 0, 'len'], error: 'too-long' })
  .refine((one) => (one.padding !== undefined) === (one.crit?.includes('padding') ?? false), {
    path: ['padding'],
    error: 'not-of-this-kind',
  })
  .refine((one) => new Set(one.parts.map((part) => part.ct256)).size === one.parts.length, { path: ['parts'], error: 'part-twice' })
export type Manifest = z.infer<typeof Manifest>

const understood = new Map([['padding', paddingProfile]])

/**
 * Reads the signed bytes of a manifest.
 * @returns the manifest, `too-large`, `malformed` naming the fields, or `unsupported-profile`
 */
export function readManifest(payload: Uint8Array): Result<Manifest> {
  if (payload.length > manifestLimit) return fail({ code: 'too-large', values: { limit: manifestLimit } })
  return readDocument(Manifest, payload, understood)
}
