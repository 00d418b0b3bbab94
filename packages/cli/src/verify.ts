import { open, readFile } from 'node:fs/promises'
import { verifySealedFile } from '@comity/exchange/sealed-file'
import { translator } from '@comity/language/translator'
import { readCertificates } from '@comity/signature/certificate'
import { signedPdfLimit, verifyPdf } from '@comity/signature/verify-pdf'
import { type Answer, type Command, languageOf, optionOf, UsageError } from './command.ts'
import { sizeOfFile } from './existing-file.ts'
import { refused } from './problem-text.ts'
import { reportText, type Speech } from './signature-report.ts'

async function isPdf(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(5), 0, 5, 0)
    return buffer.toString('latin1') === '%PDF-'
  } finally {
    await file.close()
  }
}

/** The anchors of a file of certificates. @throws UsageError when it holds none */
async function readTrust(path: string | undefined) {
  if (path === undefined) return []
  await sizeOfFile(path)
  try {
    const anchors = readCertificates(await readFile(path, 'latin1'))
    if (anchors.length > 0) return anchors
  } catch {
    // What is no certificate is said below.
  }
  throw new UsageError(`--trust ${path}: a file of certificates in PEM`)
}

async function verifyLetter(path: string, trust: string | undefined, speech: Speech): Promise<Answer> {
  const anchors = await readTrust(trust)
  if ((await sizeOfFile(path)) > signedPdfLimit) return refused({ code: 'too-large', values: { limit: signedPdfLimit } }, speech.t)
  const report = verifyPdf(await readFile(path), { anchors, now: new Date() })
  if (!report.ok) return refused(report.problem, speech.t)
  return { exit: report.value.verdict === 'good' ? 0 : 1, text: reportText(report.value, speech), data: report.value }
}

/** Checks a sealed file, or the signatures of a letter, without any private key and without a network. */
export const verify: Command = {
  usage: 'verify FILE [--trust CERTIFICATES] [--lang LANGUAGE]',
  summary:
    'Check a sealed file with its directory documents and receipts, or the signatures of a letter in PDF against the certificates of a PEM file, without any key',
  options: { lang: 'value', trust: 'value' },
  positionals: [1, 1],
  async run(given) {
    const language = languageOf(given)
    const t = translator(language)
    const [path = ''] = given.positionals
    await sizeOfFile(path)
    const trust = optionOf(given, 'trust')
    if (await isPdf(path)) return verifyLetter(path, trust, { t, language })
    if (trust !== undefined) throw new UsageError('--trust: for the signatures of a letter in PDF')
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
