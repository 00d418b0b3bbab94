// Gives every hostile file to every reader of files from outside, and tells what each made of it. Run by `hostile-files.test.ts`
// in a process of its own, whose memory is counted.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sniffType } from '@comity/answers/request/file-type'
import { statusFormats } from '@comity/contract/reference'
import { invalid, problemCodes } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { readDirectory } from '@comity/exchange/directory'
import { drafterFileLimit, readDrafterFile } from '@comity/exchange/drafter-file'
import { readContent } from '@comity/exchange/sealed-file-layout'
import { emblemLimit, readEmblem } from '@comity/letters/letterhead/emblem'
import { templateLimit } from '@comity/letters/letterhead/package-parts'
import { openTemplate } from '@comity/letters/letterhead/template'
import { signedPdfLimit, verifyPdf } from '@comity/signature/verify-pdf'
import { readStatus, sourceLimit } from '@comity/server/law/import/read-status'
import { readReturnedFile, returnedFileLimit } from '@comity/server/translation/returned-file'
import { hostileFiles } from './hostile-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'comity-hostile-'))
const now = new Date('2026-11-21T12:00:00Z')
const endings = ['pdf', 'docx', 'png', 'jpg', 'asice', 'zip', 'txt', 'csv', 'json', 'svg', 'html', 'exe', 'js', 'docm', '']

/** As the way in does before anything is read. */
function within(limit: number, bytes: Buffer, read: () => Result<unknown> | Promise<Result<unknown>>) {
  return bytes.length > limit ? fail({ code: 'too-large', values: { limit } }) : read()
}

/** A letter with nothing good in it is an answer too. */
function checked(bytes: Buffer): Result<unknown> {
  const report = verifyPdf(bytes, { anchors: [], now })
  if (!report.ok || report.value.verdict === 'good') return report
  return fail(invalid('file', report.value.verdict))
}

const readers: Readonly<Record<string, (bytes: Buffer) => Result<unknown> | Promise<Result<unknown>>>> = {
  'a letterhead': (bytes) => within(templateLimit, bytes, () => openTemplate(bytes)),
  'an emblem': (bytes) => within(emblemLimit, bytes, () => readEmblem(bytes)),
  'a translation': (bytes) => within(returnedFileLimit, bytes, () => readReturnedFile(bytes)),
  'a saved draft': (bytes) => within(drafterFileLimit, bytes, () => readDrafterFile(bytes)),
  'a directory document': (bytes) => readDirectory(bytes, now.toISOString()),
  'a letter to check': (bytes) => within(signedPdfLimit, bytes, () => checked(bytes)),
  'a sealed file': (bytes) => {
    const path = join(folder, 'file')
    writeFileSync(path, bytes)
    return readContent(path)
  },
  ...Object.fromEntries(
    statusFormats.map((format) => [
      `a list of parties, ${format}`,
      (bytes: Buffer) => within(sourceLimit, bytes, () => readStatus(bytes, format, { count: 2, asOf: '2026-01-15' })),
    ]),
  ),
  // What is no kind of file on the list is refused; the rest is kept, never opened, and given out to be saved.
  'a file of a request': (bytes) => {
    const types = endings.filter((ending) => sniffType(bytes.subarray(0, 4100), `x.${ending}`) !== undefined)
    return types.some((ending) => ['svg', 'html', 'exe', 'js', 'docm', ''].includes(ending)) ? ok(types) : fail({ code: 'wrong-file-type' })
  },
}

const memory = (): number => Math.round(process.resourceUsage().maxRSS / 1024)
const files = hostileFiles()
const before = memory()
const taken: string[] = []
const crashes: string[] = []
for (const { name, bytes } of files) {
  for (const [reader, read] of Object.entries(readers)) {
    const what = `${name} as ${reader}`
    try {
      const result = await read(bytes)
      if (result.ok) taken.push(what)
      else if (!problemCodes.includes(result.problem.code)) crashes.push(`${what}: ${result.problem.code}`)
    } catch (error) {
      crashes.push(`${what}: ${String(error)}`)
    }
  }
}
rmSync(folder, { recursive: true, force: true })
const polluted = 'polluted' in {}
const told = { files: files.length, readers: Object.keys(readers).length, taken, crashes, polluted, megabytes: memory() - before }
process.stdout.write(JSON.stringify(told))
