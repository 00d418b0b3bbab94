import { writeFile } from 'node:fs/promises'
import { toHtmlPage } from '@comity/letters/html'
import { renderDocx } from '@comity/letters/docx'
import { inLanguage } from '@comity/letters/in-language'
import { closePdf, renderPdf } from '@comity/letters/pdf'
import { fillTemplate } from '@comity/letters/letterhead/fill-template'
import { fitsForm, type LetterForm, letterForms, secondLanguage, writeForm } from '@comity/letters/letter-form'
import type { Doc } from '@comity/letters/model'
import { invalid } from '@comity/domain/problem'
import type { RequestContent } from '@comity/domain/request/content'
import { writeRequestFile } from '@comity/domain/request/schema'
import { type AvailableLanguage, isAvailable } from '@comity/language/languages'
import { translator } from '@comity/language/translator'
import { type Command, languageOf, optionOf, UsageError } from './command.ts'
import { loadTemplate } from './letterhead.ts'
import { refused } from './problem-text.ts'
import { loadRequestFile } from './request-file.ts'

const formats = ['pdf', 'docx', 'html'] as const
type Format = (typeof formats)[number]

function formatOf(value: string | undefined): Format {
  const format = formats.find((known) => known === (value ?? 'pdf'))
  if (format === undefined) throw new UsageError(`--format ${value}: pdf, docx or html`)
  return format
}

function formOf(value: string | undefined): LetterForm {
  const form = letterForms.find((known) => known === (value ?? 'letter'))
  if (form === undefined) throw new UsageError(`--form ${value}: ${letterForms.join(', ')}`)
  return form
}

function secondOf(value: string | undefined, content: RequestContent, language: AvailableLanguage): AvailableLanguage {
  const second = value ?? secondLanguage(content, language)
  if (!isAvailable(second)) throw new UsageError(`--second ${second}: not a language that Comity speaks yet`)
  if (second === language) throw new UsageError(`--second ${second}: another language than --lang`)
  return second
}

async function fileOf(doc: Doc, format: Format, embedded: RequestContent | undefined): Promise<Uint8Array> {
  if (format === 'html') return Buffer.from(toHtmlPage(doc))
  if (format === 'docx') return renderDocx(doc)
  const pdf = await renderPdf(doc, { request: embedded === undefined ? undefined : writeRequestFile(embedded) })
  await closePdf()
  return pdf
}

/** Writes the letter of a request file, or another of its papers. It is a draft, and says so on every page. */
export const letter: Command = {
  usage:
    'letter FILE --out F [--lang L] [--form F] [--second L] [--format pdf|docx|html] [--embed] [--reference R] [--letterhead TEMPLATE]',
  summary: 'Write the letter of a request file, marked as a draft; or another of its papers: in two columns, as a form …',
  options: {
    lang: 'value',
    form: 'value',
    second: 'value',
    format: 'value',
    embed: 'flag',
    out: 'value',
    reference: 'value',
    letterhead: 'value',
  },
  positionals: [1, 1],
  async run(given) {
    const language = languageOf(given)
    const form = formOf(optionOf(given, 'form'))
    const format = formatOf(optionOf(given, 'format'))
    const embed = given.options['embed'] === true
    if (embed && format !== 'pdf') throw new UsageError('--embed: only a PDF can carry the request')
    const out = optionOf(given, 'out')
    if (out === undefined) throw new UsageError('--out F: where to write the letter')
    const letterhead = optionOf(given, 'letterhead')
    if (letterhead !== undefined && (form !== 'letter' || format !== 'docx'))
      throw new UsageError('--letterhead TEMPLATE: only the letter as docx can be set in a Word template')
    const template = letterhead === undefined ? undefined : await loadTemplate(letterhead)
    if (template?.ok === false) return refused(template.problem, translator(language))
    const content = await loadRequestFile(given.positionals[0] ?? '')
    if (!content.ok) return refused(content.problem, translator(language))
    if (!fitsForm(form, content.value)) return refused(invalid('form', 'form-without-measure'), translator(language))
    const second = secondOf(optionOf(given, 'second'), content.value, language)
    const frame = { ...inLanguage(language), reference: optionOf(given, 'reference') ?? '', draft: true }
    const doc = writeForm(form, content.value, frame, inLanguage(second))
    const bytes =
      template === undefined ? await fileOf(doc, format, embed ? content.value : undefined) : await fillTemplate(template.value, doc)
    await writeFile(out, bytes)
    return { exit: 0, text: out, data: { out, bytes: bytes.length } }
  },
}
