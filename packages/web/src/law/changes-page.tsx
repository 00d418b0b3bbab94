import { proposeReference, statusFormats } from '@comity/contract/reference'
import { read } from '@comity/domain/input'
import { instruments, instrumentShortTitle } from '@comity/reference/instrument'
import { ErrorSummary } from '../form/error-summary.tsx'
import { offers } from '../navigation.ts'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { By } from './by.tsx'
import { ProfileSuggestions } from './profile-suggestions.tsx'

function ReadIn() {
  const { t, language } = useVoice()
  return (
    <Form action="/law/changes" files>
      <div class="filters">
        <div>
          <label for="instrument">{t('law.instrument')}</label>
          <select id="instrument" name="instrument">
            {instruments
              .filter(({ between }) => between === undefined)
              .map(({ id }) => (
                <option value={id}>{instrumentShortTitle(id, language)}</option>
              ))}
          </select>
        </div>
        <div>
          <label for="format">{t('law.format')}</label>
          <select id="format" name="format">
            {statusFormats.map((format) => (
              <option value={format}>{t(`law.format.${format}`)}</option>
            ))}
          </select>
        </div>
        <div>
          <label for="asOf">{t('law.as-of')}</label>
          <input id="asOf" name="asOf" type="date" />
        </div>
        <div>
          <label for="count">{t('law.printed-count')}</label>
          <input id="count" name="count" type="number" min="0" max="1000" />
        </div>
        <div class="wide">
          <label for="source">{t('law.source')}</label>
          <input id="source" name="source" dir="auto" />
        </div>
        <div class="wide">
          <label for="file">{t('law.file')}</label>
          <input id="file" name="file" type="file" />
        </div>
      </div>
      <button>{t('law.read-in')}</button>
    </Form>
  )
}

/** Published lists that were read in: what waits for a second officer, what was decided, and the way to read in another. */
export const changesPage: Page = async (visit, operations) => {
  const { t, language } = voiceOf(visit)
  let wrong: Wrong | undefined
  if (visit.method === 'POST') {
    const file = visit.files.find((each) => each.file.name !== '')?.file
    const given = ['instrument', 'format', 'asOf', 'count', 'source'].map((name) => [name, visit.form.get(name) ?? ''] as const)
    const asked = read(proposeReference.query, {
      ...Object.fromEntries(given.filter(([, value]) => value !== '')),
      name: file?.name ?? '',
    })
    if (asked.ok && file !== undefined) {
      const proposed = await operations.proposeReference({ query: asked.value, body: file })
      if (proposed.ok) return goTo(`/law/changes/${proposed.value.id}`)
      wrong = wrongOf(proposed.problem, t)
    } else if (!asked.ok) wrong = wrongOf(asked.problem, t)
  }
  const listed = await operations.listProposals({ query: {} })
  if (!listed.ok) return problemPage(visit, listed.problem)
  const profiles = await operations.listProfileProposals({ query: {} })
  if (!profiles.ok) return problemPage(visit, profiles.problem)
  return answer(visit, {
    title: t('law.changes'),
    crumbs: [{ href: '/law', text: t('law.title') }],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'full',
    body: (
      <>
        <p class="lead">{t('law.changes.lead')}</p>
        <ErrorSummary wrong={wrong} fields={[]} />
        {listed.value.items.length === 0 ? (
          <p class="quiet">{t('law.changes.none')}</p>
        ) : (
          <Table
            caption={t('law.changes')}
            head={['law.instrument', 'law.as-of', 'law.proposed-by', 'profile.standing'].map((id) => t(id))}
            rows={listed.value.items.map(({ id, instrument, asOf, proposedBy, standing }) => ({
              key: id,
              cells: [
                <a href={`/law/changes/${id}`}>
                  <Isolated>{instrumentShortTitle(instrument, language)}</Isolated>
                </a>,
                <DateText iso={asOf} />,
                <By {...proposedBy} />,
                <Tag tone={standing === 'proposed' ? 'do' : 'plain'}>{t(`law.proposal.${standing}`)}</Tag>,
              ],
            }))}
          />
        )}
        <section aria-labelledby="profiles">
          <h2 id="profiles">{t('profile.suggested')}</h2>
          <ProfileSuggestions items={profiles.value.items} />
        </section>
        {offers(visit.account, 'reference.propose') ? (
          <section aria-labelledby="read-in">
            <h2 id="read-in">{t('law.read-in')}</h2>
            <ReadIn />
          </section>
        ) : null}
      </>
    ),
  })
}
