import { invalid, type Problem } from '@comity/domain/problem'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { FileRow } from '../form/file-row.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { goTo, type Page, type View, type Visit } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { Notice } from '../ui/notice.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import type { Drafter } from './drafter.ts'

const passphrase: Field = { kind: 'line', name: 'passphrase', label: 'drafter.passphrase', secret: true }
const saveFields: readonly Field[] = [
  { ...passphrase, note: 'drafter.passphrase.note', autocomplete: 'new-password' },
  { kind: 'line', name: 'again', label: 'drafter.passphrase.again', secret: true, autocomplete: 'new-password' },
]
const openFields: readonly Field[] = [{ ...passphrase, name: 'opens' }]

function Save({ wrong }: { readonly wrong: Wrong | undefined }) {
  const { t } = useVoice()
  return (
    <section aria-labelledby="save">
      <h2 id="save">{t('drafter.save.title')}</h2>
      <p>{t('drafter.save.about')}</p>
      <Form action="/file/save">
        <Fields fields={saveFields} values={new URLSearchParams()} wrong={wrong} margin={fixedMargin(t)} />
        <p class="buttons">
          <button data-working={t('drafter.working')}>{t('drafter.save.button')}</button>
        </p>
      </Form>
    </section>
  )
}

function Open({ wrong, copy }: { readonly wrong: Wrong | undefined; readonly copy: boolean }) {
  const { t } = useVoice()
  return (
    <section aria-labelledby="open">
      <h2 id="open">{t('drafter.open.title')}</h2>
      <p>{t('drafter.open.about')}</p>
      <Form action="/file/open" files>
        <FileRow name="file" label="drafter.open.file" accept=".comity,.age" wrong={wrong} />
        <Fields fields={openFields} values={new URLSearchParams()} wrong={wrong} margin={fixedMargin(t)} />
        <p class="buttons">
          <button data-working={t('drafter.working')}>{t('drafter.open.button')}</button>
          {copy ? (
            <button class="plain" name="then" value="copy" data-working={t('drafter.working')}>
              {t('drafter.open.copy')}
            </button>
          ) : null}
        </p>
      </Form>
    </section>
  )
}

function Copy({ keeps, there }: { readonly keeps: boolean; readonly there: boolean }) {
  const { t } = useVoice()
  return (
    <>
      <section aria-labelledby="keep">
        <h2 id="keep">{t('drafter.keep.title')}</h2>
        <p>{t('drafter.keep.about')}</p>
        <Form action="/file/keep">
          <p class="buttons">
            {keeps || there ? (
              <button class="plain" name="then" value="off">
                {t('drafter.keep.off')}
              </button>
            ) : null}
            {keeps ? null : (
              <button class="plain" name="then" value="on">
                {t('drafter.keep.on')}
              </button>
            )}
          </p>
        </Form>
      </section>
      <section aria-labelledby="forget">
        <h2 id="forget">{t('drafter.forget.title')}</h2>
        <p>{t('drafter.forget.about')}</p>
        <Form action="/file/forget">
          <p class="buttons">
            <button class="plain danger">{t('drafter.forget.title')}</button>
          </p>
        </Form>
      </section>
    </>
  )
}

/** What the second form calls its fields: an id stands once on a page. */
function renamed(problem: Problem): Problem {
  const fields = problem.fields?.map((one) => (one.field === 'passphrase' ? { ...one, field: 'opens' } : one))
  return fields === undefined ? problem : { ...problem, fields }
}

function show(visit: Visit, drafter: Drafter, problem?: Problem, at?: 'save' | 'open'): View {
  const { t } = voiceOf(visit)
  const wrong = problem === undefined ? undefined : wrongOf(at === 'open' ? renamed(problem) : problem, t)
  const named: Field = { kind: 'line', name: 'file', label: 'drafter.open.file' }
  return answer(visit, {
    title: t('drafter.nav.file'),
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={at === 'open' ? [named, ...openFields] : saveFields} />
        <Notice tone={drafter.isUnsaved() ? 'do' : 'good'}>{t(drafter.isUnsaved() ? 'drafter.unsaved' : 'drafter.file.all-saved')}</Notice>
        <Save wrong={at === 'save' ? wrong : undefined} />
        <Open wrong={at === 'open' ? wrong : undefined} copy={drafter.copy().there} />
        <Copy {...drafter.copy()} />
      </>
    ),
  })
}

/** Saving to a sealed file, opening one, and what the browser keeps. */
export function keepingPage(drafter: Drafter): Page {
  return async (visit) => show(visit, drafter)
}

/** Seals the open drafts into a file. */
export function savePage(drafter: Drafter): Page {
  return async (visit) => {
    const given = visit.form.get('passphrase') ?? ''
    if (given !== visit.form.get('again')) return show(visit, drafter, invalid('again', 'passphrase-different'), 'save')
    const sealed = await drafter.seal(given)
    return sealed.ok ? { kind: 'file', file: sealed.value } : show(visit, drafter, sealed.problem, 'save')
  }
}

/** Opens a sealed file beside what is open. */
export function openPage(drafter: Drafter): Page {
  return async (visit) => {
    const given = visit.form.get('opens') ?? ''
    const file = visit.files.find(({ field }) => field === 'file')?.file
    if (visit.form.get('then') !== 'copy' && file === undefined) return show(visit, drafter, invalid('file', 'required'), 'open')
    const opened = await (file === undefined ? drafter.openCopy(given) : drafter.open(file, given))
    return opened.ok ? goTo('/') : show(visit, drafter, opened.problem, 'open')
  }
}

/** Turns the copy in the browser on or off. */
export function keepPage(drafter: Drafter): Page {
  return async (visit) => {
    await drafter.keepCopy(visit.form.get('then') === 'on')
    return goTo('/file')
  }
}

/** Closes everything and removes what the browser keeps. */
export function forgetPage(drafter: Drafter): Page {
  return async () => {
    await drafter.forget()
    return goTo('/')
  }
}
