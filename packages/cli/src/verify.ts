import { verifySealedFile } from '@comity/exchange/sealed-file'
import { translator } from '@comity/language/translator'
import { type Command, languageOf } from './command.ts'
import { sizeOfFile } from './existing-file.ts'
import { refused } from './problem-text.ts'

/** Checks a sealed file without any private key. */
export const verify: Command = {
  usage: 'verify FILE [--lang LANGUAGE]',
  summary: 'Check a sealed file, its directory documents and its receipts, without any key',
  options: { lang: 'value' },
  positionals: [1, 1],
  async run(given) {
    const t = translator(languageOf(given))
    const [path = ''] = given.positionals
    await sizeOfFile(path)
    const report = await verifySealedFile(path)
    if (!report.ok) return refused(report.problem, t)
    const { envelopeDigest, authorities, receipts, parts } = report.value
    const text = [
      `envelope     ${envelopeDigest}`,
      ...authorities.map(
        ({ authority, version, fingerprint }) => `directory    ${authority} version ${version}, fingerprint ${fingerprint}`,
      ),
      ...receipts.map((found) =>
        found.signature === 'verified'
          ? `receipt      ${found.receipt.event} by ${found.receipt.by} at ${found.receipt.at}`
          : `receipt      ${found.digest} of an issuer whose keys are not at hand: not checked`,
      ),
      ...parts.map(({ ct256, ctLen }) => `part         ${ct256} ${ctLen} bytes`),
    ]
    return { exit: 0, text: text.join('\n'), data: report.value }
  },
}
