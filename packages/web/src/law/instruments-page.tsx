import { cooperationKinds } from '@comity/domain/legal-basis/cooperation-kind'
import type { Instrument } from '@comity/domain/legal-basis/instrument'
import { instrumentTitle } from '@comity/reference/instrument'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { VerifiedMark } from './sources.tsx'

const reaches = ['universal', 'regional', 'bilateral'] as const

function InstrumentTable({ rows, caption }: { readonly rows: readonly Instrument[]; readonly caption: string }) {
  const { t, language } = useVoice()
  return (
    <Table
      caption={caption}
      head={['law.instrument', 'law.collection', 'law.in-force', 'law.source'].map((id) => t(id))}
      rows={rows.map(({ id, collection, inForce, verified }) => ({
        key: id,
        cells: [
          <a href={`/law/instruments/${id}`}>
            <Isolated>{instrumentTitle(id, language)}</Isolated>
          </a>,
          <Isolated>{collection}</Isolated>,
          inForce === undefined ? <span class="doubt">{t('law.date-unknown')}</span> : <DateText iso={inForce} />,
          <VerifiedMark verified={verified} />,
        ],
      }))}
    />
  )
}

/** The instruments that the data hold, by reach, all or those that serve a kind of cooperation. */
export const instrumentsPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const kind = cooperationKinds.find((each) => each === visit.query.get('kind'))
  const listed = await operations.listInstruments({ query: kind === undefined ? {} : { kind } })
  if (!listed.ok) return problemPage(visit, listed.problem)
  const by = Map.groupBy(listed.value.items, ({ reach }) => reach)
  return answer(visit, {
    title: t('law.instruments'),
    crumbs: [{ href: '/law', text: t('law.title') }],
    width: 'full',
    body: (
      <>
        <form class="filters" method="get" action="/law/instruments">
          <div>
            <label for="kind">{t('law.kind')}</label>
            <select id="kind" name="kind">
              <option value="">{t('law.kind.every')}</option>
              {cooperationKinds.map((each) => (
                <option value={each} selected={each === kind}>
                  {t(`law.kind.${each}`)}
                </option>
              ))}
            </select>
          </div>
          <button class="plain">{t('web.register.show')}</button>
        </form>
        {reaches.map((reach) => {
          const rows = by.get(reach) ?? []
          const title = t(`law.reach.${reach}`, { count: rows.length })
          if (rows.length === 0) return null
          if (reach === 'bilateral') {
            return (
              <details>
                <summary>{title}</summary>
                <InstrumentTable rows={rows} caption={title} />
              </details>
            )
          }
          return (
            <section>
              <h2>{title}</h2>
              <InstrumentTable rows={rows} caption={title} />
            </section>
          )
        })}
      </>
    ),
  })
}
