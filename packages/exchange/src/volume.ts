import { createHash } from 'node:crypto'
import { fail, ok, type Result } from '@comity/domain/result'
import * as z from 'zod'
import { Digest, digestOf } from './digest.ts'
import { checkPart } from './part.ts'
import { profile, readDocument } from './signed-document.ts'
import { listTar, readEntry, tarChunks, type TarEntry, type TarSource } from './tar.ts'
import { tarLength } from './tar-layout.ts'

/** Shortest and longest slice of a sealed file in one volume. In bytes. */
export const sliceLimits = { least: 10_240, most: 4 * 1024 ** 3 } as const
/** Most volumes of one sealed file. */
export const volumesLimit = 2000
/** Longest sealed file that is cut. In bytes. */
const fileLimit = 1024 ** 4
/** Longest index of a volume. In bytes. */
const indexLimit = 262_144

/** What a volume says of itself and of the sealed file of which it is a slice. */
export const VolumeIndex = z
  .looseObject({
    v: z.literal(1),
    profile: z.literal(profile),
    /** Digest and length of the whole sealed file. */
    file: z.looseObject({ sha256: Digest, len: z.int().min(1).max(fileLimit) }),
    /** From 1. */
    place: z.int().min(1),
    /** Length of every slice but the last. In bytes. */
    slice: z.int().min(sliceLimits.least).max(sliceLimits.most),
    /** Digests of all slices, in order. */
    slices: z.array(Digest).min(1).max(volumesLimit),
  })
  .refine((one) => one.place <= one.slices.length, { path: ['place'], error: 'not-of-this-kind' })
  .refine((one) => one.slices.length === Math.ceil(one.file.len / one.slice), { path: ['slices'], error: 'not-of-this-kind' })
export type VolumeIndex = z.infer<typeof VolumeIndex>

/** How a sealed file is cut. */
export type Cut = Pick<VolumeIndex, 'file' | 'slice' | 'slices'>

/** Length of a slice. In bytes. */
export function sliceLength({ file, slice }: Cut, place: number): number {
  return Math.min(slice, file.len - (place - 1) * slice)
}

/** What the volumes of one cut have in common, and no others: volumes with another are of another file, or cut otherwise. */
export function cutId({ file, slice, slices }: Cut): string {
  return digestOf(new TextEncoder().encode(JSON.stringify([file.sha256, file.len, slice, slices])))
}

/**
 * Reads a sealed file once to learn how it is cut.
 * @param slice length of each volume's slice, in bytes
 */
export async function planCut(size: number, stream: AsyncIterable<Uint8Array>, slice: number): Promise<Cut> {
  const whole = createHash('sha256')
  const slices: string[] = []
  let current = createHash('sha256')
  let room = slice
  for await (const chunk of stream) {
    whole.update(chunk)
    let rest = chunk
    while (rest.length > 0) {
      const taken = rest.subarray(0, room)
      current.update(taken)
      room -= taken.length
      rest = rest.subarray(taken.length)
      if (room > 0) continue
      slices.push(current.digest('hex'))
      current = createHash('sha256')
      room = slice
    }
  }
  if (room < slice) slices.push(current.digest('hex'))
  return { file: { sha256: whole.digest('hex'), len: size }, slice, slices }
}

/** The name that a volume gets; nobody relies on it. */
export function volumeName({ file, slices }: Cut, place: number): string {
  const number = (value: number): string => String(value).padStart(4, '0')
  return `${file.sha256.slice(0, 12)}.${number(place)}-of-${number(slices.length)}.comity`
}

/** One volume as a stream of known length: a plain tar of its index and its slice. */
export function volumeBytes(
  cut: Cut,
  place: number,
  slice: TarSource,
): { readonly size: number; readonly stream: AsyncIterable<Uint8Array> } {
  const index = indexOf(cut, place)
  const files = [
    { name: 'index', source: index },
    { name: 'slice', source: slice },
  ]
  return { size: tarLength([index.length, slice.length]), stream: tarChunks(files) }
}

/** The head of a volume. Nobody signs it: it guards the way, and the message guards itself. */
export function indexOf({ file, slice, slices }: Cut, place: number): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ v: 1, profile, file, place, slice, slices }))
}

/** A volume on disk whose slice is what its index says. */
export interface Volume {
  readonly index: VolumeIndex
  readonly slice: TarEntry
}

function isEntry(name: string, length: number): boolean {
  return (name === 'index' && length <= indexLimit) || (name === 'slice' && length <= sliceLimits.most)
}

/** Whether a file on disk begins as a volume does. */
export function isVolume(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 6)).toString('latin1') === 'index\0'
}

/**
 * Reads a volume and checks its slice.
 * @returns `malformed` or `unsupported-profile`; `bad-digest` naming the volume when its slice was altered or cut
 */
export async function readVolume(path: string): Promise<Result<Volume>> {
  const listed = await listTar(path, isEntry, 2)
  if (!listed.ok) return listed
  const [head, slice] = listed.value
  if (head?.name !== 'index' || slice === undefined) return fail({ code: 'malformed', values: { entry: 'index' } })
  const read = readDocument(VolumeIndex, await readEntry(path, head))
  if (!read.ok) return read
  const index = read.value
  const altered = fail({ code: 'bad-digest', values: { volume: index.place, of: index.slices.length } })
  const digest = index.slices[index.place - 1] ?? ''
  if (slice.length !== sliceLength(index, index.place)) return altered
  const checked = await checkPart({ path, start: slice.start, length: slice.length }, { ct256: digest, ctLen: slice.length })
  return checked.ok ? ok({ index, slice }) : altered
}
