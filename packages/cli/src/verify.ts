import { verifySealedFile } from '@comity/exchange/sealed-file'
import { translator } from '@comity/language/translator'
import { type Command, languageOf } from './command.ts'
import { problemText } from './problem-text.ts'

/** Checks a sealed file without any private key. */
export const verify: Command = {
  usage: 'verify FILE [--lang en|es]',
  summary: 'Check a sealed file, its directory documents and its receipts, without any key',
  options: { lang: 'value' },
  positionals: [1, 1],
  async run(given) {
    const report = await verifySealedFile(given.positionals[0] ?? '')
    if (!report.ok) return { exit: 1, text: problemText(report.problem, translator(languageOf(given))), data: report.problem }
    const { envelopeDigest, authorities, receipts, parts } = report.value
    const text = [
      `envelope     ${envelopeDigest}`,
      ...authorities.map(
        ({ authority, version, fingerprint }) => `directory    ${authority} version ${version}, fingerprint ${fingerprint}`,
      ),
      ...receipts.map(({ receipt }) => `receipt      ${receipt.event} by ${receipt.by} at ${receipt.at}`),
      ...parts.map(({ ct256, ctLen }) => `part         ${ct256} ${ctLen} bytes`),
    ]
    return { exit: 0, text: text.join('\n'), data: report.value }
  },
}
