import { translate, type TranslationView } from '@comity/contract/translation'
import { read } from '@comity/domain/input'
import { languageName } from '../draft/language-options.ts'
import { versionIn } from '../draft/save.ts'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { offers } from '../navigation.ts'
import { goTo, type Page, type View, type Visit } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { findTranslation, offsetOf, segmentsOnPage } from './find-translation.ts'
import { changedIn, readSegments, type Typed } from './segment-form.ts'
import { SegmentPair } from './segment-pair.tsx'
import { TranslationFacts } from './translation-facts.tsx'
import { TranslationWays } from './translation-ways.tsx'

/** Each page of segments by its numbers, so that one can go to any. */
function PageLinks({ view }: { readonly view: TranslationView }) {
  const { t } = useVoice()
  const count = Math.ceil(view.counts.all / segmentsOnPage)
  if (count < 2) return null
  return (
    <nav class="tabs" aria-label={t('translation.pages')}>
      {Array.from({ length: count }, (_, page) => {
        const from = page * segmentsOnPage
        return (
          <a href={`/translations/${view.id}?from=${from}`} aria-current={from === view.offset ? 'page' : undefined}>
            <bdi dir="ltr">{`${from + 1}–${Math.min(view.counts.all, from + segmentsOnPage)}`}</bdi>
          </a>
        )
      })}
    </nav>
  )
}

interface Sheet {
  readonly view: TranslationView
  readonly typed?: readonly Typed[]
  readonly wrong?: Wrong
}

function Segments({ view, typed = [], wrong }: Sheet) {
  const { t } = useVoice()
  const editable = view.available.includes('translate')
  const by = new Map(typed.map((one) => [one.key, one]))
  const pairs = view.segments.map((segment, at) => (
    <SegmentPair
      segment={segment}
      number={view.offset + at + 1}
      languages={{ source: view.sourceLanguage, target: view.language }}
      typed={by.get(segment.key)}
      wrong={wrong}
      editable={editable}
    />
  ))
  if (!editable) return <>{pairs}</>
  return (
    <Form action={`/translations/${view.id}`} version={view.version}>
      <input type="hidden" name="from" value={String(view.offset)} />
      {pairs}
      <p class="buttons">
        <button>{t('translation.save')}</button>
        {view.offset + segmentsOnPage < view.counts.all ? (
          <button class="plain" name="then" value="next">
            {t('translation.save-next')}
          </button>
        ) : null}
        <button class="plain" name="then" value="confirm">
          {t('translation.confirm-all')}
        </button>
      </p>
    </Form>
  )
}

/** The page of a translation around what is wrong with it, if anything is. */
export function translationSheet(visit: Visit, { view, typed, wrong }: Sheet): View {
  const { t, language } = voiceOf(visit)
  const fields = view.segments.map(({ key }): Field => ({ kind: 'prose', name: key, label: 'translation.title' }))
  const labelOf = (name: string): string =>
    t('translation.target.of', { number: view.offset + view.segments.findIndex(({ key }) => key === name) + 1 })
  return answer(visit, {
    title: t('translation.page', { reference: view.reference }),
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'full',
    crumbs: [
      { href: '/translations', text: t('translation.title') },
      ...(offers(visit.account, 'request.read')
        ? [{ href: `/requests/${view.request}/translations`, text: t('translation.of-request') }]
        : []),
    ],
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} labelOf={labelOf} />
        <p class="lead">
          {t('translation.pair', { source: languageName(view.sourceLanguage, language), target: languageName(view.language, language) })}
        </p>
        <div class="reading">
          <div class="text">
            <PageLinks view={view} />
            <Segments view={view} {...(typed === undefined ? {} : { typed })} {...(wrong === undefined ? {} : { wrong })} />
            <PageLinks view={view} />
          </div>
          <div class="margin">
            <TranslationFacts view={view} />
            <TranslationWays view={view} reader={visit.account} />
          </div>
        </div>
      </>
    ),
  })
}

function whereNext({ form }: Visit, { id, offset }: TranslationView): string {
  const then = form.get('then') ?? ''
  const from = then === 'next' ? offset + segmentsOnPage : offset
  return `/translations/${id}?from=${from}`
}

/** A translation side by side: a dozen segments a page, saved together. */
export const translationPage: Page = async (visit, operations, place) => {
  const offset = offsetOf(visit)
  const found = await findTranslation(operations, place, offset)
  if (!found.ok) return problemPage(visit, found.problem)
  const view = found.value
  if (visit.method === 'GET') return translationSheet(visit, { view })
  const { t } = voiceOf(visit)
  const typed = readSegments(visit.form, view)
  const changed = changedIn(typed, view)
  if (changed.length === 0) return goTo(whereNext(visit, view))
  const body = read(translate.body, { segments: changed })
  const query = { offset, segments: segmentsOnPage }
  const saved = body.ok
    ? await operations.translate({ params: { translation: view.id }, query, body: body.value, ifMatch: versionIn(visit.form) })
    : body
  if (saved.ok) return goTo(whereNext(visit, view))
  const wrong = wrongOf(saved.problem, t)
  const kept = saved.problem.code === 'version-conflict' ? { ...wrong, sentence: t('translation.conflict') } : wrong
  return translationSheet(visit, { view, typed, wrong: kept })
}
