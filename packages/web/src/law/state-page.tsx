import type { ComityClient } from '@comity/contract/operations'
import { getInstrument, instrumentShortTitle } from '@comity/reference/instrument'
import { findState, stateName } from '@comity/reference/state'
import { languageName } from '../draft/language-options.ts'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { DayChoice, dayIn } from './choices.tsx'
import { DeclarationTable } from './declaration-table.tsx'
import { HistoryLink, ProfileActs, ProfileStanding } from './profile-section.tsx'
import { Sources, VerifiedMark } from './sources.tsx'

type StateLaw = Extract<Awaited<ReturnType<ComityClient['getStateLaw']>>, { ok: true }>['value']
type Standing = StateLaw['instruments'][number]['standing']

/** Standings in the order in which an officer asks for them; the last three are closed until they are opened. */
const open: readonly Standing[] = ['in-force', 'not-yet', 'signed']
const closed: readonly Standing[] = ['unknown', 'not-a-party', 'ended']

function InstrumentsTable({ rows, caption }: { readonly rows: StateLaw['instruments']; readonly caption: string }) {
  const { t, language } = useVoice()
  return (
    <Table
      caption={caption}
      head={['law.instrument', 'law.consent', 'law.in-force', 'law.source'].map((id) => t(id))}
      rows={rows.map(({ instrument, participation }) => {
        const fact = participation ?? getInstrument(instrument)
        const consent = participation?.consent
        return {
          key: instrument,
          cells: [
            <a href={`/law/instruments/${instrument}`}>
              <Isolated>{instrumentShortTitle(instrument, language)}</Isolated>
            </a>,
            consent === undefined ? '–' : <DateText iso={consent} />,
            fact.inForce === undefined ? <span class="doubt">{t('law.date-unknown')}</span> : <DateText iso={fact.inForce} />,
            <>
              <VerifiedMark verified={fact.verified} />
              <details>
                <summary>{t('law.source')}</summary>
                <Sources evidence={[fact]} />
              </details>
            </>,
          ],
        }
      })}
    />
  )
}

/** Treaties with one other State are many: they stand closed below the others. */
function isBilateral({ instrument }: StateLaw['instruments'][number]): boolean {
  return getInstrument(instrument).between !== undefined
}

function Instruments({ law }: { readonly law: StateLaw }) {
  const { t } = useVoice()
  const bilateral = law.instruments.filter(isBilateral)
  const by = Map.groupBy(
    law.instruments.filter((each) => !isBilateral(each)),
    ({ standing }) => standing,
  )
  const betweenTwo = t('law.reach.bilateral', { count: bilateral.length })
  return (
    <>
      {open.map((standing) => {
        const rows = by.get(standing) ?? []
        const title = t(`law.standing.${standing}`, { count: rows.length })
        if (rows.length === 0) return null
        return (
          <section>
            <h3>{title}</h3>
            <InstrumentsTable rows={rows} caption={title} />
          </section>
        )
      })}
      {bilateral.length === 0 ? null : (
        <details>
          <summary>{betweenTwo}</summary>
          <InstrumentsTable rows={bilateral} caption={betweenTwo} />
        </details>
      )}
      {closed.map((standing) => {
        const rows = by.get(standing) ?? []
        const title = t(`law.standing.${standing}`, { count: rows.length })
        if (rows.length === 0) return null
        return (
          <details>
            <summary>{title}</summary>
            <InstrumentsTable rows={rows} caption={title} />
          </details>
        )
      })}
    </>
  )
}

/** What is known of one State: what binds it and since when, what it declared, and what it asks of requests. */
export const statePage: Page = async (visit, operations, { state = '' }) => {
  const { t, language, today, date } = voiceOf(visit)
  const on = dayIn(visit.query, today)
  const found = await operations.getStateLaw({ params: { state }, query: { on } })
  if (!found.ok) return problemPage(visit, found.problem)
  const law = found.value
  const entry = findState(state)
  return answer(visit, {
    title: stateName(state, language),
    crumbs: [
      { href: '/law', text: t('law.title') },
      { href: '/law/states', text: t('law.states') },
    ],
    width: 'full',
    body: (
      <>
        <Facts
          items={[
            [t('law.code'), <Isolated code>{state}</Isolated>],
            [t('law.membership'), t(`law.membership.${entry?.membership ?? 'none'}`)],
            [t('law.languages'), (entry?.languages ?? []).map((code) => languageName(code, language)).join(', ')],
            [t('law.time-zones'), <Isolated>{(entry?.timeZones ?? []).slice(0, 4).join(', ')}</Isolated>],
          ]}
        />
        <p class="buttons">
          <a href={`/law/map/${state}`}>{t('law.see-map')}</a>
          {state === visit.authority.state ? null : (
            <a href={`/law/pairs/${visit.authority.state}/${state}`}>
              {t('law.see-pair', { requesting: stateName(visit.authority.state, language), requested: stateName(state, language) })}
            </a>
          )}
        </p>
        <section aria-labelledby="instruments">
          <h2 id="instruments">{t('law.instruments-on', { date: date(on) })}</h2>
          <form class="filters" method="get" action={`/law/states/${state}`}>
            <DayChoice chosen={on} />
            <button class="plain">{t('web.register.show')}</button>
          </form>
          <Instruments law={law} />
        </section>
        <section aria-labelledby="declarations">
          <h2 id="declarations">{t('law.declarations')}</h2>
          <p class="quiet">{t('law.declarations.about')}</p>
          <DeclarationTable rows={law.declarations} by="instrument" />
        </section>
        <section aria-labelledby="profile">
          <h2 id="profile">{t('law.profile')}</h2>
          <ProfileStanding profile={law.profile} approval={law.profileApproval} />
          <ProfileActs visit={visit} state={state} profile={law.profile} />
          <HistoryLink state={state} />
        </section>
        <section aria-labelledby="authorities">
          <h2 id="authorities">{t('law.authorities')}</h2>
          <p class="doubt">{t('law.authorities.none')}</p>
        </section>
      </>
    ),
  })
}
