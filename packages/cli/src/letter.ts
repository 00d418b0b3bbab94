import { writeFile } from 'node:fs/promises'
import { toHtmlPage } from '@comity/letters/html'
import { renderDocx } from '@comity/letters/docx'
import { closePdf, renderPdf } from '@comity/letters/pdf'
import { requestLetter } from '@comity/letters/request-letter'
import { translator } from '@comity/language/translator'
import { instrumentTitle } from '@comity/reference/instrument'
import { stateName } from '@comity/reference/state'
import { type Command, languageOf, optionOf, UsageError } from './command.ts'
import { refused } from './problem-text.ts'
import { loadRequestFile } from './request-file.ts'

const formats = ['pdf', 'docx', 'html'] as const
type Format = (typeof formats)[number]

function formatOf(value: string | undefined): Format {
  const format = formats.find((known) => known === (value ?? 'pdf'))
  if (format === undefined) throw new UsageError(`--format ${value}: pdf, docx or html`)
  return format
}

/** Writes the letter of a request file. It is a draft, and says so on every page. */
export const letter: Command = {
  usage: 'letter FILE --out F [--lang en|es] [--format pdf|docx|html] [--reference R]',
  summary: 'Write the letter of a request file, marked as a draft',
  options: { lang: 'value', format: 'value', out: 'value', reference: 'value' },
  positionals: [1, 1],
  async run(given) {
    const language = languageOf(given)
    const format = formatOf(optionOf(given, 'format'))
    const out = optionOf(given, 'out')
    if (out === undefined) throw new UsageError('--out F: where to write the letter')
    const content = await loadRequestFile(given.positionals[0] ?? '')
    if (!content.ok) return refused(content.problem, translator(language))
    const doc = requestLetter(content.value, {
      reference: optionOf(given, 'reference') ?? '',
      language,
      t: translator(language),
      draft: true,
      names: { state: (code) => stateName(code, language), instrument: (id) => instrumentTitle(id, language) },
    })
    const bytes = format === 'html' ? Buffer.from(toHtmlPage(doc)) : format === 'docx' ? await renderDocx(doc) : await renderPdf(doc)
    await closePdf()
    await writeFile(out, bytes)
    return { exit: 0, text: out, data: { out, bytes: bytes.length } }
  },
}
