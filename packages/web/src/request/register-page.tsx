import { problemStatus } from '@comity/contract/problem'
import { listRequests } from '@comity/contract/request'
import { read } from '@comity/domain/input'
import { ErrorSummary } from '../form/error-summary.tsx'
import { offers } from '../navigation.ts'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { CounterpartFilter, FilterChoice, SearchFilter } from '../ui/filter.tsx'
import { Pager } from '../ui/pager.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'
import { RequestTable } from './request-table.tsx'
import { stages } from './stages.ts'

/** The filters that were given, empty ones left out. */
function given(query: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams()
  for (const name of ['side', 'stage', 'counterpart', 'q', 'sort', 'cursor']) if (query.get(name)) kept.set(name, query.get(name) ?? '')
  return kept
}

function Tabs({ query }: { readonly query: URLSearchParams }) {
  const { t } = useVoice()
  const side = query.get('side')
  return (
    <nav class="tabs" aria-label={t('web.register.tabs')}>
      {(['', 'requesting', 'requested'] as const).map((one) => {
        const to = new URLSearchParams(query)
        to.delete('cursor')
        if (one === '') to.delete('side')
        else to.set('side', one)
        return (
          <a href={`/requests?${to}`} aria-current={(side ?? '') === one ? 'page' : undefined}>
            {t(one === '' ? 'web.register.all' : `web.register.${one}`)}
          </a>
        )
      })}
    </nav>
  )
}

function Filters({ query }: { readonly query: URLSearchParams }) {
  const { t } = useVoice()
  return (
    <form class="filters" method="get" action="/requests" role="search">
      {query.get('side') ? <input type="hidden" name="side" value={query.get('side') ?? ''} /> : null}
      <SearchFilter label="web.register.search" query={query} />
      <CounterpartFilter label="web.register.state" query={query} />
      <FilterChoice
        name="stage"
        label="web.request.stage"
        every="web.register.every-stage"
        options={stages.map((stage) => ({ value: stage, text: t(`stage.${stage}`) }))}
        query={query}
      />
      <FilterChoice
        name="sort"
        label="web.register.sort"
        options={(['due', 'changed'] as const).map((sort) => ({ value: sort, text: t(`web.register.sort.${sort}`) }))}
        query={query}
      />
      <button class="plain">{t('web.register.show')}</button>
    </form>
  )
}

/** The register of requests, sent and received. */
export const registerPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const query = given(visit.query)
  const asked = read(listRequests.query, Object.fromEntries(query))
  const listed = asked.ok ? await operations.listRequests({ query: asked.value }) : asked
  const rows = listed.ok ? listed.value.items : []
  return answer(visit, {
    title: t('web.register.title'),
    status: listed.ok ? 200 : problemStatus[listed.problem.code],
    wrong: !listed.ok,
    width: 'full',
    body: (
      <>
        {offers(visit.account, 'request.draft') ? (
          <p class="buttons">
            <a class="button" href="/requests/new">
              {t('web.new.title')}
            </a>
            {offers(visit.account, 'draft.import') ? (
              <a class="button plain" href="/drafts/import">
                {t('drafter.import.title')}
              </a>
            ) : null}{' '}
            {offers(visit.account, 'paper.enter') ? <a href="/requests/paper">{t('paper.in.title')}</a> : null}
          </p>
        ) : null}
        <Tabs query={query} />
        <Filters query={query} />
        <ErrorSummary wrong={listed.ok ? undefined : wrongOf(listed.problem, t)} fields={[]} />
        {rows.length === 0 ? (
          <p class="quiet">{t('web.register.empty')}</p>
        ) : (
          <RequestTable caption={t('web.register.title')} rows={rows} />
        )}
        <Pager path="/requests" query={query} next={listed.ok ? listed.value.next : undefined} />
      </>
    ),
  })
}
