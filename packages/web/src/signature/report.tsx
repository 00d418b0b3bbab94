import type { LetterReport } from '@comity/contract/signature'
import { Facts } from '../ui/facts.tsx'
import { DateText, InstantText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice } from '../ui/voice.ts'

type Signature = LetterReport['signatures'][number]

function coverage({ covers, wholeFile }: Signature): string {
  if (covers === 0) return 'signature.covers.nothing'
  return wholeFile ? 'signature.covers.whole' : 'signature.covers.version'
}

function Additions({ after }: { readonly after: NonNullable<Signature['after']> }) {
  const { t } = useVoice()
  return (
    <ul>
      {after.signatures === 0 ? null : <li>{t('signature.after.signatures', { count: after.signatures })}</li>}
      {after.others.map(({ what, number = 0 }) => (
        <li>
          <b>{t(`signature.after.${what}`, { number })}</b>
        </li>
      ))}
      {after.others.length === 0 ? <li>{t('signature.after.nothing')}</li> : null}
    </ul>
  )
}

function StampText({ stamp }: { readonly stamp: Signature['stampedAt'] }) {
  const { t } = useVoice()
  if (stamp === undefined) return <>{t('signature.stamped.none')}</>
  return (
    <>
      <InstantText iso={stamp.time} />, <Isolated>{stamp.certificate.holder}</Isolated>
      {stamp.certificate.anchor === undefined ? <small class="block">{t('signature.stamped.not-known')}</small> : null}
    </>
  )
}

function SignatureSection({ signature, place }: { readonly signature: Signature; readonly place: number }) {
  const { t } = useVoice()
  const { verdict, faults, certificate, claimedAt, stampedAt, after, kind } = signature
  const id = `signature-${place}`
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        {kind === 'time-stamp' ? t('signature.kind.time-stamp') : t('web.verify.signature', { number: place })}{' '}
        <Tag tone={verdict === 'good' ? 'good' : 'do'}>{t(`signature.one.${verdict}`)}</Tag>
      </h2>
      {faults.map((fault) => (
        <Notice tone="do">{t(`signature.fault.${fault}`)}</Notice>
      ))}
      <Facts
        items={[
          certificate === undefined ? undefined : [t('signature.by'), <Isolated>{certificate.holder}</Isolated>],
          certificate === undefined ? undefined : [t('signature.issuer'), <Isolated>{certificate.issuer}</Isolated>],
          certificate === undefined
            ? undefined
            : [
                t('signature.known'),
                certificate.anchor === undefined ? t('signature.known.not') : t('signature.known.by', { anchor: certificate.anchor }),
              ],
          certificate === undefined
            ? undefined
            : [
                t('signature.valid'),
                <>
                  <DateText iso={certificate.from.slice(0, 10)} /> – <DateText iso={certificate.to.slice(0, 10)} />
                </>,
              ],
          kind === 'time-stamp' || claimedAt === undefined ? undefined : [t('signature.claimed'), <InstantText iso={claimedAt} />],
          certificate === undefined ? undefined : [t('signature.stamped'), <StampText stamp={stampedAt} />],
          [t('signature.covers'), t(coverage(signature))],
          after === undefined ? undefined : [t('signature.after'), <Additions after={after} />],
          certificate === undefined ? undefined : ['SHA-256', <Isolated code>{certificate.sha256}</Isolated>],
        ]}
      />
    </section>
  )
}

/** What the signatures of a letter say: first all together, then each. */
export function Report({ report }: { readonly report: LetterReport }) {
  const { t } = useVoice()
  const { verdict, signatures, sha256 } = report
  return (
    <>
      <Notice tone={verdict === 'good' ? 'good' : 'do'}>
        <p>
          <b>{t(`signature.verdict.${verdict}`)}</b>
        </p>
        <p>{t(`signature.verdict.${verdict}.means`)}</p>
      </Notice>
      {signatures.map((signature, index) => (
        <SignatureSection signature={signature} place={index + 1} />
      ))}
      <p class="quiet">{t('signature.limits')}</p>
      <p class="hash">
        {t('web.verify.hash')} <Isolated code>{sha256}</Isolated>
      </p>
    </>
  )
}
