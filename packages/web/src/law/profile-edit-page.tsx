import type { ComityClient } from '@comity/contract/operations'
import { read } from '@comity/domain/input'
import { ProfileRow, StateProfile } from '@comity/domain/requirement/profile'
import { carriedOver, profileChange } from '@comity/domain/requirement/profile-change'
import { stateName } from '@comity/reference/state'
import { ErrorSummary } from '../form/error-summary.tsx'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { goTo, type Page, type View, type Visit } from '../page.ts'
import { askedBy } from '../request/profile-note.tsx'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf, wrongWith } from '../ui/wrong.ts'
import { measureText } from './profile-rows.tsx'
import { ProfileDifference } from './profile-difference.tsx'
import {
  asksOptions,
  changeProfileRows,
  fieldsOf,
  type FormRow,
  formOf,
  formRows,
  headFields,
  profileIn,
  whyField,
} from './profile-form.ts'

type Held = Extract<Awaited<ReturnType<ComityClient['getProfile']>>, { ok: true }>['value']

function Row({
  row,
  place,
  said,
  values,
  wrong,
}: {
  readonly row: FormRow
  readonly place: number
  /** What the row says so far. */
  readonly said: unknown
  readonly values: URLSearchParams
  readonly wrong: Wrong | undefined
}) {
  const voice = useVoice()
  const { t } = voice
  const at = `rows.${row.number}`
  const named = { number: place + 1, kind: t(`profile.kind.${row.asks}`) }
  const whole = read(ProfileRow, said)
  const title = whole.ok
    ? t('profile.row-said', { number: place + 1, said: askedBy(whole.value, voice), measure: measureText(whole.value.measure, t) })
    : t('profile.row-number', named)
  // What was just added, or is wrong, stands open; the others are read by their names.
  const isOpen = !values.get(`${at}.source`) || wrongWith(wrong, at).length > 0
  return (
    <details open={isOpen}>
      <summary>{title}</summary>
      <fieldset class="item">
        <legend class="unseen">{title}</legend>
        <Fields fields={row.fields} values={values} wrong={wrong} margin={fixedMargin(t)} />
        <button class="link" name="then" value={`remove:${at}`}>
          {t('web.form.remove-row', { row: title })}
        </button>
      </fieldset>
    </details>
  )
}

function NewRow() {
  const { t } = useVoice()
  return (
    <div class="filters">
      <div>
        <label for="new-row">{t('profile.row-new')}</label>
        <select id="new-row" name="new-row">
          {asksOptions.map((asks) => (
            <option value={asks}>{t(`profile.kind.${asks}`)}</option>
          ))}
        </select>
      </div>
      <button class="plain" name="then" value="add:rows">
        {t('profile.row-add')}
      </button>
    </div>
  )
}

interface Sheet {
  readonly held: Held
  readonly values: URLSearchParams
  readonly wrong?: Wrong
  /** Another change was approved while this one was written. */
  readonly overtaken?: StateProfile
}

function sheetPage(visit: Visit, { held, values, wrong, overtaken }: Sheet): View {
  const { t, language } = voiceOf(visit)
  const { state, version } = held
  const rows = formRows(values, state)
  const said = profileIn(values, state).rows
  return answer(visit, {
    title: t('profile.suggest-of', { state: stateName(state, language) }),
    crumbs: [
      { href: '/law', text: t('law.title') },
      { href: `/law/states/${state}`, text: stateName(state, language) },
    ],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fieldsOf(rows)} />
        <p class="lead">{t('profile.suggest-lead')}</p>
        {overtaken === undefined ? null : (
          <section aria-labelledby="differs">
            <h2 id="differs">{t('law.differences')}</h2>
            <ProfileDifference change={profileChange(held.profile, overtaken)} caption={t('law.differences')} />
          </section>
        )}
        <Form action={`/law/states/${state}/profile/edit`}>
          <input type="hidden" name="restsOn" value={String(version)} />
          <Fields fields={headFields} values={values} wrong={wrong} margin={fixedMargin(t)} />
          <h2>{t('profile.rows')}</h2>
          {rows.length === 0 ? <p class="quiet">{t('profile.rows-none')}</p> : null}
          {rows.map((row, place) => (
            <Row row={row} place={place} said={said[place]} values={values} wrong={wrong} />
          ))}
          <NewRow />
          <Fields fields={[whyField]} values={values} wrong={wrong} />
          <p class="buttons">
            <button>{t('profile.send')}</button>
          </p>
        </Form>
      </>
    ),
  })
}

/** The form as it begins: what stands, or with `from` an overtaken suggestion carried over to it. */
async function firstValues(visit: Visit, operations: ComityClient, held: Held): Promise<URLSearchParams> {
  const from = visit.query.get('from')
  const found = from === null ? undefined : await operations.getProfileProposal({ params: { proposal: from } })
  if (found?.ok === true && found.value.state === held.state) {
    const { before, profile, note = '' } = found.value
    const values = formOf(carriedOver(before, profile, held.profile))
    values.set('note', note)
    return values
  }
  return held.profile === undefined ? new URLSearchParams({ steward: visit.authority.name }) : formOf(held.profile)
}

/** Suggests another profile of a State: a form that changes nothing before a second officer has approved it. */
export const profileEditPage: Page = async (visit, operations, { state = '' }) => {
  const found = await operations.getProfile({ params: { state } })
  if (!found.ok) return problemPage(visit, found.problem)
  const held = found.value
  if (visit.method === 'GET') return sheetPage(visit, { held, values: await firstValues(visit, operations, held) })
  const changed = changeProfileRows(visit.form)
  const restsOn = Number(visit.form.get('restsOn') ?? '')
  if (changed !== undefined) return sheetPage(visit, { held: { ...held, version: restsOn }, values: changed })
  const { t } = voiceOf(visit)
  const said = profileIn(visit.form, state)
  const note = (visit.form.get('note') ?? '').trim()
  const profile = read(StateProfile, said, 'profile')
  const proposed = profile.ok
    ? await operations.proposeProfile({ body: { profile: profile.value, restsOn, ...(note !== '' && { note }) } })
    : profile
  if (proposed.ok) return goTo(`/law/changes/profiles/${proposed.value.id}`)
  // The rows are counted anew, as the problem counts them.
  const values = renumbered(visit.form)
  const wrong = wrongOf(proposed.problem, t, 'profile')
  if (proposed.problem.code !== 'version-conflict' || !profile.ok)
    return sheetPage(visit, { held: { ...held, version: restsOn }, values, wrong })
  return sheetPage(visit, { held, values, wrong: { ...wrong, sentence: t('profile.overtaken') }, overtaken: profile.value })
}

function renumbered(form: URLSearchParams): URLSearchParams {
  const numbers = [...new Set([...form.keys()].flatMap((key) => /^rows\.(\d{1,4})\./u.exec(key)?.[1] ?? []))].toSorted(
    (a, b) => Number(a) - Number(b),
  )
  return new URLSearchParams(
    [...form].map(([key, value]) => {
      const [, number = '', rest = ''] = /^rows\.(\d{1,4})\.(.*)$/u.exec(key) ?? []
      return [number === '' ? key : `rows.${numbers.indexOf(number)}.${rest}`, value]
    }),
  )
}
