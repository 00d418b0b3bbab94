import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FileStream } from '@comity/contract/operation'
import { fail, ok, type Result } from '@comity/domain/result'
import type { FastifyRequest } from 'fastify'
import { fileLimit } from './files.ts'
import { passingFile } from './passing-file.ts'

/** What a form brought: its fields, and its files, sealed for this process alone, in a folder that `discard` removes. */
export interface PageForm {
  readonly form: URLSearchParams
  readonly files: readonly { readonly field: string; readonly file: FileStream }[]
  discard(): Promise<void>
}

/** Largest file of someone who is not signed in, in bytes: a letter to be checked. */
const openFileLimit = 20 * 1024 * 1024
/** Most files that one form may bring. */
const filesAtMost = 20

/** What the reader of forms throws, without a code, where the bytes are no form: no boundary, one that is empty or too long, an end too early. */
const notAForm = /multipart|needle/iu

async function readMultipart(request: FastifyRequest, ofPage: number | undefined): Promise<Result<PageForm>> {
  const form = new URLSearchParams()
  const files: { field: string; file: FileStream }[] = []
  // One byte more than a page takes is enough for it to say so itself.
  const limit = ofPage === undefined ? (request.session === undefined ? openFileLimit : fileLimit) : ofPage + 1
  const folder = await mkdtemp(join(tmpdir(), 'comity-form-'))
  const discard = async () => rm(folder, { recursive: true, force: true })
  try {
    for await (const part of request.parts({
      limits: { fileSize: limit, files: filesAtMost, fields: 1000 },
    })) {
      if (part.type === 'field') {
        form.append(part.fieldname, String(part.value))
        continue
      }
      const held = passingFile(join(folder, String(files.length)))
      let size = 0
      const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          size += chunk.length
          yield chunk
        }
      }
      await pipeline(part.file, counted, (plain) => held.seal(plain), createWriteStream(held.path, { mode: 0o600 }))
      if (part.file.truncated && ofPage === undefined) {
        await discard()
        return fail({ code: 'too-large', values: { limit } })
      }
      // A browser sends an empty part for a file field that was left alone.
      if (part.filename === '' && size === 0) continue
      files.push({ field: part.fieldname, file: { name: part.filename, mediaType: part.mimetype, size, stream: held.read() } })
    }
  } catch (error) {
    await discard()
    if (error instanceof Error && !('code' in error) && notAForm.test(error.message)) return fail({ code: 'malformed' })
    throw error
  }
  return ok({ form, files, discard })
}

/**
 * Reads the form of a page, with or without files.
 * @param limit most bytes of a file, where the page takes less than any file may have: of a larger one no more than shows that it is
 */
export async function readPageForm(request: FastifyRequest, limit?: number): Promise<Result<PageForm>> {
  if (request.isMultipart()) return readMultipart(request, limit)
  const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '')
  return ok({ form, files: [], discard: async () => {} })
}
