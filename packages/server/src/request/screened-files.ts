import type { KeptFile, RequestView } from '@comity/contract/request'
import type { Problem } from '@comity/domain/problem'
import type { FileReference } from '@comity/domain/request/content'
import type { Verdict } from '@comity/domain/screening/verdict'
import type { Kysely } from 'kysely'
import type { Files } from '../platform/files.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import { listFiles } from './store.ts'

type Reader = Kysely<Tables> | Transaction

/** What the slice asks of the screening of files. */
export interface Screening {
  standing(): NonNullable<RequestView['scanning']>
  verdictsOf(reader: Reader, hashes: readonly string[]): Promise<ReadonlyMap<string, Verdict>>
  /** The words of a file, where they can be had without opening it. */
  preview(
    files: Files,
    file: { readonly sha256: string; readonly size: number; readonly type: string },
  ): Promise<{ readonly text: string; readonly cut: boolean } | undefined>
  /** Screens a file that was not, if that can be done now. */
  settle(files: Files, file: { readonly sha256: string; readonly size: number; readonly type: string }): Promise<Verdict>
}

/** The files of a request, each with what is known of its danger. */
export async function screenedFiles(reader: Reader, request: string, screening: Screening): Promise<readonly KeptFile[]> {
  const files = await listFiles(reader, request)
  const verdicts = await screening.verdictsOf(
    reader,
    files.map(({ sha256 }) => sha256),
  )
  return files.map((file) => {
    const verdict = verdicts.get(file.sha256)
    return verdict === undefined ? file : { ...file, verdict }
  })
}

/**
 * Screens files that are about to be opened or sent, where nobody has yet. Not in a transaction: a scanner takes its time.
 * @returns `file-harmful` for the first that must not be
 */
export async function harmfulAmong(
  { files, screening }: { readonly files: Files; readonly screening: Screening },
  about: readonly FileReference[],
): Promise<Problem | undefined> {
  for (const { name, sha256, size, mediaType } of about) {
    const { found } = await screening.settle(files, { sha256, size, type: mediaType })
    if (found !== undefined) return { code: 'file-harmful', values: { file: name, found } }
  }
  return undefined
}
