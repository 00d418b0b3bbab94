import type { Witness, WitnessedLog } from '@comity/contract/witness'
import { offers } from '../navigation.ts'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'

/** Where one peer's cosignatures are shown. */
export function witnessPath(peer: string): string {
  return `/audit/witnesses/${peer.replace('/', '~')}`
}

function PeerLink({ peer }: { readonly peer: string }) {
  return (
    <a href={witnessPath(peer)}>
      <Isolated code>{peer}</Isolated>
    </a>
  )
}

function Ours({ witnesses }: { readonly witnesses: readonly Witness[] }) {
  const { t } = useVoice()
  if (witnesses.length === 0) return <p class="quiet">{t('witness.ours.none')}</p>
  return (
    <Table
      caption={t('witness.ours')}
      head={[t('web.messages.peer'), t('witness.size'), t('witness.at'), t('witness.outcome')]}
      rows={witnesses.map(({ peer, size, at, fault }) => ({
        key: peer,
        cells: [
          <PeerLink peer={peer} />,
          size === 0 ? '–' : size,
          at === undefined ? '–' : <InstantText iso={at} />,
          fault === undefined ? (
            <Tag tone="good">{t('witness.good')}</Tag>
          ) : (
            <>
              <Tag tone="do">{t('witness.fault')}</Tag>
              <small class="block">{t(`witness.fault.${fault}`)}</small>
            </>
          ),
        ],
      }))}
    />
  )
}

function Theirs({ logs }: { readonly logs: readonly WitnessedLog[] }) {
  const { t } = useVoice()
  if (logs.length === 0) return <p class="quiet">{t('witness.theirs.none')}</p>
  return (
    <Table
      caption={t('witness.theirs')}
      head={[t('web.messages.peer'), t('witness.size'), t('witness.at'), t('witness.outcome')]}
      rows={logs.map(({ peer, size, at, contradiction }) => ({
        key: peer,
        cells: [
          <PeerLink peer={peer} />,
          size,
          <InstantText iso={at} />,
          contradiction === undefined ? <Tag tone="good">{t('witness.good')}</Tag> : <Tag tone="do">{t('witness.contradicted')}</Tag>,
        ],
      }))}
    />
  )
}

/** Who has cosigned our audit log, and whose we cosign. */
export const witnessesPage: Page = async (visit, operations) => {
  if (visit.method === 'POST') {
    const asked = await operations.askForCosignatures({})
    return asked.ok ? goTo('/audit/witnesses?asked=yes') : problemPage(visit, asked.problem)
  }
  const listed = await operations.listWitnesses({})
  if (!listed.ok) return problemPage(visit, listed.problem)
  const { t } = voiceOf(visit)
  return answer(visit, {
    title: t('witness.title'),
    crumbs: [{ href: '/audit', text: t('web.nav.audit') }],
    width: 'margin',
    body: (
      <>
        {visit.query.get('asked') === 'yes' ? (
          <Notice tone="good">
            <p role="status">{t('witness.asked')}</p>
          </Notice>
        ) : null}
        <p class="lead">{t('witness.lead')}</p>
        <section aria-labelledby="ours">
          <h2 id="ours">{t('witness.ours')}</h2>
          <Ours witnesses={listed.value.ours} />
          {offers(visit.account, 'audit.witness') ? (
            <Form action="/audit/witnesses">
              <button class="plain">{t('witness.ask')}</button>
            </Form>
          ) : null}
        </section>
        <section aria-labelledby="theirs">
          <h2 id="theirs">{t('witness.theirs')}</h2>
          <Theirs logs={listed.value.theirs} />
        </section>
      </>
    ),
  })
}
