import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { FileReference } from '@comity/domain/request/content'
import { bankFiles } from './results.ts'
import { expect, type Seat } from './seat.ts'

/** Writes the letter of a request to a file. */
export async function writeLetter(seat: Seat, request: string, format: 'pdf' | 'docx', language: 'en' | 'es', path: string): Promise<void> {
  const letter = expect('letter', await seat.api.getLetter({ params: { request }, query: { format, language } }))
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, await buffer(letter.stream))
}

/** Adds what the bank handed over to the request. */
export async function addBankFiles(seat: Seat, request: string): Promise<FileReference[]> {
  const added: FileReference[] = []
  for (const file of bankFiles)
    added.push(expect('file', await seat.api.addFile({ params: { request }, query: { name: file.name }, body: file })))
  return added
}

/** Downloads files and compares each with the hash that the other State announced. @throws when one differs */
export async function compareHashes(seat: Seat, request: string, files: readonly FileReference[]): Promise<readonly string[]> {
  const lines: string[] = []
  for (const { id, name, sha256 } of files) {
    const file = expect('download', await seat.api.getFile({ params: { request, file: id } }))
    const actual = createHash('sha256')
      .update(await buffer(file.stream))
      .digest('hex')
    if (actual !== sha256) throw new Error(`${name} is not what was sent`)
    lines.push(`${name} ${actual.slice(0, 16)}…`)
  }
  return lines
}
