import type { TranslationView } from '@comity/contract/translation'
import { FileRow } from '../form/file-row.tsx'
import { offers } from '../navigation.ts'
import type { Visit } from '../page.ts'
import { Form } from '../ui/form.tsx'
import { useVoice } from '../ui/voice.ts'

function FileWays({ view }: { readonly view: TranslationView }) {
  const { t } = useVoice()
  const file = (format: 'xliff' | 'docx'): string => `/api/translations/${view.id}/file?format=${format}`
  return (
    <section aria-labelledby="files-title">
      <h2 id="files-title">{t('translation.files')}</h2>
      <ul>
        <li>
          <a href={file('xliff')}>{t('translation.export.xliff')}</a>
        </li>
        <li>
          <a href={file('docx')}>{t('translation.export.docx')}</a>
        </li>
      </ul>
      {view.available.includes('translate') ? (
        <Form action={`/translations/${view.id}/file`} files>
          <FileRow name="file" label="translation.import" accept=".xlf,.xliff,.docx" />
          <button class="plain">{t('translation.import.button')}</button>
        </Form>
      ) : null}
    </section>
  )
}

/** What the reader can do with a translation, each a page or a button. */
export function TranslationWays({ view, reader }: { readonly view: TranslationView; readonly reader: Visit['account'] }) {
  const { t } = useVoice()
  const { available, open } = view
  const path = `/translations/${view.id}`
  return (
    <>
      <section aria-labelledby="can-do-title">
        <h2 id="can-do-title">{t('web.request.can-do')}</h2>
        {available.length === 0 ? <p class="quiet">{t('translation.nothing-to-do')}</p> : null}
        <ul>
          {available.includes('return') ? (
            <li>
              {open.length === 0 ? (
                <a href={`${path}/return`}>{t('translation.return')}</a>
              ) : (
                <span class="quiet">{t('translation.return.open', { count: open.length })}</span>
              )}
            </li>
          ) : null}
          {available.includes('assign') ? (
            <li>
              <a href={`${path}/assign`}>{t('translation.assign')}</a>
            </li>
          ) : null}
          {available.includes('send-back') ? (
            <li>
              <a href={`${path}/send-back`}>{t('translation.send-back')}</a>
            </li>
          ) : null}
        </ul>
        {available.includes('accept') ? (
          <Form action={`${path}/accept`} version={view.version}>
            <button>{t('translation.accept')}</button>
          </Form>
        ) : null}
        {offers(reader, 'conflict.declare') && !offers(reader, 'access.read') ? (
          <p>
            <a href={`/requests/${view.request}/access/conflict`}>{t('access.do.conflict')}</a>
          </p>
        ) : null}
      </section>
      <FileWays view={view} />
    </>
  )
}
