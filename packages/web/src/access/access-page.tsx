import type { RequestAccess } from '@comity/contract/access'
import { offers } from '../navigation.ts'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { InstantText, Isolated, OwnWords } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { openAccessDecisions } from './access-decisions.ts'

/** As what somebody sees the request, each relation on a line of its own. */
function Through({ of }: { readonly of: RequestAccess['seenBy'][number] }) {
  const { t } = useVoice()
  return (
    <>
      {of.through.map(({ relation, inPlaceOf }) => (
        <span class="block">
          {t(`access.relation.${relation}`)}
          {inPlaceOf === undefined ? null : (
            <small class="block">
              {t('access.in-place-of')} <Isolated>{inPlaceOf}</Isolated>
            </small>
          )}
        </span>
      ))}
    </>
  )
}

function SeenBy({ access }: { readonly access: RequestAccess }) {
  const { t } = useVoice()
  return (
    <Table
      caption={t('access.title')}
      head={['access.name', 'web.accounts.role', 'access.team', 'access.through'].map((id) => t(id))}
      rows={access.seenBy.map((one) => ({
        key: one.account,
        cells: [
          <Isolated>{one.name}</Isolated>,
          t(`web.role.${one.role}`),
          one.team === undefined ? '—' : <Isolated>{one.team}</Isolated>,
          <Through of={one} />,
        ],
      }))}
    />
  )
}

function WalledOff({ access }: { readonly access: RequestAccess }) {
  const { t } = useVoice()
  return (
    <section aria-labelledby="walled-off">
      <h2 id="walled-off">{t('access.walled-off')}</h2>
      {access.walledOff.length === 0 ? (
        <p class="quiet">{t('access.walled-off.none')}</p>
      ) : (
        <ul>
          {access.walledOff.map(({ name, role }) => (
            <li>
              <Isolated>{name}</Isolated> · {t(`web.role.${role}`)}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Decided({ decisions }: { readonly decisions: NonNullable<RequestAccess['decisions']> }) {
  const { t } = useVoice()
  return (
    <section aria-labelledby="decided">
      <h2 id="decided">{t('access.decisions')}</h2>
      <Table
        caption={t('access.decisions')}
        head={['access.decision', 'access.about', 'access.reason', 'access.by'].map((id) => t(id))}
        rows={decisions.map(({ kind, name, team, reason, by, at }, place) => ({
          key: String(place),
          cells: [
            t(`access.act.${kind}`),
            name !== undefined || team !== undefined ? <Isolated>{name ?? team}</Isolated> : '—',
            reason === undefined ? '—' : <OwnWords text={reason} />,
            <>
              <Isolated>{by}</Isolated>
              <small class="block">
                <InstantText iso={at} />
              </small>
            </>,
          ],
        }))}
      />
    </section>
  )
}

/** Who sees a request and as what, who is walled off, what was decided of it, and what the reader can decide. Of the request itself nothing. */
export const accessPage: Page = async (visit, operations, place) => {
  const { t } = voiceOf(visit)
  const request = place['request'] ?? ''
  const found = await operations.getRequestAccess({ params: { request } })
  if (!found.ok) return problemPage(visit, found.problem)
  const access = found.value
  const open = openAccessDecisions({ access, reader: visit.account?.id ?? '' }).filter(([, { action }]) => offers(visit.account, action))
  return answer(visit, {
    title: t('access.title'),
    crumbs: offers(visit.account, 'request.read') ? [{ href: `/requests/${request}`, text: t('access.request') }] : [],
    width: 'margin',
    body: (
      <>
        <p class="lead">{t(access.restricted ? 'access.restricted.means' : 'access.unrestricted.means')}</p>
        <Facts
          items={[
            [t('access.mark'), access.restricted ? <Tag tone="do">{t('access.restricted')}</Tag> : t('access.none')],
            [t('access.team'), access.team === undefined ? t('access.none') : <Isolated>{access.team}</Isolated>],
          ]}
        />
        <SeenBy access={access} />
        <WalledOff access={access} />
        {open.length === 0 ? null : (
          <section aria-labelledby="can-do">
            <h2 id="can-do">{t('access.can-do')}</h2>
            <ul>
              {open.map(([name]) => (
                <li>
                  <a href={`/requests/${request}/access/${name}`}>{t(`access.do.${name}`)}</a>
                </li>
              ))}
            </ul>
          </section>
        )}
        {access.decisions === undefined || access.decisions.length === 0 ? null : <Decided decisions={access.decisions} />}
      </>
    ),
  })
}
