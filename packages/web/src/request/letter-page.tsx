import type { ComityClient } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import { markOf } from '@comity/domain/paper/outgoing-letter'
import { isStillWritten } from '@comity/domain/request/available'
import { ok, type Result } from '@comity/domain/result'
import { available, getLanguage, isAvailable, type AvailableLanguage } from '@comity/language/languages'
import { inLanguage } from '@comity/letters/in-language'
import { fitsForm, hasTwoLanguages, type LetterForm, letterForms, secondLanguage, writeForm } from '@comity/letters/letter-form'
import type { TranslatedWords } from '@comity/letters/request-letter'
import { letterheadOn } from '../letterhead/head.tsx'
import { offers } from '../navigation.ts'
import type { Page, Visit } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { findView } from './find-view.ts'
import { Letter } from './letter.tsx'
import { titleOf } from './names.tsx'

interface Paper {
  readonly form: LetterForm
  readonly language: AvailableLanguage
  readonly second: AvailableLanguage
}

/** What the letter bears from the moment at which its sending is asked for; nothing while it is a draft. */
function dispatchOf(view: RequestView, language: AvailableLanguage) {
  const letters = view.letters ?? []
  const mark = markOf(letters, 'dispatch', language)
  if (view.pending?.command === 'dispatch') {
    const { reference } = view.pending.input
    return mark?.standing === 'pending' && typeof reference === 'string' ? { reference, date: mark.date, mark } : undefined
  }
  const sent = view.thread.findLast(({ act }) => act.type === 'dispatch')?.act
  if (sent?.type !== 'dispatch' || (view.side === 'requesting' && isStillWritten(view.stage))) return undefined
  const issued = letters.findLast(({ act, standing }) => act === 'dispatch' && standing === 'issued')
  return { reference: sent.body.reference, date: issued?.date ?? sent.at.slice(0, 10), mark }
}

/** The paper as it stands: dated and no longer a draft once its sending is asked for. Only the letter itself is in the register. */
function docOf(view: RequestView, { form, language, second }: Paper, translated: Translated) {
  const dispatch = dispatchOf(view, language)
  const reference = dispatch?.reference ?? (view.side === 'requesting' ? view.reference : view.theirReference)
  const frame = {
    ...inLanguage(language),
    reference: reference ?? '',
    ...(dispatch === undefined ? {} : { date: dispatch.date }),
    ...(dispatch?.mark === undefined || form !== 'letter' ? {} : { mark: dispatch.mark }),
    draft: dispatch === undefined,
    translated: translated.get(language),
  }
  return writeForm(form, view.content, frame, { ...inLanguage(second), translated: translated.get(second) })
}

type Translated = ReadonlyMap<string, TranslatedWords>

/** What certified translations say, for those who ask for them. */
async function translatedOf({ account }: Visit, operations: ComityClient, request: string): Promise<Result<Translated>> {
  if (!offers(account, 'translation.ask')) return ok(new Map())
  const found = await operations.getTranslatedTexts({ params: { request } })
  if (!found.ok) return found
  return ok(
    new Map(
      found.value.translations.map(({ language, certificate, texts }) => [
        language.split('-')[0] ?? language,
        { certificate, texts: new Map(texts.map(({ source, target }) => [source, target])) },
      ]),
    ),
  )
}

/** What is asked for in the address; what is not known there, or does not fit the request, is read as if it were absent. */
function paperOf({ query, language: visitor }: Parameters<Page>[0], { content }: RequestView): Paper {
  const asked = query.get('letter') ?? content.languages?.letter ?? visitor
  const language = isAvailable(asked) ? asked : 'en'
  const second = query.get('second') ?? ''
  return {
    form: letterForms.find((form) => form === query.get('form') && fitsForm(form, content)) ?? 'letter',
    language,
    second: isAvailable(second) && second !== language ? second : secondLanguage(content, language),
  }
}

function parameters({ form, language, second }: Paper, rest: Readonly<Record<string, string>> = {}): string {
  const named = { ...rest, ...(form === 'letter' ? {} : { form }), ...(hasTwoLanguages(form) ? { second } : {}) }
  return new URLSearchParams({ ...named, ...('format' in rest ? { language } : { letter: language }) }).toString()
}

interface LanguageTabsProps {
  readonly label: string
  readonly languages: readonly AvailableLanguage[]
  readonly chosen: AvailableLanguage
  readonly href: (language: AvailableLanguage) => string
}

/** Languages of a paper, each leading to it. */
export function LanguageTabs({ label, languages, chosen, href }: LanguageTabsProps) {
  return (
    <nav class="tabs" aria-label={label}>
      <span aria-hidden="true">{label}</span>
      {languages.map((code) => (
        <a href={href(code)} lang={code} aria-current={code === chosen ? 'page' : undefined}>
          {getLanguage(code).name}
        </a>
      ))}
    </nav>
  )
}

/** The letter of a request, or another of its papers, rendered from the model from which the PDF and the Word file are made. */
export const letterPage: Page = async (visit, operations, place) => {
  const found = await findView(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  const view = found.value
  const translated = await translatedOf(visit, operations, view.id)
  if (!translated.ok) return problemPage(visit, translated.problem)
  const { t } = voiceOf(visit)
  const paper = paperOf(visit, view)
  const doc = docOf(view, paper, translated.value)
  // What another State sent bears its own head, which only its file shows.
  const at =
    markOf(view.letters ?? [], 'dispatch', paper.language)?.at ?? view.thread.findLast(({ act }) => act.type === 'dispatch')?.act.at
  const asked = { params: { language: paper.language }, query: at === undefined ? {} : { at } }
  const held = view.side === 'requesting' ? await operations.getLetterhead(asked) : undefined
  const head = held?.ok === true ? held.value.head : undefined
  const page = (other: Partial<Paper>): string => {
    const changed = { ...paper, ...other }
    const second = changed.second === changed.language ? paper.language : changed.second
    return `/requests/${view.id}/letter?${parameters({ ...changed, second })}`
  }
  const files = (rest: { format: 'pdf' | 'docx'; embed?: 'request' }): string =>
    `/api/requests/${view.id}/letter?${parameters(paper, rest)}`
  return answer(visit, {
    title: t('web.letter.title'),
    width: 'margin',
    crumbs: [
      { href: `/requests/${view.id}`, text: titleOf(view, t('web.request.untitled')) },
      ...(view.available.includes('revise') ? [{ href: `/requests/${view.id}/draft`, text: t('web.draft.title') }] : []),
    ],
    body: (
      <>
        <nav class="tabs" aria-label={t('web.letter.forms')}>
          {letterForms
            .filter((form) => fitsForm(form, view.content))
            .map((form) => (
              <a href={page({ form })} aria-current={form === paper.form ? 'page' : undefined}>
                {t(`web.letter.form.${form}`)}
              </a>
            ))}
        </nav>
        <div class="tools">
          <LanguageTabs
            label={t('web.letter.languages')}
            languages={available}
            chosen={paper.language}
            href={(language) => page({ language })}
          />
          {hasTwoLanguages(paper.form) ? (
            <LanguageTabs
              label={t('web.letter.other')}
              languages={available.filter((code) => code !== paper.language)}
              chosen={paper.second}
              href={(second) => page({ second })}
            />
          ) : null}
          <p class="buttons">
            {visit.alone === undefined ? (
              <>
                <a href={files({ format: 'pdf' })}>{t('web.letter.pdf')}</a>{' '}
              </>
            ) : null}
            <a href={files({ format: 'docx' })}>{t('web.letter.docx')}</a>{' '}
            {visit.alone === undefined ? (
              <a href={files({ format: 'pdf', embed: 'request' })}>{t('web.letter.pdf-with-request')}</a>
            ) : (
              <button type="button" class="plain" data-print>
                {t('drafter.print')}
              </button>
            )}
          </p>
        </div>
        <Letter doc={head === undefined ? doc : { ...doc, letterhead: letterheadOn(head) }} />
      </>
    ),
  })
}
