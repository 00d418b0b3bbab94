import type { RequestView } from '@comity/contract/request'
import { askTranslation, type TranslationRow } from '@comity/contract/translation'
import { read } from '@comity/domain/input'
import { sameLanguage } from '@comity/domain/translation/translation'
import { languageName, languageOptions } from '../draft/language-options.ts'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { readForm } from '../form/read-form.ts'
import { writeForm } from '../form/write-form.ts'
import { goTo, type Page, type View, type Visit } from '../page.ts'
import { findView } from '../request/find-view.ts'
import { titleOf } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { articleMargin } from './article-margin.tsx'
import { TranslationTable } from './translation-table.tsx'

type Translators = readonly { readonly account: string; readonly name: string }[]

/** Who is asked, and by when. */
export function assignmentFields(translators: Translators): readonly Field[] {
  const names = new Map(translators.map(({ account, name }) => [account, name]))
  return [
    {
      kind: 'choice',
      as: 'select',
      name: 'translator',
      label: 'translation.column.translator',
      options: [...names.keys()],
      optionLabel: (account) => names.get(account) ?? account,
    },
    { kind: 'date', name: 'due', label: 'translation.due' },
  ]
}

function askFields(translators: Translators, view: RequestView): readonly Field[] {
  const written = view.content.languages?.letter ?? ''
  return [
    {
      kind: 'choice',
      as: 'select',
      name: 'language',
      label: 'translation.language',
      note: 'translation.language.note',
      asks: [
        { instrument: 'untoc', article: '18(14)' },
        { instrument: 'uncac', article: '46(14)' },
      ],
      options: languageOptions(view.content).filter((tag) => !sameLanguage(tag, written)),
      optionLabel: languageName,
    },
    ...assignmentFields(translators),
    { kind: 'prose', name: 'note', label: 'translation.note', rows: 3, optional: true },
  ]
}

interface Sheet {
  readonly view: RequestView
  readonly rows: readonly TranslationRow[]
  readonly translators: Translators
  readonly values: URLSearchParams
  readonly wrong?: Wrong
}

function render(visit: Visit, { view, rows, translators, values, wrong }: Sheet): View {
  const { t } = voiceOf(visit)
  const fields = askFields(translators, view)
  const written = view.content.languages?.letter
  return answer(visit, {
    title: t('translation.of-request'),
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    crumbs: [
      { href: `/requests/${view.id}`, text: titleOf(view, t('web.request.untitled')) },
      ...(view.available.includes('revise') ? [{ href: `/requests/${view.id}/draft/languages`, text: t('web.draft.title') }] : []),
    ],
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        {rows.length === 0 ? (
          <p class="lead">{t('translation.none')}</p>
        ) : (
          <TranslationTable caption={t('translation.of-request')} rows={rows} />
        )}
        <h2>{t('translation.ask')}</h2>
        {translators.length === 0 ? (
          <Notice>{t('translation.no-translators')}</Notice>
        ) : written === undefined ? (
          <Notice>
            {t('translation.no-language')} <a href={`/requests/${view.id}/draft/languages`}>{t('web.draft.title')}</a>
          </Notice>
        ) : (
          <Form action={`/requests/${view.id}/translations`}>
            <Fields fields={fields} values={values} wrong={wrong} margin={articleMargin} />
            <p class="buttons">
              <button>{t('translation.ask')}</button>
            </p>
          </Form>
        )}
      </>
    ),
  })
}

/** The translations of a request, and asking for another. */
export const requestTranslationsPage: Page = async (visit, operations, place) => {
  const found = await findView(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  const view = found.value
  const [list, known] = [
    await operations.listTranslations({ query: { request: view.id, limit: 100 } }),
    await operations.listTranslators({}),
  ]
  if (!list.ok) return problemPage(visit, list.problem)
  if (!known.ok) return problemPage(visit, known.problem)
  const sheet = { view, rows: list.value.items, translators: known.value.translators }
  const fields = askFields(sheet.translators, view)
  if (visit.method === 'GET') {
    const language = view.content.languages?.translation
    const isThere = list.value.items.some((row) => row.language === language)
    return render(visit, { ...sheet, values: writeForm(fields, language === undefined || isThere ? {} : { language }) })
  }
  const said = readForm(fields, visit.form)
  const body = read(askTranslation.body, said)
  const asked = body.ok ? await operations.askTranslation({ params: { request: view.id }, body: body.value }) : body
  if (asked.ok) return goTo(`/requests/${view.id}/translations`)
  return render(visit, { ...sheet, values: writeForm(fields, said), wrong: wrongOf(asked.problem, voiceOf(visit).t) })
}
