import { invalid } from '@comity/domain/problem'
import { fail } from '@comity/domain/result'
import { stateName } from '@comity/reference/state'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Leaf } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { readForm } from '../form/read-form.ts'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { headFields, whyField } from './profile-form.ts'
import { ProfileRows } from './profile-rows.tsx'

const reviewBy = headFields.filter(({ name }) => name === 'reviewBy')
const readAgain: Leaf = { kind: 'date', name: 'read', label: 'profile.field.read', note: 'profile.field.read.note', optional: true }
const fields = [...reviewBy, readAgain, whyField]

/** Says that a profile was reviewed and nothing changed: a suggestion that moves dates alone. */
export const profileReviewPage: Page = async (visit, operations, { state = '' }) => {
  const { t, language } = voiceOf(visit)
  const found = await operations.getProfile({ params: { state } })
  if (!found.ok) return problemPage(visit, found.problem)
  const { profile, version } = found.value
  if (profile === undefined) return problemPage(visit, { code: 'not-found' })
  let wrong: Wrong | undefined
  if (visit.method === 'POST') {
    const said = readForm(fields, visit.form) as { reviewBy?: string; read?: string; note?: string }
    const rows = said.read === undefined ? profile.rows : profile.rows.map((row) => ({ ...row, asOf: said.read ?? row.asOf }))
    const body = {
      profile: { ...profile, reviewBy: said.reviewBy ?? '', rows },
      // What was reviewed is what the reader saw.
      restsOn: Number(visit.form.get('restsOn') ?? ''),
      ...(said.note !== undefined && { note: said.note }),
    }
    const proposed = said.reviewBy === undefined ? fail(invalid('profile.reviewBy', 'required')) : await operations.proposeProfile({ body })
    if (proposed.ok) return goTo(`/law/changes/profiles/${proposed.value.id}`)
    const told = wrongOf(proposed.problem, t, 'profile')
    const byRow = /^rows\.\d+\.asOf$/u
    // One date is asked for the sources of all rows: what is wrong with it is said once, beside it.
    const once = told.fields.filter(({ field }, at) => !byRow.test(field) || told.fields.findIndex((one) => byRow.test(one.field)) === at)
    wrong = { ...told, fields: once.map(({ field, sentence }) => ({ field: byRow.test(field) ? 'read' : field, sentence })) }
  }
  return answer(visit, {
    title: t('profile.reviewed-of', { state: stateName(state, language) }),
    crumbs: [
      { href: '/law', text: t('law.title') },
      { href: `/law/states/${state}`, text: stateName(state, language) },
    ],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        <p class="lead">{t('profile.reviewed-lead')}</p>
        <ProfileRows rows={profile.rows} />
        <Form action={`/law/states/${state}/profile/review`}>
          <input type="hidden" name="restsOn" value={String(version)} />
          <Fields fields={fields} values={visit.form} wrong={wrong} margin={fixedMargin(t)} />
          <p class="buttons">
            <button>{t('profile.send')}</button>
          </p>
        </Form>
      </>
    ),
  })
}
