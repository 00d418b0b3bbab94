import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FileStream } from '@comity/contract/operation'
import type { ComityClient } from '@comity/contract/operations'
import { ok, type Result } from '@comity/domain/result'
import { translator } from '@comity/language/translator'
import { type Answer, type Command, languageOf, optionOf, UsageError } from './command.ts'
import { refused } from './problem-text.ts'
import { getRemote } from './remote.ts'

/** Writes what streams in to a file that appears whole or not at all. */
async function save({ stream }: FileStream, path: string): Promise<string> {
  const draft = `${path}.part`
  try {
    await pipeline(stream, createWriteStream(draft, { mode: 0o600 }))
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
  return path
}

/** Proves anew who calls, where `COMITY_PROOF` holds the code of the moment: handing a message over asks for it. */
async function prove(remote: ComityClient): Promise<Result<unknown>> {
  const proof = process.env['COMITY_PROOF'] ?? ''
  return proof === '' ? ok(undefined) : remote.prove({ body: { proof } })
}

async function saveVolumes(remote: ComityClient, message: string, slice: number, into: string): Promise<Result<string[]>> {
  const cut = await remote.cutOut({ params: { message }, body: { slice } })
  if (!cut.ok) return cut
  await mkdir(into, { recursive: true })
  const paths: string[] = []
  for (const { place, name } of cut.value.volumes) {
    const volume = await remote.getVolume({ params: { message, place }, body: { slice } })
    if (!volume.ok) return volume
    paths.push(await save(volume.value, join(into, name)))
  }
  return ok(paths)
}

/** Reads a number of bytes as people write it: 650MB, 2GB, 20000. @throws UsageError */
export function bytesOf(text: string): number {
  const [, digits, unit = ''] = /^(\d{1,12})(KB|MB|GB)?$/u.exec(text) ?? []
  if (digits === undefined) throw new UsageError(`${text}: a number of bytes, as 650MB, 2GB or 20000`)
  return Number(digits) * 1000 ** ['', 'KB', 'MB', 'GB'].indexOf(unit)
}

/** Gets a message that waits in the outbox as a sealed file, to be carried. */
export const sealOut: Command = {
  usage: 'seal-out MESSAGE --into FOLDER [--volumes SIZE] [--lang L]',
  summary: 'Hand over a message of the instance as a sealed file, or as volumes of at most SIZE; COMITY_PROOF is the code of the moment',
  options: { into: 'value', volumes: 'value', lang: 'value' },
  positionals: [1, 1],
  async run(given) {
    const t = translator(languageOf(given))
    const [message = ''] = given.positionals
    const into = optionOf(given, 'into')
    if (into === undefined) throw new UsageError(`usage: comity ${this.usage}`)
    const volumes = optionOf(given, 'volumes')
    const slice = volumes === undefined ? undefined : bytesOf(volumes)
    const remote = getRemote()
    const proven = await prove(remote)
    if (!proven.ok) return refused(proven.problem, t)
    if (slice !== undefined) {
      const saved = await saveVolumes(remote, message, slice, into)
      return saved.ok ? { exit: 0, text: saved.value.join('\n'), data: { files: saved.value } } : refused(saved.problem, t)
    }
    const file = await remote.sealOut({ params: { message } })
    if (!file.ok) return refused(file.problem, t)
    await mkdir(into, { recursive: true })
    const path = await save(file.value, join(into, file.value.name))
    return { exit: 0, text: path, data: { files: [path] } }
  },
}

/** Gets the receipts that are to be given back about a message that was carried in. */
export const receiptsOut: Command = {
  usage: 'receipts-out PEER MESSAGE --into FOLDER [--lang L]',
  summary: 'Save the receipts that we have signed about a message of a peer, as in PER/central, to be given back',
  options: { into: 'value', lang: 'value' },
  positionals: [2, 2],
  async run(given): Promise<Answer> {
    const t = translator(languageOf(given))
    const [peer = '', message = ''] = given.positionals
    const into = optionOf(given, 'into')
    if (into === undefined) throw new UsageError(`usage: comity ${this.usage}`)
    const listed = await getRemote().listMessageReceipts({ params: { peer: peer.replace('/', '~'), message } })
    if (!listed.ok) return refused(listed.problem, t)
    const { name, items } = listed.value
    async function* lines(): AsyncGenerator<Uint8Array> {
      for (const { text } of items) yield Buffer.from(`${text}\n`)
    }
    await mkdir(into, { recursive: true })
    const path = await save({ name, mediaType: 'application/octet-stream', stream: lines() }, join(into, name))
    return { exit: 0, text: path, data: { files: [path], receipts: items.map(({ event, at }) => ({ event, at })) } }
  },
}
