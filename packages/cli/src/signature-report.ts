import { formatInstant } from '@comity/language/format'
import type { AvailableLanguage } from '@comity/language/languages'
import { isolate } from '@comity/language/isolate'
import type { Translate } from '@comity/language/translate'
import type { LetterReport, SignatureReport } from '@comity/signature/verify-pdf'

/** How a report is put into words. */
export interface Speech {
  readonly t: Translate
  readonly language: AvailableLanguage
}

function coverage({ covers, wholeFile }: SignatureReport): string {
  if (covers === 0) return 'signature.covers.nothing'
  return wholeFile ? 'signature.covers.whole' : 'signature.covers.version'
}

function additions({ after }: SignatureReport, t: Translate): readonly string[] {
  if (after === undefined) return []
  const further = after.signatures === 0 ? [] : [t('signature.after.signatures', { count: after.signatures })]
  const others = after.others.map(({ what, number = 0 }) => t(`signature.after.${what}`, { number }))
  return [[...further, ...(others.length === 0 ? [t('signature.after.nothing')] : others)].join('; ')]
}

function signatureText(signature: SignatureReport, place: number, { t, language }: Speech): readonly string[] {
  const { kind, verdict, faults, certificate, claimedAt, stampedAt } = signature
  const instant = (iso: string) => formatInstant(iso, language, 'UTC')
  const title = kind === 'time-stamp' ? t('signature.kind.time-stamp') : t('web.verify.signature', { number: place })
  const line = (id: string, text: string) => `  ${t(id)}: ${text}`
  const known = certificate?.anchor === undefined ? t('signature.known.not') : t('signature.known.by', { anchor: certificate.anchor })
  const stampedBy =
    stampedAt === undefined ? '' : t('signature.stamped.by', { time: instant(stampedAt.time), authority: stampedAt.certificate.holder })
  const stampedNote = stampedAt !== undefined && stampedAt.certificate.anchor === undefined ? ` ${t('signature.stamped.not-known')}` : ''
  return [
    `${title}: ${t(`signature.one.${verdict}`)}`,
    ...faults.map((fault) => `  ${t(`signature.fault.${fault}`)}`),
    ...(certificate === undefined
      ? []
      : [
          line('signature.by', isolate(certificate.holder)),
          line('signature.issuer', isolate(certificate.issuer)),
          line('signature.valid', t('signature.valid.dates', { from: certificate.from.slice(0, 10), to: certificate.to.slice(0, 10) })),
          line('signature.known', known),
          ...(kind === 'time-stamp' || claimedAt === undefined ? [] : [line('signature.claimed', instant(claimedAt))]),
          line('signature.stamped', stampedAt === undefined ? t('signature.stamped.none') : stampedBy + stampedNote),
        ]),
    line('signature.covers', t(coverage(signature))),
    ...additions(signature, t).map((text) => line('signature.after', text)),
  ]
}

/** What the signatures of a letter say, in words. */
export function reportText(report: LetterReport, speech: Speech): string {
  const { t } = speech
  return [
    t(`signature.verdict.${report.verdict}`),
    t(`signature.verdict.${report.verdict}.means`),
    `${t('web.verify.hash')}: ${report.sha256}`,
    ...report.signatures.flatMap((signature, index) => ['', ...signatureText(signature, index + 1, speech)]),
    '',
    t('signature.limits'),
  ].join('\n')
}
