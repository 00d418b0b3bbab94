import type { ComityClient } from '@comity/contract/operations'
import type { LegalBases } from '@comity/contract/request-law'
import { measureFormsOf } from '@comity/domain/measure/measure'
import { instrumentShortTitle } from '@comity/reference/instrument'
import { offences } from '@comity/reference/offence'
import { findState, stateName } from '@comity/reference/state'
import { ErrorSummary } from '../form/error-summary.tsx'
import { offers } from '../navigation.ts'
import type { Page, Visit } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { BasesAnswer } from './bases.tsx'
import { DayChoice, dayIn, KindChoice, kindIn, StateChoice } from './choices.tsx'

function OffenceChoice({ chosen }: { readonly chosen: string }) {
  const { t, language } = useVoice()
  const groups = Map.groupBy(offences, ({ instrument }) => instrument)
  return (
    <div class="wide">
      <label for="offence">{t('law.offence')}</label>
      <select id="offence" name="offence">
        <option value="">{t('law.offence.none')}</option>
        {[...groups].map(([instrument, listed]) => (
          <optgroup label={instrumentShortTitle(instrument, language)}>
            {listed.map(({ id }) => (
              <option value={id} selected={chosen === id}>
                {t(`legal-basis.offence.${id}`)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  )
}

/** One measure of mutual legal assistance: whether a basis names it is part of the answer. */
function MeasureChoice({ chosen }: { readonly chosen: string }) {
  const { t } = useVoice()
  return (
    <div>
      <label for="measure">{t('law.measure')}</label>
      <select id="measure" name="measure">
        <option value="">{t('law.measure.none')}</option>
        {measureFormsOf('mutual-legal-assistance').map(({ type }) => (
          <option value={type} selected={chosen === type}>
            {t(`measure.${type}`)}
          </option>
        ))}
      </select>
    </div>
  )
}

function Question({ query, today }: { readonly query: URLSearchParams; readonly today: string }) {
  const { t } = useVoice()
  return (
    <form class="filters" method="get" action="/law" role="search">
      <StateChoice id="from" label={t('law.from')} chosen={query.get('from') ?? undefined} territories />
      <StateChoice id="to" label={t('law.to')} chosen={query.get('to') ?? undefined} territories />
      <KindChoice id="kind" label={t('law.kind')} chosen={kindIn(query)} />
      <MeasureChoice chosen={query.get('measure') ?? ''} />
      <OffenceChoice chosen={query.get('offence') ?? ''} />
      <div>
        <label for="penalty">{t('law.penalty')}</label>
        <input id="penalty" name="penalty" type="number" min="0" max="200" step="any" value={query.get('penalty') ?? ''} />
      </div>
      <DayChoice chosen={dayIn(query, today)} />
      <button>{t('law.ask')}</button>
    </form>
  )
}

interface Asked {
  readonly law?: LegalBases
  readonly wrong?: Wrong
}

async function ask({ query }: Visit, operations: ComityClient, today: string, t: ReturnType<typeof voiceOf>['t']): Promise<Asked> {
  const [requesting, requested] = [query.get('from') ?? '', query.get('to') ?? '']
  if (requesting === '' || requested === '') return {}
  const penalty = query.get('penalty') ?? ''
  const offence = query.get('offence') ?? ''
  const maximumPenalty = penalty === '' ? undefined : Number(penalty)
  const stated = offence !== '' || maximumPenalty !== undefined
  const found = await operations.findLegalBases({
    body: {
      requesting,
      requested,
      kind: kindIn(query),
      on: dayIn(query, today),
      measures: query.getAll('measure').filter((measure) => measure !== ''),
      offences: stated
        ? [{ convention: offence === '' ? [] : [offence], ...(maximumPenalty === undefined ? {} : { maximumPenalty }) }]
        : [],
    },
  })
  return found.ok ? { law: found.value } : { wrong: wrongOf(found.problem, t) }
}

/** The law's front door: two States, a kind of cooperation, an offence and a day; the bases with their articles beneath. */
export const askPage: Page = async (visit, operations) => {
  const { t, today, language, date } = voiceOf(visit)
  const { query } = visit
  const { law, wrong } = await ask(visit, operations, today, t)
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? '']
  const known = findState(from) !== undefined && findState(to) !== undefined
  const names = { requesting: stateName(from, language), requested: stateName(to, language), date: date(dayIn(query, today)) }
  return answer(visit, {
    title: t('law.title'),
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <p class="lead">{t('law.lead')}</p>
        <Question query={query} today={today} />
        <ErrorSummary wrong={wrong} fields={[]} />
        {law === undefined ? null : (
          <section aria-labelledby="answer">
            <h2 id="answer">{t('law.answer', names)}</h2>
            <BasesAnswer law={law} requesting={from} requested={to} />
          </section>
        )}
        <p class="buttons">
          {known ? <a href={`/law/pairs/${from}/${to}`}>{t('law.see-pair', names)}</a> : null}
          <a href="/law/states">{t('law.states')}</a>
          <a href={`/law/map/${from === '' ? visit.authority.state : from}?kind=${kindIn(query)}`}>{t('law.see-map')}</a>
          <a href="/law/instruments">{t('law.instruments')}</a>
          <a href="/law/compare">{t('law.compare')}</a>
          {offers(visit.account, 'reference.propose') ? <a href="/law/changes">{t('law.changes')}</a> : null}
        </p>
      </>
    ),
  })
}
