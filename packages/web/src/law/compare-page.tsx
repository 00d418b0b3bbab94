import type { ComityClient } from '@comity/contract/operations'
import type { Problem } from '@comity/domain/problem'
import type { Result } from '@comity/domain/result'
import { instruments, instrumentShortTitle } from '@comity/reference/instrument'
import { stateName } from '@comity/reference/state'
import type { ComponentChildren } from 'preact'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { StateChoice } from './choices.tsx'
import { VerifiedMark } from './sources.tsx'

interface Comparison {
  readonly heads: readonly string[]
  readonly rows: readonly { readonly key: string; readonly name: string; readonly cells: readonly ComponentChildren[] }[]
}

function SideBySide({ heads, rows }: Comparison) {
  const { t } = useVoice()
  return (
    <table class="cards">
      <caption class="unseen">{t('law.compare')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('law.compared')}</th>
          {heads.map((head) => (
            <th scope="col">
              <bdi>{head}</bdi>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, cells }) => (
          <tr key={key}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            {cells.map((cell, at) => (
              <td data-label={heads[at]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Article({ provision }: { readonly provision: { readonly article: string; readonly verified: boolean } | undefined }) {
  const { t } = useVoice()
  if (provision === undefined) return <>–</>
  if (provision.article === '') return <span class="doubt">{t('law.text-not-read')}</span>
  return (
    <>
      <Isolated>{provision.article}</Isolated> {provision.verified ? null : <VerifiedMark verified="no" />}
    </>
  )
}

/** Two instruments, provision by provision. */
async function compareInstruments(
  ids: readonly string[],
  operations: ComityClient,
  visit: Parameters<Page>[0],
): Promise<Result<Comparison>> {
  const { t, language } = voiceOf(visit)
  const found = await Promise.all(ids.map((instrument) => operations.getInstrument({ params: { instrument }, query: {} })))
  const failed = found.find((each): each is { ok: false; problem: Problem } => !each.ok)
  if (failed !== undefined) return failed
  const both = found.flatMap((each) => (each.ok ? [each.value] : []))
  const purposes = [...new Set(both.flatMap(({ instrument }) => Object.keys(instrument.provisions)))]
  return {
    ok: true,
    value: {
      heads: ids.map((id) => instrumentShortTitle(id, language)),
      rows: [
        {
          key: 'in-force',
          name: t('law.in-force'),
          cells: both.map(({ instrument }) =>
            instrument.inForce === undefined ? t('law.date-unknown') : <DateText iso={instrument.inForce} />,
          ),
        },
        { key: 'parties', name: t('law.parties'), cells: both.map(({ parties }) => String(parties)) },
        ...purposes.map((purpose) => ({
          key: purpose,
          name: t(`law.purpose.${purpose}`),
          cells: both.map(({ instrument }) => (
            <Article provision={Object.entries(instrument.provisions).find(([name]) => name === purpose)?.[1]} />
          )),
        })),
      ],
    },
  }
}

/** Two States, instrument by instrument: those in which they differ, or that bind both. */
async function compareStates(codes: readonly string[], operations: ComityClient, visit: Parameters<Page>[0]): Promise<Result<Comparison>> {
  const { t, language } = voiceOf(visit)
  const found = await Promise.all(codes.map((state) => operations.getStateLaw({ params: { state }, query: {} })))
  const failed = found.find((each): each is { ok: false; problem: Problem } => !each.ok)
  if (failed !== undefined) return failed
  const both = found.flatMap((each) => (each.ok ? [each.value] : []))
  const standings = both.map(({ instruments: all }) => new Map(all.map((each) => [each.instrument, each])))
  const ids = [...new Set(both.flatMap(({ instruments: all }) => all.map(({ instrument }) => instrument)))]
  const told = ids.filter((id) => standings.some((each) => !['unknown', 'not-a-party'].includes(each.get(id)?.standing ?? 'unknown')))
  return {
    ok: true,
    value: {
      heads: codes.map((code) => stateName(code, language)),
      rows: told.map((id) => ({
        key: id,
        name: instrumentShortTitle(id, language),
        cells: standings.map((each) => {
          const { standing = 'not-a-party', participation } = each.get(id) ?? {}
          return (
            <>
              {t(`law.standing.${standing}.one`)} {participation?.inForce === undefined ? null : <DateText iso={participation.inForce} />}{' '}
              {participation === undefined || participation.verified === 'yes' ? null : <VerifiedMark verified={participation.verified} />}
            </>
          )
        }),
      })),
    },
  }
}

function two(text: string | null): readonly string[] {
  return (text ?? '').split(',').filter(Boolean).slice(0, 2)
}

function InstrumentChoice({ id, label, chosen }: { readonly id: string; readonly label: string; readonly chosen: string | undefined }) {
  const { language } = useVoice()
  return (
    <div>
      <label for={id}>{label}</label>
      <select id={id} name={id}>
        <option value="" />
        {instruments
          .filter(({ between }) => between === undefined)
          .map((instrument) => (
            <option value={instrument.id} selected={instrument.id === chosen}>
              {instrumentShortTitle(instrument.id, language)}
            </option>
          ))}
      </select>
    </div>
  )
}

/** Two instruments or two States side by side. */
export const comparePage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const { query } = visit
  const codes = [...two(query.get('states')), query.get('a') ?? '', query.get('b') ?? ''].filter(Boolean).slice(0, 2)
  const ids = [...two(query.get('instruments')), query.get('one') ?? '', query.get('other') ?? ''].filter(Boolean).slice(0, 2)
  const compared =
    ids.length === 2
      ? await compareInstruments(ids, operations, visit)
      : codes.length === 2
        ? await compareStates(codes, operations, visit)
        : undefined
  if (compared?.ok === false) return problemPage(visit, compared.problem)
  return answer(visit, {
    title: t('law.compare'),
    crumbs: [{ href: '/law', text: t('law.title') }],
    width: 'full',
    body: (
      <>
        <form class="filters" method="get" action="/law/compare">
          <InstrumentChoice id="one" label={t('law.instrument')} chosen={ids[0]} />
          <InstrumentChoice id="other" label={t('law.instrument.other')} chosen={ids[1]} />
          <button class="plain">{t('law.compare.instruments')}</button>
        </form>
        <form class="filters" method="get" action="/law/compare">
          <StateChoice id="a" label={t('law.state')} chosen={codes[0]} />
          <StateChoice id="b" label={t('law.state.other')} chosen={codes[1]} />
          <button class="plain">{t('law.compare.states')}</button>
        </form>
        {compared === undefined ? null : <SideBySide {...compared.value} />}
      </>
    ),
  })
}
