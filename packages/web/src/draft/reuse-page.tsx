import type { ComityClient } from '@comity/contract/operations'
import type { RequestRow, RequestView } from '@comity/contract/request'
import { Id, lineLimit, read } from '@comity/domain/input'
import { invalid } from '@comity/domain/problem'
import { type Piece, piecesOf, type ReusablePart, reusableParts, takenOver } from '@comity/domain/request/take-over'
import { fail, ok, type Result } from '@comity/domain/result'
import { goTo, type Page, type View, type Visit } from '../page.ts'
import { StateName, titleOf } from '../request/names.tsx'
import { Form } from '../ui/form.tsx'
import { DateText, InstantText, Isolated, OwnWords } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { idOf, type Wrong, wrongOf } from '../ui/wrong.ts'
import { findDraft } from './find-draft.ts'
import { save } from './save.ts'
import { stepFrame } from './step-frame.tsx'

/** Earlier requests shown in one list; older ones are found by the register's search. */
const shownAtOnce = 20

interface Earlier {
  readonly ofMatter: readonly RequestRow[]
  readonly latest: readonly RequestRow[]
}

/** Our own earlier requests that the reader may see: those that bear the reference of the matter, then the latest. */
async function findEarlier(operations: ComityClient, view: RequestView): Promise<Result<Earlier>> {
  const ours = { side: 'requesting', sort: 'changed', limit: shownAtOnce + 1 } as const
  const reference = view.content.matter?.reference ?? ''
  const others = (rows: readonly RequestRow[]) => rows.filter(({ id }) => id !== view.id).slice(0, shownAtOnce)
  // A search without a letter or a digit searches for nothing, and would find everything.
  const isWord = /[\p{L}\p{N}]/u.test(reference) && reference.length <= lineLimit
  const found = isWord ? await operations.listRequests({ query: { ...ours, q: reference } }) : ok({ items: [] })
  if (!found.ok) return found
  const latest = await operations.listRequests({ query: ours })
  if (!latest.ok) return latest
  const ofMatter = others(found.value.items)
  return ok({ ofMatter, latest: others(latest.value.items).filter(({ id }) => !ofMatter.some((row) => row.id === id)) })
}

/** The earlier request that was chosen. One of another State is none: what it says is not ours to use again. */
async function findSource(operations: ComityClient, view: RequestView, given: string | null): Promise<Result<RequestView | undefined>> {
  if (given === null) return ok(undefined)
  const id = read(Id, given)
  if (!id.ok || id.value === view.id) return fail({ code: 'not-found' })
  const source = await operations.getRequest({ params: { request: id.value } })
  return source.ok && source.value.side !== 'requesting' ? fail({ code: 'not-found' }) : source
}

function EarlierList({ title, rows, base }: { readonly title: string; readonly rows: readonly RequestRow[]; readonly base: string }) {
  const { t } = useVoice()
  if (rows.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <ul class="tasks">
        {rows.map((row) => (
          <li>
            <div>
              <a href={`${base}?${new URLSearchParams({ from: row.id })}`}>
                <Isolated>{row.title || row.reference || t('web.request.untitled')}</Isolated>
              </a>
              <small class="block">
                <Isolated whole>{row.reference ?? '–'}</Isolated> · <StateName code={row.counterpart} />
              </small>
            </div>
            <small>
              <InstantText iso={row.changedAt} />
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A piece in the words of the request that says it. */
function PieceText({ piece }: { readonly piece: Piece }) {
  const { t } = useVoice()
  if (piece.kind === 'person') {
    const { name, birthDate } = piece.person
    return (
      <>
        <Isolated>{name || t('web.draft.unnamed')}</Isolated>
        {birthDate === undefined ? null : (
          <small class="block">
            {t('web.draft.person.birthDate')}: <DateText iso={birthDate} />
          </small>
        )}
      </>
    )
  }
  if (piece.kind === 'offence') {
    const { name, statute } = piece.offence
    return (
      <>
        <Isolated>{name || t('web.draft.unnamed')}</Isolated>
        {statute === undefined ? null : (
          <small class="block" dir="auto">
            {statute}
          </small>
        )}
      </>
    )
  }
  if (piece.kind === 'period') {
    const { from, to } = piece.period
    return (
      <>
        {from === undefined ? null : (
          <span class="block">
            {t('web.draft.facts.from')}: <DateText iso={from} />
          </span>
        )}
        {to === undefined ? null : (
          <span class="block">
            {t('web.draft.facts.to')}: <DateText iso={to} />
          </span>
        )}
      </>
    )
  }
  return (
    <>
      {piece.kind === 'paragraph' ? null : <b>{t(`web.draft.links.${piece.kind}`)}</b>}
      <span class="prose block" dir="auto">
        <OwnWords text={piece.text} />
      </span>
    </>
  )
}

interface PiecesProps {
  readonly view: RequestView
  readonly source: RequestView
  readonly part: ReusablePart
  readonly wrong: Wrong | undefined
}

function Pieces({ view, source, part, wrong }: PiecesProps) {
  const { t } = useVoice()
  const base = `/requests/${view.id}/draft/${part}/reuse`
  const pieces = piecesOf(part, source.content, view.content)
  const free = pieces.filter(({ held }) => !held)
  const isHeld = pieces.filter(({ held }) => held)
  const first = free[0]
  return (
    <>
      <p class="lead">
        <a href={`/requests/${source.id}`}>
          <Isolated>{titleOf(source, t('web.request.untitled'))}</Isolated>
        </a>{' '}
        · <Isolated whole>{source.reference ?? '–'}</Isolated> · <StateName code={source.counterpart} />
      </p>
      {pieces.length === 0 ? <p class="quiet">{t('web.reuse.nothing')}</p> : null}
      {free.length === 0 ? null : (
        <Form action={base} version={view.version}>
          <input type="hidden" name="from" value={source.id} />
          <div class={wrong === undefined ? 'field' : 'field bad'}>
            <fieldset>
              <legend>{t('web.reuse.choose')}</legend>
              {wrong === undefined ? null : <p class="error">{wrong.fields[0]?.sentence ?? wrong.sentence}</p>}
              {free.map((piece) => (
                <label class="box">
                  <input type="checkbox" id={piece === first ? idOf('pieces') : undefined} name="pieces" value={piece.key} />
                  <span>
                    <PieceText piece={piece} />
                  </span>
                </label>
              ))}
            </fieldset>
          </div>
          <p class="quiet">{t('web.reuse.copies')}</p>
          <p class="buttons">
            <button>{t('web.reuse.take')}</button>
          </p>
        </Form>
      )}
      {isHeld.length === 0 ? null : (
        <section>
          <h2>{t('web.reuse.held')}</h2>
          <ul>
            {isHeld.map((piece) => (
              <li>
                <PieceText piece={piece} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <p class="buttons">
        <a class="button plain" href={base}>
          {t('web.reuse.others')}
        </a>
      </p>
    </>
  )
}

function render(visit: Visit, part: ReusablePart, view: RequestView, shown: Earlier | RequestView, wrong?: Wrong): View {
  const { t } = voiceOf(visit)
  const base = `/requests/${view.id}/draft/${part}/reuse`
  return stepFrame(visit, part, view, {
    title: t(`web.reuse.title.${part}`),
    fields: [{ kind: 'choices', name: 'pieces', label: 'web.reuse.choose', options: [], optionLabel: '' }],
    ...(wrong === undefined ? {} : { wrong }),
    body:
      'latest' in shown ? (
        <>
          {shown.ofMatter.length + shown.latest.length === 0 ? <p class="quiet">{t('web.reuse.none')}</p> : null}
          <EarlierList title={t('web.reuse.of-matter')} rows={shown.ofMatter} base={base} />
          <EarlierList title={t('web.reuse.latest')} rows={shown.latest} base={base} />
        </>
      ) : (
        <Pieces view={view} source={shown} part={part} wrong={wrong} />
      ),
  })
}

/** Takes persons, facts or offences over from an earlier request: which request, then which of what it says. */
export const reusePage: Page = async (visit, operations, place) => {
  const found = await findDraft(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  const view = found.value
  const part = reusableParts.find((one) => one === place['step'])
  if (part === undefined) return problemPage(visit, { code: 'not-found' })
  const source = await findSource(operations, view, (visit.method === 'POST' ? visit.form : visit.query).get('from'))
  if (!source.ok) return problemPage(visit, source.problem)
  if (source.value === undefined) {
    const earlier = await findEarlier(operations, view)
    return earlier.ok ? render(visit, part, view, earlier.value) : problemPage(visit, earlier.problem)
  }
  if (visit.method === 'GET') return render(visit, part, view, source.value)
  const { t } = voiceOf(visit)
  const revision = takenOver(part, visit.form.getAll('pieces'), source.value.content, view.content, () => crypto.randomUUID())
  if (Object.keys(revision).length === 0) return render(visit, part, view, source.value, wrongOf(invalid('pieces', 'required'), t))
  const saved = await save(visit, operations, view, revision)
  if (saved.ok) return goTo(`/requests/${view.id}/draft/${part}`)
  const wrong = wrongOf(saved.problem, t)
  return render(visit, part, view, source.value, { ...wrong, fields: wrong.fields.map(({ sentence }) => ({ field: 'pieces', sentence })) })
}
