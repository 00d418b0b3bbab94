import type { Alarm } from '@comity/contract/alarm'
import type { ComityClient } from '@comity/contract/operations'
import { offers } from '../navigation.ts'
import type { Visit } from '../page.ts'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { useVoice } from '../ui/voice.ts'
import { peerPath } from './peer-path.ts'

/** The alarms of the exchange, for those who may do something about them. */
export async function alarmsFor(visit: Visit, operations: ComityClient): Promise<readonly Alarm[]> {
  if (!offers(visit.account, 'alarm.list')) return []
  const listed = await operations.listAlarms({})
  return listed.ok ? listed.value.items : []
}

/** What is wrong in the exchange, each with whom or what it is about, since or until when, and what to do. */
export function AlarmList({ alarms }: { readonly alarms: readonly Alarm[] }) {
  const { t } = useVoice()
  if (alarms.length === 0) return null
  return (
    <section aria-labelledby="alarms">
      <h2 id="alarms">{t('alarm.title')}</h2>
      <ul>
        {alarms.map(({ kind, peer, message, use, bridge, at }) => (
          <li>
            <b>{t(`alarm.${kind}`)}</b>
            {peer === undefined ? null : (
              <>
                {' · '}
                {kind === 'own-log-contradicted' || kind === 'peer-log-contradicted' ? (
                  // The page about it is the auditor's alone, who finds it in the log.
                  <Isolated code>{peer}</Isolated>
                ) : (
                  <a href={message === undefined ? peerPath(peer) : `/messages/${message}`}>
                    <Isolated code>{message ?? peer}</Isolated>
                  </a>
                )}
                {message === undefined ? null : (
                  <>
                    {' · '}
                    <Isolated code>{peer}</Isolated>
                  </>
                )}
              </>
            )}
            {[use, bridge].map((about) =>
              about === undefined ? null : (
                <>
                  {' · '}
                  <Isolated code>{about}</Isolated>
                </>
              ),
            )}
            {' · '}
            <InstantText iso={at} />
            <small class="block">{t(`alarm.${kind}.do`)}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
