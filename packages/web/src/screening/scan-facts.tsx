import { unknownVerdict, type Verdict } from '@comity/domain/screening/verdict'
import { Facts } from '../ui/facts.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { useVoice } from '../ui/voice.ts'
import { ScanMark } from './scan-mark.tsx'

function Cautions({ of }: { readonly of: Verdict['cautions'] }) {
  const { t } = useVoice()
  if (of === undefined || of.length === 0) return null
  return (
    <Notice tone="do">
      <p>
        <b>{t('screening.care.title')}</b>
      </p>
      <ul>
        {of.map((caution) => (
          <li>{t(`screening.caution.${caution}`)}</li>
        ))}
      </ul>
    </Notice>
  )
}

/** What a scanner and our own look into a file say of it, before it is opened. */
export function ScanFacts({ verdict = unknownVerdict }: { readonly verdict?: Verdict | undefined }) {
  const { t } = useVoice()
  const { scan, obstacle, found, engine, signaturesAt, at, cautions } = verdict
  return (
    <>
      <Facts
        items={[
          [
            t('screening.title'),
            <>
              <ScanMark verdict={{ scan }} />
              {obstacle === undefined ? null : <small class="block">{t(`screening.obstacle.${obstacle}`)}</small>}
            </>,
          ],
          found === undefined ? undefined : [t('screening.what'), <Isolated code>{found}</Isolated>],
          engine === undefined ? undefined : [t('screening.engine'), <Isolated>{engine}</Isolated>],
          engine === undefined
            ? undefined
            : [t('screening.signatures'), signaturesAt === undefined ? t('screening.unknown-day') : <InstantText iso={signaturesAt} />],
          at === undefined ? undefined : [t('screening.at'), <InstantText iso={at} />],
        ]}
      />
      {scan === 'found' ? (
        <Notice tone="do">
          <b>{t('screening.found.means')}</b> {t('screening.found.do')}
        </Notice>
      ) : null}
      <Cautions of={cautions} />
    </>
  )
}
