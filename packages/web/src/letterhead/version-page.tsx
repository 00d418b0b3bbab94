import type { LetterheadTemplate, LetterheadVersion } from '@comity/contract/letterhead'
import { getLanguage } from '@comity/language/languages'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { Form } from '../ui/form.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { Head } from './head.tsx'
import { Standing, versionTitle } from './version-title.tsx'

function Found({ template }: { readonly template: LetterheadTemplate }) {
  const { t } = useVoice()
  return (
    <section aria-labelledby="found">
      <h2 id="found">{t('letterhead.found')}</h2>
      <Table
        caption={t('letterhead.found')}
        head={[t('letterhead.placeholder'), t('letterhead.where')]}
        rows={template.placeholders.map(({ name, places }) => ({
          key: name,
          cells: [<code dir="ltr">{`{{${name}}}`}</code>, places.map((place) => t(`letterhead.place.${place}`)).join(' · ')],
        }))}
      />
      <Table
        caption={t('letterhead.style')}
        head={[t('letterhead.style'), t('letterhead.where')]}
        rows={template.styles.map(({ name, there, sample }) => ({
          key: name,
          cells: [
            <code dir="ltr">{name}</code>,
            !there ? (
              <span class="quiet">{t('letterhead.not-there')}</span>
            ) : sample === undefined ? (
              t('letterhead.counts-not')
            ) : (
              t('letterhead.counts', { sample })
            ),
          ],
        }))}
      />
      <p>
        {t('letterhead.width', { width: template.textWidth })} · {t('letterhead.pictures', { count: template.pictures })}
      </p>
    </section>
  )
}

function Use({ version, own }: { readonly version: LetterheadVersion; readonly own: boolean }) {
  const { t } = useVoice()
  if (version.current) return null
  if (own)
    return (
      <Notice tone="do">
        <p>{t('letterhead.second-person')}</p>
      </Notice>
    )
  return (
    <Form action={`/letterhead/versions/${version.id}`}>
      <p class="buttons">
        <button>{t('letterhead.use')}</button>
      </p>
    </Form>
  )
}

/** One version of a letterhead: what was found in it, an example letter to look at, and the way to put it into use. */
export const letterheadVersionPage: Page = async (visit, operations, place) => {
  const { t } = voiceOf(visit)
  const params = { version: place['version'] ?? '' }
  const found = await operations.getLetterheadVersion({ params })
  if (!found.ok) return problemPage(visit, found.problem)
  const version = found.value
  const { id, language, template, head, broughtBy, used } = version
  if (visit.method === 'POST') {
    const done = await operations.useLetterhead({ params })
    return done.ok ? goTo(`/letterhead/${language}`) : problemPage(visit, done.problem)
  }
  return answer(visit, {
    title: versionTitle(version, t),
    crumbs: [
      { href: '/letterhead', text: t('letterhead.title') },
      { href: `/letterhead/${language}`, text: getLanguage(language).name },
    ],
    width: 'margin',
    body: (
      <>
        <Facts
          items={[
            [t('letterhead.standing'), <Standing version={version} />],
            [
              t('letterhead.brought'),
              <>
                <Isolated>{broughtBy.name}</Isolated>, <InstantText iso={broughtBy.at} />
              </>,
            ],
            ...used.map(
              ({ name, at }) =>
                [
                  t('letterhead.used'),
                  <>
                    <Isolated>{name}</Isolated>, <InstantText iso={at} />
                  </>,
                ] as const,
            ),
            template === undefined
              ? undefined
              : [
                  t('letterhead.file'),
                  <>
                    <a href={`/api/letterhead-versions/${id}/file`}>
                      <Isolated>{template.name}</Isolated>
                    </a>
                    <span class="hash">
                      SHA-256 <Isolated code>{template.sha256}</Isolated>
                    </span>
                  </>,
                ],
          ]}
        />
        {head === undefined ? null : <Head head={head} language={language} />}
        {template === undefined && head === undefined ? <p>{t('letterhead.none.means')}</p> : null}
        <p class="buttons">
          <a href={`/api/letterhead-versions/${id}/preview`}>
            {t(template === undefined ? 'letterhead.preview.pdf' : 'letterhead.preview.docx')}
          </a>
        </p>
        <Use version={version} own={broughtBy.account === visit.account?.id} />
        {template === undefined ? null : <Found template={template} />}
      </>
    ),
  })
}
