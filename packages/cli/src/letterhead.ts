import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fail, type Result } from '@comity/domain/result'
import type { AvailableLanguage } from '@comity/language/languages'
import type { Translate } from '@comity/language/translate'
import { translator } from '@comity/language/translator'
import { inLanguage } from '@comity/letters/in-language'
import { templateLimit } from '@comity/letters/letterhead/package-parts'
import { starterTemplate } from '@comity/letters/letterhead/starter-template'
import { openTemplate, type Template } from '@comity/letters/letterhead/template'
import { summaryOf } from '@comity/letters/letterhead/template-summary'
import { type Answer, type Command, type Given, languageOf, optionOf, UsageError } from './command.ts'
import { sizeOfFile } from './existing-file.ts'
import { refused } from './problem-text.ts'

const usage = 'letterhead check FILE [--lang L] | starter --out F [--lang L] [--name AUTHORITY]'

/**
 * Opens an authority's own Word template.
 * @returns every fault of it, or `too-large` before it is read
 * @throws UsageError when there is no such file
 */
export async function loadTemplate(path: string): Promise<Result<Template>> {
  if ((await sizeOfFile(path)) > templateLimit) return fail({ code: 'too-large', values: { limit: templateLimit } })
  return openTemplate(await readFile(path))
}

function summaryText(template: Template, t: Translate): string {
  const { placeholders, styles, textWidth, pictures } = summaryOf(template)
  return [
    t('letterhead.fits'),
    ...placeholders.map(({ name, places }) => `  {{${name}}}  ${places.map((place) => t(`letterhead.place.${place}`)).join(', ')}`),
    ...styles.map(({ name, there, sample }) => {
      const counts = sample === undefined ? t('letterhead.counts-not') : t('letterhead.counts', { sample })
      return `  ${name}  ${there ? counts : t('letterhead.not-there')}`
    }),
    `  ${t('letterhead.width', { width: textWidth })}`,
    `  ${t('letterhead.pictures', { count: pictures })}`,
  ].join('\n')
}

async function check(path: string | undefined, language: AvailableLanguage): Promise<Answer> {
  if (path === undefined) throw new UsageError(`usage: comity ${usage}`)
  const t = translator(language)
  const opened = await loadTemplate(path)
  if (!opened.ok) return refused(opened.problem, t)
  return { exit: 0, text: summaryText(opened.value, t), data: { file: basename(path), ...summaryOf(opened.value) } }
}

async function starter(given: Given, language: AvailableLanguage): Promise<Answer> {
  const out = optionOf(given, 'out')
  if (out === undefined) throw new UsageError('--out F: where to write the template')
  const authority = optionOf(given, 'name') ?? translator(language)('letterhead.authority')
  const bytes = await starterTemplate({ ...inLanguage(language), authority })
  await writeFile(out, bytes)
  return { exit: 0, text: out, data: { out, bytes: bytes.length } }
}

/** Checks an authority's own Word template as an upload does, or writes one to begin with. */
export const letterhead: Command = {
  usage,
  summary: 'Check a Word template for letters, naming every fault; or write one that fulfils the contract, to begin with',
  options: { lang: 'value', out: 'value', name: 'value' },
  positionals: [1, 2],
  async run(given) {
    const language = languageOf(given)
    const [task, path] = given.positionals
    if (task === 'check') return check(path, language)
    if (task === 'starter' && path === undefined) return starter(given, language)
    throw new UsageError(`usage: comity ${usage}`)
  },
}
