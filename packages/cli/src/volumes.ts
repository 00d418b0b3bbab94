import { createReadStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { joinVolumes } from '@comity/exchange/join-volumes'
import { planCut, sliceLength, sliceLimits, volumeBytes, volumeName, volumesLimit } from '@comity/exchange/volume'
import { writeWhole } from '@comity/exchange/write-whole'
import { translator } from '@comity/language/translator'
import { bytesOf } from './carry.ts'
import { type Command, languageOf, optionOf, UsageError } from './command.ts'
import { sizeOfFile } from './existing-file.ts'
import { refused } from './problem-text.ts'

/** Cuts a sealed file that lies on this disk into volumes. */
export const cut: Command = {
  usage: 'cut FILE --size SIZE --into FOLDER',
  summary: 'Cut a sealed file into volumes of at most SIZE (as 650MB), each of which says which it is',
  options: { size: 'value', into: 'value' },
  positionals: [1, 1],
  async run(given) {
    const [path = ''] = given.positionals
    const [size, into] = [optionOf(given, 'size'), optionOf(given, 'into')]
    if (size === undefined || into === undefined) throw new UsageError(`usage: comity ${this.usage}`)
    const slice = bytesOf(size)
    const length = await sizeOfFile(path)
    const least = Math.max(sliceLimits.least, Math.ceil(length / volumesLimit))
    if (slice < least || slice > sliceLimits.most) throw new UsageError(`--size ${size}: from ${least} to ${sliceLimits.most} bytes`)
    const made = await planCut(length, createReadStream(path), slice)
    await mkdir(into, { recursive: true })
    const paths: string[] = []
    for (let place = 1; place <= made.slices.length; place += 1) {
      const start = (place - 1) * slice
      const source = { length: sliceLength(made, place), stream: () => createReadStream(path, { start, end: start + slice - 1 }) }
      const target = join(into, volumeName(made, place))
      paths.push(await writeWhole(`${target}.part`, volumeBytes(made, place, source).stream, () => target))
    }
    return { exit: 0, text: paths.join('\n'), data: { sha256: made.file.sha256, files: paths } }
  },
}

/** Puts the volumes of a sealed file together. */
export const joinUp: Command = {
  usage: 'join VOLUME … --out FILE [--lang L]',
  summary: 'Put the volumes of a sealed file together, in whatever order they are named',
  options: { out: 'value', lang: 'value' },
  positionals: [1, volumesLimit],
  async run(given) {
    const out = optionOf(given, 'out')
    if (out === undefined) throw new UsageError(`usage: comity ${this.usage}`)
    for (const path of given.positionals) await sizeOfFile(path)
    const joined = await joinVolumes(given.positionals, out)
    if (!joined.ok) {
      const { volume, of, path } = joined.problem.values ?? {}
      const answer = refused(joined.problem, translator(languageOf(given)))
      const which = [path, volume === undefined ? undefined : `${volume}/${of}`].filter((one) => one !== undefined).join(' ')
      return which === '' ? answer : { ...answer, text: `${answer.text}\n  ${which}` }
    }
    return { exit: 0, text: `${joined.value.file.sha256}  ${out}`, data: { ...joined.value.file, out } }
  },
}
