import type { LetterheadVersion } from '@comity/contract/letterhead'
import { type AvailableLanguage, getLanguage, isAvailable } from '@comity/language/languages'
import { offers } from '../navigation.ts'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { Head } from './head.tsx'
import { Standing, versionTitle } from './version-title.tsx'

function History({ versions }: { readonly versions: readonly LetterheadVersion[] }) {
  const { t } = useVoice()
  return (
    <Table
      caption={t('letterhead.history')}
      head={['letterhead.version', 'letterhead.brought', 'letterhead.used', 'letterhead.standing'].map((id) => t(id))}
      rows={versions.map((version) => ({
        key: version.id,
        cells: [
          <a href={`/letterhead/versions/${version.id}`}>{versionTitle(version, t)}</a>,
          <>
            <Isolated>{version.broughtBy.name}</Isolated>
            <small class="block">
              <InstantText iso={version.broughtBy.at} />
            </small>
          </>,
          version.used[0] === undefined ? (
            '—'
          ) : (
            <>
              <Isolated>{version.used[0].name}</Isolated>
              <small class="block">
                <InstantText iso={version.used[0].at} />
              </small>
            </>
          ),
          <Standing version={version} />,
        ],
      }))}
    />
  )
}

/** The language of an address; nothing where we do not speak it. */
export function languageIn(place: Readonly<Record<string, string>>): AvailableLanguage | undefined {
  const { language = '' } = place
  return isAvailable(language) ? language : undefined
}

/** The letterhead of one language: what stands, how to change it, and every version there was. */
export const letterheadPage: Page = async (visit, operations, place) => {
  const { t } = voiceOf(visit)
  const language = languageIn(place)
  if (language === undefined) return problemPage(visit, { code: 'not-found' })
  const params = { language }
  const held = await operations.getLetterhead({ params })
  if (!held.ok) return problemPage(visit, held.problem)
  const manages = offers(visit.account, 'letterhead.manage')
  const versions = manages ? await operations.listLetterheadVersions({ params }) : undefined
  if (versions?.ok === false) return problemPage(visit, versions.problem)
  const { head, template } = held.value
  return answer(visit, {
    title: t('letterhead.of', { language: getLanguage(language).name }),
    crumbs: [{ href: '/letterhead', text: t('letterhead.title') }],
    width: 'margin',
    body: (
      <>
        <section aria-labelledby="own">
          <h2 id="own">{t('letterhead.own')}</h2>
          {head === undefined ? <p class="quiet">{t('letterhead.own.none')}</p> : <Head head={head} language={language} />}
          {manages ? (
            <p class="buttons">
              <a href={`/letterhead/${language}/lines`}>{t('letterhead.own.change')}</a>
            </p>
          ) : null}
        </section>
        <section aria-labelledby="template">
          <h2 id="template">{t('letterhead.template')}</h2>
          <p>{template === undefined ? t('letterhead.template.none') : t('letterhead.template.stands', { name: template.name })}</p>
          {manages ? (
            <>
              <p class="buttons">
                <a href={`/letterhead/${language}/template`}>{t('letterhead.template.bring')}</a>
              </p>
              {template === undefined ? null : (
                <Form action={`/letterhead/${language}/none`}>
                  <button class="link">{t('letterhead.template.drop')}</button>
                </Form>
              )}
            </>
          ) : null}
        </section>
        {versions === undefined || versions.value.items.length === 0 ? null : (
          <section aria-labelledby="history">
            <h2 id="history">{t('letterhead.history')}</h2>
            <History versions={versions.value.items} />
          </section>
        )}
      </>
    ),
  })
}

/** Brings in that a language has no template any more. */
export const dropTemplatePage: Page = async (visit, operations, place) => {
  const language = languageIn(place)
  if (language === undefined) return problemPage(visit, { code: 'not-found' })
  const dropped = await operations.dropLetterheadTemplate({ params: { language } })
  return dropped.ok ? goTo(`/letterhead/versions/${dropped.value.id}`) : problemPage(visit, dropped.problem)
}
