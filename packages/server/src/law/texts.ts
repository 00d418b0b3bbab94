import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Article } from '@comity/contract/treaty-text'
import { read } from '@comity/domain/input'
import { ok, type Result } from '@comity/domain/result'
import * as z from 'zod'

const longText = z.string().max(200_000)

/** A treaty's text in the layout that is imported: what it is, where it was read, and its articles. */
const TextFile = z.object({
  instrument: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, { error: 'not-of-this-kind' }),
  language: z.string().min(2).max(12),
  source: longText.min(1),
  as_of: longText.min(1),
  articles: z
    .array(
      z.object({
        number: z.coerce.string().min(1).max(40),
        heading: longText.nullish(),
        paragraphs: z.array(longText).max(2000),
      }),
    )
    .min(1)
    .max(2000),
})

const HeldText = z.strictObject({
  language: z.string(),
  source: z.string(),
  asOf: z.string(),
  /** Of the file that was imported. */
  sha256: z.string(),
  articles: z.array(Article).readonly(),
})
/** The text of an instrument as it was imported. */
export type HeldText = z.infer<typeof HeldText>

/** The texts that were imported into an instance's data folder. */
export interface Texts {
  find(instrument: string): Promise<HeldText | undefined>
  /** Keeps a text in the place of any before. */
  keep(instrument: string, text: HeldText): Promise<void>
}

/**
 * Reads a file in the layout of texts.
 * @returns the instrument and its text; `invalid-input` naming each field at fault
 */
export function readText(bytes: Uint8Array, json: unknown): Result<{ readonly instrument: string; readonly text: HeldText }> {
  const file = read(TextFile, json)
  if (!file.ok) return file
  const { instrument, language, source, as_of: asOf, articles } = file.value
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const held = articles.map(({ number, heading, paragraphs }) => ({
    number,
    ...(typeof heading === 'string' && heading !== '' && { heading }),
    paragraphs,
  }))
  return ok({ instrument, text: { language, source, asOf, sha256, articles: held } })
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** The texts of a data folder, under `texts`. They are files, so that they can be brought in while an instance runs. */
export function openTexts(dataDirectory: string): Texts {
  const folder = join(dataDirectory, 'texts')
  const pathOf = (instrument: string): string => join(folder, `${instrument}.json`)
  return {
    async find(instrument) {
      try {
        return HeldText.parse(JSON.parse(await readFile(pathOf(instrument), 'utf8')))
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    async keep(instrument, text) {
      await mkdir(folder, { recursive: true })
      const part = `${pathOf(instrument)}.part`
      await writeFile(part, JSON.stringify(text))
      await rename(part, pathOf(instrument))
    },
  }
}
