import type { ComityClient } from '@comity/contract/operations'
import type { Instrument } from '@comity/domain/legal-basis/instrument'
import { instrumentShortTitle, instrumentTitle } from '@comity/reference/instrument'
import { stateName } from '@comity/reference/state'
import type { Page } from '../page.ts'
import { StateName } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { DateText, Isolated, ProseText } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { dayIn } from './choices.tsx'
import { DeclarationTable } from './declaration-table.tsx'
import { PartiesChart } from './parties-chart.tsx'
import { Sources, VerifiedMark } from './sources.tsx'

function InstrumentFacts({ instrument }: { readonly instrument: Instrument }) {
  const { t, language } = useVoice()
  const { adopted, opened, signed, inForce, notInForceAt, parent, between, form, collection, depositary, url } = instrument
  const dated = (label: string, iso: string | undefined) => (iso === undefined ? undefined : ([t(label), <DateText iso={iso} />] as const))
  return (
    <Facts
      items={[
        [t('law.reach'), t(`law.reach.${instrument.reach}.one`)],
        form === undefined ? undefined : [t('law.form'), t(`law.form.${form}`)],
        between === undefined
          ? undefined
          : [t('law.between'), <Isolated>{between.map((state) => stateName(state, language)).join(' – ')}</Isolated>],
        depositary === undefined ? undefined : [t('law.depositary'), <Isolated>{depositary}</Isolated>],
        [t('law.collection'), url === undefined ? <Isolated>{collection}</Isolated> : <a href={url}>{collection}</a>],
        parent === undefined
          ? undefined
          : [t('law.parent'), <a href={`/law/instruments/${parent}`}>{instrumentShortTitle(parent, language)}</a>],
        dated('law.adopted', adopted),
        dated('law.opened', opened),
        dated('law.signed', signed),
        inForce === undefined
          ? [t('law.in-force'), <span class="doubt">{t(notInForceAt === undefined ? 'law.date-unknown' : 'law.not-in-force')}</span>]
          : [t('law.in-force'), <DateText iso={inForce} />],
        [
          t('law.source'),
          <>
            <VerifiedMark verified={instrument.verified} />
            <Sources evidence={[instrument]} />
          </>,
        ],
      ]}
    />
  )
}

function Provisions({ instrument, articles }: { readonly instrument: Instrument; readonly articles: number }) {
  const { t } = useVoice()
  const rows = Object.entries(instrument.provisions)
  if (rows.length === 0) return <p class="doubt">{t('law.provisions.none')}</p>
  return (
    <Table
      caption={t('law.provisions')}
      head={['law.purpose', 'law.article', 'law.source'].map((id) => t(id))}
      rows={rows.map(([purpose, { article, verified }]) => ({
        key: purpose,
        cells: [
          t(`law.purpose.${purpose}`),
          article === '' ? (
            <span class="doubt">{t('law.text-not-read')}</span>
          ) : articles === 0 ? (
            <Isolated>{article}</Isolated>
          ) : (
            <a href={`/law/instruments/${instrument.id}?article=${encodeURIComponent(article)}#text`}>
              <Isolated>{article}</Isolated>
            </a>
          ),
          <VerifiedMark verified={verified ? 'yes' : 'no'} />,
        ],
      }))}
    />
  )
}

async function partiesOf(operations: ComityClient, instrument: string, on: string) {
  const [parties, all, declared] = await Promise.all([
    operations.listParties({ params: { instrument }, query: { on, inForce: 'no' } }),
    operations.listParticipations({ params: { instrument } }),
    operations.listDeclarations({ params: { instrument }, query: {} }),
  ])
  if (!parties.ok) return parties
  if (!all.ok) return all
  if (!declared.ok) return declared
  return { ok: true as const, value: { parties: parties.value, rows: all.value.items, declarations: declared.value.items } }
}

type Parties = Extract<Awaited<ReturnType<typeof partiesOf>>, { ok: true }>['value']

function PartiesSection({ parties, rows, on }: Pick<Parties, 'parties' | 'rows'> & { readonly on: string }) {
  const { t, language, date } = useVoice()
  const byName = new Intl.Collator(language)
  const dated = parties.items.toSorted((a, b) => byName.compare(stateName(a.state, language), stateName(b.state, language)))
  const signatories = rows.filter(({ party }) => !party)
  return (
    <section aria-labelledby="parties">
      <h2 id="parties">{t('law.parties-on', { count: parties.count, date: date(on) })}</h2>
      <p class={parties.complete ? 'quiet' : 'doubt'}>{t(parties.complete ? 'law.list.complete' : 'law.list.partial')}</p>
      {parties.undated.length === 0 ? null : (
        <p class="doubt">
          {t('law.undated', { count: parties.undated.length })}: {parties.undated.map((code) => stateName(code, language)).join(', ')}
        </p>
      )}
      <PartiesChart deposits={parties.items.flatMap(({ consent }) => consent ?? [])} until={Number(on.slice(0, 4))} />
      <details>
        <summary>{t('law.parties.list')}</summary>
        <Table
          caption={t('law.parties')}
          head={['law.state', 'law.how', 'law.consent', 'law.in-force', 'law.source'].map((id) => t(id))}
          rows={dated.map((party) => ({
            key: party.state,
            cells: [
              <a href={`/law/states/${party.state}`}>
                <StateName code={party.state} />
              </a>,
              t(`law.how.${party.how}`),
              party.consent === undefined ? '–' : <DateText iso={party.consent} />,
              party.inForce === undefined ? '–' : <DateText iso={party.inForce} />,
              <VerifiedMark verified={party.verified} />,
            ],
          }))}
        />
        <Sources evidence={parties.items} />
      </details>
      {signatories.length === 0 ? null : (
        <details>
          <summary>{t('law.signatories', { count: signatories.length })}</summary>
          <p>{signatories.map(({ state }) => stateName(state, language)).join(', ')}</p>
        </details>
      )}
    </section>
  )
}

/** One instrument: its dates, its provisions by purpose, its parties over time, what they declared, and its text where it was imported. */
export const instrumentPage: Page = async (visit, operations, { instrument = '' }) => {
  const { t, language, today } = voiceOf(visit)
  const on = dayIn(visit.query, today)
  const found = await operations.getInstrument({ params: { instrument }, query: { on } })
  if (!found.ok) return problemPage(visit, found.problem)
  const known = await partiesOf(operations, instrument, on)
  if (!known.ok) return problemPage(visit, known.problem)
  const { articles, offences } = found.value
  const article = visit.query.get('article')
  const text = article === null || articles === 0 ? undefined : await operations.getProvisionText({ params: { instrument, article } })
  const { parties, rows, declarations } = known.value
  return answer(visit, {
    title: instrumentTitle(instrument, language),
    crumbs: [
      { href: '/law', text: t('law.title') },
      { href: '/law/instruments', text: t('law.instruments') },
    ],
    width: 'full',
    body: (
      <>
        <InstrumentFacts instrument={found.value.instrument} />
        {found.value.instrument.between === undefined ? <PartiesSection parties={parties} rows={rows} on={on} /> : null}
        <section aria-labelledby="provisions">
          <h2 id="provisions">{t('law.provisions')}</h2>
          <Provisions instrument={found.value.instrument} articles={articles} />
        </section>
        {offences.length === 0 ? null : (
          <section aria-labelledby="offences">
            <h2 id="offences">{t('law.offences')}</h2>
            <ul>
              {offences.map((offence) => (
                <li>
                  {t(`legal-basis.offence.${offence.id}`)} <cite>{t('law.article-short', { article: offence.article })}</cite>{' '}
                  {offence.verified ? null : <VerifiedMark verified="no" />}
                </li>
              ))}
            </ul>
          </section>
        )}
        <section aria-labelledby="declarations">
          <h2 id="declarations">{t('law.declarations')}</h2>
          <p class="quiet">{t('law.declarations.about')}</p>
          <DeclarationTable rows={declarations} by="state" />
        </section>
        <section aria-labelledby="text">
          <h2 id="text">{t('law.text')}</h2>
          {articles === 0 ? <p class="doubt">{t('law.text.none')}</p> : null}
          {text?.ok === true ? (
            <div lang={text.value.language} dir="auto">
              <h3>
                {text.value.article.number} {text.value.article.heading}
              </h3>
              {text.value.article.paragraphs.map((paragraph) => (
                <ProseText text={paragraph} />
              ))}
              <Sources evidence={[text.value]} />
            </div>
          ) : articles === 0 ? null : (
            <p>{t('law.text.choose', { count: articles })}</p>
          )}
        </section>
      </>
    ),
  })
}
