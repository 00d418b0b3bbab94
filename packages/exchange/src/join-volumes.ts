import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { type Cut, cutId, readVolume } from './volume.ts'
import { writeWhole } from './write-whole.ts'

/** Where a slice lies. In bytes. */
export interface SlicePlace {
  readonly path: string
  readonly start: number
  readonly length: number
}

/** Places that are not there yet, in order. */
export function missingOf(cut: Cut, places: Iterable<number>): readonly number[] {
  const here = new Set(places)
  return cut.slices.map((_, at) => at + 1).filter((place) => !here.has(place))
}

/**
 * Writes the sealed file of which all slices are here.
 * @param into the path that appears when it is whole and has the digest that every volume names
 * @returns `bad-digest` when its slices are not those of that file
 */
export async function joinSlices(cut: Cut, sliceAt: (place: number) => SlicePlace, into: string): Promise<Result<void>> {
  const hash = createHash('sha256')
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let place = 1; place <= cut.slices.length; place += 1) {
      const { path, start, length } = sliceAt(place)
      for await (const chunk of createReadStream(path, { start, end: start + length - 1, highWaterMark: 262_144 })) {
        hash.update(chunk as Buffer)
        yield chunk as Buffer
      }
    }
  }
  const written = await writeWhole(`${into}.part`, chunks(), () => (hash.digest('hex') === cut.file.sha256 ? into : undefined))
  return written === undefined ? fail({ code: 'bad-digest', values: { file: cut.file.sha256 } }) : ok(undefined)
}

/**
 * Puts volumes together, in whatever order they are given; one that is given twice counts once.
 * @param into the sealed file, which appears whole or not at all
 * @returns a problem of `readVolume`, with the file at fault; `volume-foreign` with the file that is of another sealed
 *   file than the first; `volume-missing` with the numbers that are not there
 */
export async function joinVolumes(paths: readonly string[], into: string): Promise<Result<Cut>> {
  const found = new Map<number, SlicePlace>()
  let cut: Cut | undefined
  for (const path of paths) {
    const read = await readVolume(path)
    if (!read.ok) return fail({ ...read.problem, values: { ...read.problem.values, path } })
    const { index, slice } = read.value
    cut ??= index
    if (cutId(index) !== cutId(cut)) return fail(invalid('volumes', 'volume-foreign', { path }))
    found.set(index.place, { path, start: slice.start, length: slice.length })
  }
  if (cut === undefined) return fail(invalid('volumes', 'required'))
  const missing = missingOf(cut, found.keys())
  if (missing.length > 0) return fail(invalid('volumes', 'volume-missing', { missing: missing.join(', '), of: cut.slices.length }))
  const joined = await joinSlices(cut, (place) => found.get(place) as SlicePlace, into)
  return joined.ok ? ok(cut) : joined
}
