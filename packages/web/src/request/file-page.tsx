import type { RequestView } from '@comity/contract/request'
import type { FileReference } from '@comity/domain/request/content'
import { filesOf } from '@comity/domain/request/decide'
import { readableTypes } from '@comity/domain/screening/readable-types'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { CompareCopy } from '../ui/compare-copy.tsx'
import { Facts } from '../ui/facts.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { ScanFacts } from '../screening/scan-facts.tsx'
import { sizeText } from './files-list.tsx'
import { findView } from './find-view.ts'
import { StateName, stateOf, titleOf } from './names.tsx'

/** The act that carried a file, and what that act said of it. */
function announcementOf(view: RequestView, file: string) {
  for (const { act } of view.thread) {
    const announced = filesOf(act).find(({ id }) => id === file)
    if (announced !== undefined) return { act, announced }
  }
  return undefined
}

function Comparison({ view, file }: { readonly view: RequestView; readonly file: FileReference }) {
  const { t } = useVoice()
  const found = announcementOf(view, file.id)
  if (found === undefined) return <Notice>{t('web.file.not-sent')}</Notice>
  const { act, announced } = found
  const equal = announced.sha256 === file.sha256
  return (
    <>
      <Facts
        items={[
          [
            t('web.file.announced'),
            <>
              <Isolated code>{announced.sha256}</Isolated>
              <small class="block">
                <StateName code={stateOf(view, act.side)} /> · {t(`act.${act.type}`)} · <InstantText iso={act.at} />
              </small>
            </>,
          ],
          [t('web.file.received'), <Isolated code>{file.sha256}</Isolated>],
        ]}
      />
      <Notice tone={equal ? 'good' : 'do'}>
        <b>{t(equal ? 'web.file.equal' : 'web.file.different')}</b> {t(equal ? 'web.file.equal.means' : 'web.file.different.means')}
      </Notice>
    </>
  )
}

/** A file of a request: what it is, the hash that was announced and the hash of what arrived, and how to check it at home. */
export const filePage: Page = async (visit, operations, place) => {
  const found = await findView(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  const view = found.value
  const file = view.files.find(({ id }) => id === place['file'])
  if (file === undefined) return problemPage(visit, { code: 'not-found' })
  const { t } = voiceOf(visit)
  return answer(visit, {
    title: file.name,
    crumbs: [{ href: `/requests/${view.id}`, text: titleOf(view, t('web.request.untitled')) }],
    island: 'compare-hash',
    body: (
      <>
        <Facts
          items={[
            [t('web.file.kind'), <Isolated code>{file.mediaType}</Isolated>],
            [t('web.file.size'), sizeText(file.size, visit.language)],
            file.describes ? [t('web.file.describes'), file.describes] : undefined,
          ]}
        />
        <ScanFacts verdict={file.verdict} />
        {file.verdict?.scan === 'found' ? null : (
          <p class="buttons">
            <a class="button" href={`/api/requests/${view.id}/files/${file.id}`}>
              {t('web.file.download')}
            </a>
            {view.scanning !== undefined && readableTypes.includes(file.mediaType) ? (
              <a class="button plain" href={`/requests/${view.id}/files/${file.id}/text`}>
                {t('screening.words.show')}
              </a>
            ) : null}
          </p>
        )}
        <h2>{t('web.file.hashes')}</h2>
        <Comparison view={view} file={file} />
        <h2>{t('web.file.your-copy')}</h2>
        <p>{t('web.file.by-hand')}</p>
        <pre dir="ltr">
          <code>{`sha256sum '${file.name.replaceAll("'", `'\\''`)}'`}</code>
        </pre>
        <CompareCopy sha256={file.sha256} />
      </>
    ),
  })
}
