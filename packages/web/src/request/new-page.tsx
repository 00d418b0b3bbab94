import { openRequest } from '@comity/contract/request'
import { read } from '@comity/domain/input'
import { cooperationKinds } from '@comity/domain/legal-basis/cooperation-kind'
import { listStates, stateName } from '@comity/reference/state'
import { Fields } from '../form/fields.tsx'
import type { Field } from '../form/field.ts'
import { readForm } from '../form/read-form.ts'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { ErrorSummary } from '../form/error-summary.tsx'
import { Form } from '../ui/form.tsx'
import { shown } from '../ui/shown.ts'
import { voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'
import { problemPage } from '../ui/problem-page.tsx'
import { offers } from '../navigation.ts'
import { fixedMargin } from '../form/fixed-margin.tsx'
import type { AvailableLanguage } from '@comity/language/languages'

function fieldsFor(self: string, language: AvailableLanguage, hidden: ReadonlySet<string>): readonly Field[] {
  const byName = new Intl.Collator(language)
  const states = shown(listStates(), hidden)
    .filter(({ code }) => code !== self)
    .toSorted((a, b) => byName.compare(stateName(a.code, language), stateName(b.code, language)))
  return [
    {
      kind: 'choice',
      as: 'select',
      name: 'requested',
      label: 'web.new.state',
      note: 'web.new.state.note',
      options: states.map(({ code }) => code),
      optionLabel: stateName,
    },
    {
      kind: 'choice',
      as: 'select',
      name: 'kind',
      label: 'web.new.kind',
      note: 'web.new.kind.note',
      options: cooperationKinds,
      optionLabel: 'law.kind',
    },
    { kind: 'line', name: 'reference', label: 'web.new.reference', note: 'web.new.reference.note' },
    { kind: 'line', name: 'title', label: 'web.new.name', note: 'web.new.name.note', optional: true },
  ]
}

/** Opens a draft: to which State, under which reference. Everything else is asked afterwards. */
export const newPage: Page = async (visit, operations) => {
  if (!offers(visit.account, 'request.draft')) return problemPage(visit, { code: 'not-permitted' })
  const { t } = voiceOf(visit)
  const fields = fieldsFor(visit.authority.state, visit.language, voiceOf(visit).hidden)
  const key = visit.form.get('key') || crypto.randomUUID()
  let wrong
  if (visit.method === 'POST') {
    const { requested = '', reference = '', kind = 'mutual-legal-assistance', title } = readForm(fields, visit.form)
    const content = {
      kind,
      requesting: visit.authority.state,
      requested,
      ...(title === undefined ? {} : { title }),
    }
    const body = read(openRequest.body, { reference, content })
    const opened = body.ok ? await operations.openRequest({ body: body.value, idempotencyKey: key }) : body
    if (opened.ok) return goTo(`/requests/${opened.value.id}/draft`)
    wrong = wrongOf(opened.problem, t, 'content')
  }
  return answer(visit, {
    title: t('web.new.title'),
    crumbs: [{ href: '/requests', text: t('web.nav.requests') }],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        <Form action="/requests/new">
          <input type="hidden" name="key" value={key} />
          <Fields fields={fields} values={visit.form} wrong={wrong} margin={fixedMargin(t)} />
          <p class="buttons">
            <button>{t('web.new.open')}</button>
          </p>
        </Form>
      </>
    ),
  })
}
