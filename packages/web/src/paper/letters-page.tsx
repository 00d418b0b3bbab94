import { listLetters } from '@comity/contract/paper'
import { problemStatus } from '@comity/contract/problem'
import { read } from '@comity/domain/input'
import { letterStandings } from '@comity/domain/paper/outgoing-letter'
import { getLanguage, isAvailable } from '@comity/language/languages'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Page } from '../page.ts'
import { StateName } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { CounterpartFilter, FilterChoice, SearchFilter } from '../ui/filter.tsx'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { Pager } from '../ui/pager.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'

function Filters({ query }: { readonly query: URLSearchParams }) {
  const { t } = useVoice()
  return (
    <form class="filters" method="get" action="/letters/outgoing" role="search">
      <SearchFilter label="paper.letters.search" query={query} />
      <CounterpartFilter label="paper.letter.to" query={query} />
      <FilterChoice
        name="standing"
        label="paper.letter.standing"
        every="paper.letters.every"
        options={letterStandings.map((standing) => ({ value: standing, text: t(`paper.standing.${standing}`) }))}
        query={query}
      />
      <button class="plain">{t('web.register.show')}</button>
    </form>
  )
}

/** The register of letters that go out, the last number first, each with what became of it. */
export const lettersPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const query = new URLSearchParams(
    [...visit.query].filter(([name, value]) => ['q', 'counterpart', 'standing', 'cursor'].includes(name) && value !== ''),
  )
  const asked = read(listLetters.query, Object.fromEntries(query))
  const listed = asked.ok ? await operations.listLetters({ query: asked.value }) : asked
  const rows = listed.ok ? listed.value.items : []
  const head = [
    'paper.mark.number',
    'paper.letter.date',
    'paper.letter.to',
    'paper.letter.about',
    'paper.letter.language',
    'paper.letter.standing',
  ]
  return answer(visit, {
    title: t('paper.letters.title'),
    status: listed.ok ? 200 : problemStatus[listed.problem.code],
    wrong: !listed.ok,
    width: 'full',
    body: (
      <>
        <p class="lead">
          {t('paper.letters.lead')} <a href="/letters">{t('paper.check.title')}</a>
        </p>
        <Filters query={query} />
        <ErrorSummary wrong={listed.ok ? undefined : wrongOf(listed.problem, t)} fields={[]} />
        {rows.length === 0 ? (
          <p class="quiet">{t('paper.letters.empty')}</p>
        ) : (
          <Table
            caption={t('paper.letters.title')}
            head={head.map((id) => t(id))}
            rows={rows.map((row) => ({
              key: row.number,
              cells: [
                <Isolated whole>{row.number}</Isolated>,
                <DateText iso={row.date} />,
                <StateName code={row.to} />,
                <>
                  {t(`act.${row.act}`)}
                  <small class="block">
                    <a href={`/requests/${row.request}`}>
                      <Isolated>{row.reference ?? t('web.request.untitled')}</Isolated>
                    </a>
                  </small>
                </>,
                isAvailable(row.language) ? getLanguage(row.language).name : row.language,
                <>
                  <Tag {...(row.standing === 'pending' ? { tone: 'do' as const } : {})}>{t(`paper.standing.${row.standing}`)}</Tag>
                  {row.replacedBy === undefined ? null : (
                    <small class="block">
                      {t('paper.letter.replaced-by')} <Isolated whole>{row.replacedBy}</Isolated>
                    </small>
                  )}
                </>,
              ],
            }))}
          />
        )}
        <Pager path="/letters/outgoing" query={query} next={listed.ok ? listed.value.next : undefined} />
      </>
    ),
  })
}
