import type { ComityClient } from '@comity/contract/operations'
import type { LegalBases } from '@comity/contract/request-law'
import { type CooperationKind, cooperationKinds } from '@comity/domain/legal-basis/cooperation-kind'
import type { StateProfile } from '@comity/domain/requirement/profile'
import { listingOf } from '@comity/reference/bilateral-list'
import { instrumentShortTitle } from '@comity/reference/instrument'
import { findState, stateName } from '@comity/reference/state'
import { goTo, type Page } from '../page.ts'
import { askedBy } from '../request/profile-note.tsx'
import { answer } from '../ui/answer.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { DayChoice, dayIn, StateChoice } from './choices.tsx'
import { VerifiedMark } from './sources.tsx'

interface Direction {
  readonly requesting: string
  readonly requested: string
  readonly on: string
  readonly answers: readonly { readonly kind: CooperationKind; readonly law: LegalBases }[]
  readonly profile: StateProfile | undefined
}

/** Instruments that might serve, by whether the offence opens them: nobody has named an offence here. */
function dependsOnOffence(law: LegalBases): readonly string[] {
  return law.unknown
    .filter(({ reason }) => reason.code === 'offence-unmatched' || reason.code === 'penalty-unstated')
    .map(({ instrument }) => instrument)
}

function BasisLine({ basis }: { readonly basis: LegalBases['bases'][number] }) {
  const { t, language, date } = useVoice()
  const { instrument, provision, since, sinceAtLatest, verified } = basis
  const title = instrumentShortTitle(instrument, language)
  return (
    <li>
      <a href={`/law/instruments/${instrument}`}>
        <Isolated>{provision === '' ? title : t('legal-basis.citation', { instrument: title, article: provision })}</Isolated>
      </a>{' '}
      {since === undefined ? null : <small>{t('legal-basis.since', { date: date(since) })}</small>}
      {sinceAtLatest === undefined ? null : <small>{t('legal-basis.since-at-latest', { date: date(sinceAtLatest) })}</small>}{' '}
      <VerifiedMark verified={verified} />
    </li>
  )
}

function KindRow({ kind, law, requesting, requested, on }: Direction['answers'][number] & Omit<Direction, 'answers' | 'profile'>) {
  const { t, language } = useVoice()
  const depending = dependsOnOffence(law)
  const undecided = law.unknown.length - depending.length
  const isListed = listingOf(requesting, requested, kind, on) === 'complete'
  return (
    <tr>
      <th scope="row" data-label={t('law.kind')}>
        {t(`law.kind.${kind}`)}
      </th>
      <td data-label={t('law.bases')}>
        {law.bases.length === 0 && depending.length === 0 ? (
          <span class="doubt">{t(undecided > 0 ? 'law.nobody-can-tell' : isListed ? 'law.nothing-listed' : 'law.nothing-known')}</span>
        ) : null}
        <ul>
          {law.bases.map((basis) => (
            <BasisLine basis={basis} />
          ))}
        </ul>
        {depending.length === 0 ? null : (
          <details>
            <summary>{t('law.depends-on-offence', { count: depending.length })}</summary>
            <p>
              <Isolated>{depending.map((instrument) => instrumentShortTitle(instrument, language)).join(', ')}</Isolated>
            </p>
          </details>
        )}
      </td>
      <td data-label={t('law.more')}>
        <a href={`/law?from=${requesting}&to=${requested}&kind=${kind}&on=${on}`}>
          {t('law.why', { excluded: law.excluded.length, unknown: undecided })}
        </a>
      </td>
    </tr>
  )
}

function DirectionSection({ direction, id }: { readonly direction: Direction; readonly id: string }) {
  const voice = useVoice()
  const { t, language } = voice
  const { requesting, requested, on, answers, profile } = direction
  const names = { requesting: stateName(requesting, language), requested: stateName(requested, language) }
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t('law.asks', names)}</h2>
      <table class="cards">
        <caption class="unseen">{t('law.asks', names)}</caption>
        <thead>
          <tr>
            <th scope="col">{t('law.kind')}</th>
            <th scope="col">{t('law.bases')}</th>
            <th scope="col">{t('law.more')}</th>
          </tr>
        </thead>
        <tbody>
          {answers.map((each) => (
            <KindRow {...each} requesting={requesting} requested={requested} on={on} />
          ))}
        </tbody>
      </table>
      <h3>{t('law.what-it-asks', names)}</h3>
      {profile === undefined ? (
        <p class="doubt">{t('law.profile.none')}</p>
      ) : (
        <ul>
          {profile.rows.map((row) => (
            <li>{askedBy(row, voice)}</li>
          ))}
        </ul>
      )}
      <p>
        <a href={`/law/states/${requested}`}>{t('law.see-state', { state: names.requested })}</a>
      </p>
    </section>
  )
}

async function direct(operations: ComityClient, requesting: string, requested: string, on: string) {
  const answers: { kind: CooperationKind; law: LegalBases }[] = []
  for (const kind of cooperationKinds) {
    const found = await operations.findLegalBases({ body: { requesting, requested, kind, on, measures: [], offences: [] } })
    if (!found.ok) return found
    answers.push({ kind, law: found.value })
  }
  const known = await operations.getStateLaw({ params: { state: requested }, query: { on } })
  if (!known.ok) return known
  const direction: Direction = { requesting, requested, on, answers, profile: known.value.profile }
  return { ok: true as const, value: direction }
}

/** Two States: what each can ask of the other, on what basis, since when, and what the other asks in return. */
export const pairPage: Page = async (visit, operations, { a = '', b = '' }) => {
  const { t, language, today, date } = voiceOf(visit)
  const on = dayIn(visit.query, today)
  const [there, back] = [await direct(operations, a, b, on), await direct(operations, b, a, on)]
  if (!there.ok) return problemPage(visit, there.problem)
  if (!back.ok) return problemPage(visit, back.problem)
  return answer(visit, {
    title: t('law.pair', { a: stateName(a, language), b: stateName(b, language) }),
    crumbs: [{ href: '/law', text: t('law.title') }],
    width: 'full',
    body: (
      <>
        <p class="lead">{t('law.pair.lead', { date: date(on) })}</p>
        {[a, b]
          .filter((code) => findState(code)?.kind === 'territory')
          .map((code) => (
            <p class="notice">{t('law.pair.territory', { territory: stateName(code, language) })}</p>
          ))}
        <PairChoice a={a} b={b} on={on} />
        <DirectionSection direction={there.value} id="there" />
        <DirectionSection direction={back.value} id="back" />
      </>
    ),
  })
}

/** The choice of two States, or territories, and of a day. */
function PairChoice({ a, b, on }: { readonly a: string; readonly b: string; readonly on: string }) {
  const { t } = useVoice()
  return (
    <form class="filters" method="get" action="/law/pairs">
      <StateChoice id="a" label={t('law.pair.one')} chosen={a} territories />
      <StateChoice id="b" label={t('law.pair.other')} chosen={b} territories />
      <DayChoice chosen={on} />
      <button class="plain">{t('web.register.show')}</button>
    </form>
  )
}

/** Asks for two States, or territories, and leads to their page. */
export const chosenPairPage: Page = (visit) => {
  const { query } = visit
  const { t, today } = voiceOf(visit)
  const [a, b, on] = [query.get('a') ?? '', query.get('b') ?? '', dayIn(query, today)]
  if (a !== '' && b !== '') return Promise.resolve(goTo(`/law/pairs/${encodeURIComponent(a)}/${encodeURIComponent(b)}?on=${on}`))
  return Promise.resolve(
    answer(visit, {
      title: t('law.pair.choose'),
      crumbs: [{ href: '/law', text: t('law.title') }],
      width: 'full',
      body: <PairChoice a={a} b={b} on={on} />,
    }),
  )
}
