import type { AuditHead } from '@comity/contract/audit'
import { Facts } from '../ui/facts.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { useVoice } from '../ui/voice.ts'

function Verification({ verification }: Pick<AuditHead, 'verification'>) {
  const { t } = useVoice()
  if (verification === undefined) return <>{t('audit.head.never')}</>
  const { at, size, fault, entry } = verification
  return (
    <>
      <InstantText iso={at} />
      <small class="block">
        {fault === undefined ? t('audit.head.holds', { size }) : t(`audit.fault.${fault}`)}
        {entry === undefined ? null : ` ${t('audit.entry', { entry })}`}
      </small>
    </>
  )
}

/** The head of the log: its newest checkpoint, the key that signs, and what its last reading has found. */
export function LogHead({ head: { key, checkpoint, verification } }: { readonly head: AuditHead }) {
  const { t, language } = useVoice()
  return (
    <section aria-labelledby="log-head">
      <h2 id="log-head">{t('audit.head')}</h2>
      {checkpoint === undefined ? <p class="quiet">{t('audit.head.none')}</p> : null}
      <Facts
        items={[
          checkpoint && [t('audit.head.at'), <InstantText iso={checkpoint.at} />],
          checkpoint && [
            t('audit.head.size'),
            <Isolated>{new Intl.NumberFormat(language, { numberingSystem: 'latn' }).format(checkpoint.size)}</Isolated>,
          ],
          checkpoint && [t('audit.head.root'), <Isolated code>{checkpoint.root}</Isolated>],
          [t('audit.head.key'), <Isolated code>{key}</Isolated>],
          [t('audit.head.verified'), <Verification verification={verification} />],
        ]}
      />
      {checkpoint === undefined ? null : (
        <>
          <p>{t('audit.head.keep')}</p>
          <pre dir="ltr">
            <code>{checkpoint.note}</code>
          </pre>
        </>
      )}
    </section>
  )
}
