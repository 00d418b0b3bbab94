import type { ComityClient } from '@comity/contract/operations'
import { invalid } from '@comity/domain/problem'
import { findState, listStates, stateName } from '@comity/reference/state'
import type { AvailableLanguage } from '@comity/language/languages'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { goTo, type View, type Visit } from '../page.ts'
import { RequestTable } from '../request/request-table.tsx'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { Form } from '../ui/form.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'
import type { Drafter } from './drafter.ts'

function fieldsFor(language: AvailableLanguage): readonly Field[] {
  const byName = new Intl.Collator(language)
  const states = listStates().toSorted((a, b) => byName.compare(stateName(a.code, language), stateName(b.code, language)))
  return [
    {
      kind: 'choice',
      as: 'select',
      name: 'state',
      label: 'drafter.home.state',
      note: 'drafter.home.state.note',
      options: states.map(({ code }) => code),
      optionLabel: stateName,
    },
    { kind: 'line', name: 'authority', label: 'drafter.home.authority', note: 'drafter.home.authority.note', optional: true },
  ]
}

function About({ version, partyLists: { oldest, newest } }: Pick<Drafter, 'version' | 'partyLists'>) {
  const { t, date } = useVoice()
  return (
    <section aria-labelledby="about">
      <h2 id="about">{t('drafter.home.about')}</h2>
      <Facts
        items={[
          [t('drafter.home.version'), <Isolated code>{version}</Isolated>],
          [t('drafter.home.as-of'), t('drafter.home.from-to', { from: date(oldest), to: date(newest) })],
        ]}
      />
    </section>
  )
}

/** The first page of the stand-alone drafter: whose drafts these are, which are open, and what this file is. */
export function homePage(drafter: Drafter): (visit: Visit, operations: Pick<ComityClient, 'listRequests'>) => Promise<View> {
  return async (visit, operations) => {
    const { t } = voiceOf(visit)
    const fields = fieldsFor(visit.language)
    const values = new URLSearchParams(visit.form)
    let wrong
    if (visit.method === 'POST') {
      const state = visit.form.get('state') ?? ''
      if (findState(state) !== undefined) {
        drafter.settle({ state, name: (visit.form.get('authority') ?? '').trim().slice(0, 300) })
        return goTo('/')
      }
      wrong = wrongOf(invalid('state', 'required'), t)
    }
    const settled = drafter.authority()
    const listed = await operations.listRequests({ query: { sort: 'changed', limit: 100 } })
    if (!listed.ok) return problemPage(visit, listed.problem)
    const { items } = listed.value
    return answer(visit, {
      title: t('drafter.home.title'),
      status: wrong?.status ?? 200,
      wrong: wrong !== undefined,
      width: items.length === 0 ? 'margin' : 'full',
      body: (
        <>
          <p class="lead">{t('drafter.home.lead')}</p>
          <ErrorSummary wrong={wrong} fields={fields} />
          {drafter.copy().there ? (
            <Notice>
              {t('drafter.home.copy')} <a href="/file">{t('drafter.nav.file')}</a>
            </Notice>
          ) : null}
          {settled === undefined ? (
            <section aria-labelledby="who">
              <h2 id="who">{t('drafter.home.who')}</h2>
              <Form action="/">
                <Fields fields={fields} values={values} wrong={wrong} margin={fixedMargin(t)} />
                <p class="buttons">
                  <button>{t('drafter.home.settle')}</button>
                  <a class="button plain" href="/file">
                    {t('drafter.open.title')}
                  </a>
                </p>
              </Form>
            </section>
          ) : (
            <>
              <p class="buttons">
                <a class="button" href="/requests/new">
                  {t('web.new.title')}
                </a>
                <a class="button plain" href="/file">
                  {t('drafter.nav.file')}
                </a>
              </p>
              {items.length === 0 ? (
                <p class="quiet">{t('drafter.home.empty')}</p>
              ) : (
                <RequestTable caption={t('drafter.home.title')} rows={items} />
              )}
            </>
          )}
          <About version={drafter.version} partyLists={drafter.partyLists} />
        </>
      ),
    })
  }
}
