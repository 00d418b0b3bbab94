import { listLetters } from '@comity/contract/paper'
import { problemStatus } from '@comity/contract/problem'
import { read } from '@comity/domain/input'
import { letterStandings } from '@comity/domain/paper/outgoing-letter'
import { getLanguage, isAvailable } from '@comity/language/languages'
import { listStates, stateName } from '@comity/reference/state'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Page } from '../page.ts'
import { StateName } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { Pager } from '../ui/pager.tsx'
import { shown } from '../ui/shown.ts'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'

function Filters({ query }: { readonly query: URLSearchParams }) {
  const { t, language, hidden } = useVoice()
  const byName = new Intl.Collator(language)
  const states = shown(listStates(), hidden, query.get('counterpart'))
    .map(({ code }) => ({ code, name: stateName(code, language) }))
    .toSorted((a, b) => byName.compare(a.name, b.name))
  return (
    <form class="filters" method="get" action="/letters/outgoing" role="search">
      <div class="wide">
        <label for="q">{t('paper.letters.search')}</label>
        <input id="q" name="q" type="search" value={query.get('q') ?? ''} dir="auto" />
      </div>
      <div>
        <label for="counterpart">{t('paper.letter.to')}</label>
        <select id="counterpart" name="counterpart">
          <option value="">{t('web.register.every-state')}</option>
          {states.map(({ code, name }) => (
            <option value={code} selected={query.get('counterpart') === code}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="standing">{t('paper.letter.standing')}</label>
        <select id="standing" name="standing">
          <option value="">{t('paper.letters.every')}</option>
          {letterStandings.map((standing) => (
            <option value={standing} selected={query.get('standing') === standing}>
              {t(`paper.standing.${standing}`)}
            </option>
          ))}
        </select>
      </div>
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
