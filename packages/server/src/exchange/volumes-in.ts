import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Result } from '@comity/domain/result'
import { joinSlices, missingOf, type SlicePlace } from '@comity/exchange/join-volumes'
import { type Cut, cutId, readVolume, sliceLength } from '@comity/exchange/volume'

/** What may wait for its other volumes at once: sealed files, and bytes of all their volumes. */
const waitingLimit = { files: 100, bytes: 100 * 1024 ** 3 }

/** A volume that was kept, and what is still needed. */
export interface TakenVolume {
  /** Digest of the whole sealed file. */
  readonly file: string
  readonly place: number
  readonly of: number
  /** Numbers of the volumes that are not here yet. */
  readonly missing: readonly number[]
}

/** A volume that was kept; with the last one, the path of the sealed file, and what removes it with all its volumes. */
export interface VolumeKept {
  readonly volume: TakenVolume
  readonly whole?: { readonly path: string; readonly forget: () => Promise<void> }
}

/** Folders of sealed files that wait for volumes; their names are ids of cuts. */
export async function listWaiting(root: string): Promise<readonly string[]> {
  return (await readdir(root)).filter((name) => /^[0-9a-f]{64}$/u.test(name))
}

async function bytesIn(root: string, sets: readonly string[]): Promise<number> {
  let sum = 0
  for (const set of sets) for (const name of await readdir(join(root, set))) sum += (await stat(join(root, set, name))).size
  return sum
}

async function hasRoom(root: string, set: string, size: number): Promise<boolean> {
  const waiting = await listWaiting(root)
  if (!waiting.includes(set) && waiting.length >= waitingLimit.files) return false
  return (await bytesIn(root, waiting)) + size <= waitingLimit.bytes
}

/** Volumes lie under their place and the place where their slice begins. */
async function slicesIn(folder: string, cut: Cut): Promise<ReadonlyMap<number, SlicePlace>> {
  const found = new Map<number, SlicePlace>()
  for (const name of await readdir(folder)) {
    const [place, start] = name.split('.').map(Number)
    if (place === undefined || start === undefined || !(place <= cut.slices.length)) continue
    found.set(place, { path: join(folder, name), start, length: sliceLength(cut, place) })
  }
  return found
}

/**
 * Keeps a volume that lies on our disk until the others have come, in whatever order and by whatever way; once they are
 * all here, puts the sealed file together. A volume that comes twice counts once.
 * @param path is moved away
 * @returns a problem of `readVolume`; `too-many` when too much waits already
 */
export async function keepVolume(root: string, path: string): Promise<Result<VolumeKept>> {
  const read = await readVolume(path)
  if (!read.ok) return read
  const { index, slice } = read.value
  const set = cutId(index)
  if (!(await hasRoom(root, set, slice.length))) return fail({ code: 'too-many' })
  const folder = join(root, set)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await rename(path, join(folder, `${index.place}.${slice.start}`))
  const slices = await slicesIn(folder, index)
  const missing = missingOf(index, slices.keys())
  const volume = { file: index.file.sha256, place: index.place, of: index.slices.length, missing }
  if (missing.length > 0) return ok({ volume })
  const whole = `${path}.joined.part`
  const joined = await joinSlices(index, (place) => slices.get(place) as SlicePlace, whole)
  if (!joined.ok) {
    // Each slice is what its index says, so it is the index that lies: no volume of this cut can mend it.
    await rm(folder, { recursive: true, force: true })
    return joined
  }
  return ok({ volume, whole: { path: whole, forget: () => rm(folder, { recursive: true, force: true }) } })
}
