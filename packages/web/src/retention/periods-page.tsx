import { type RetentionPeriod, setRetentionPeriod } from '@comity/contract/retention'
import { read } from '@comity/domain/input'
import { retentionClasses } from '@comity/domain/retention/retention-class'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { asksProof, proofField, withProof } from '../form/proof.ts'
import { readForm } from '../form/read-form.ts'
import { offers } from '../navigation.ts'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'

const path = '/retention/periods'
const periodFields: readonly Field[] = [
  { kind: 'choice', name: 'class', label: 'retention.class', options: retentionClasses, optionLabel: 'retention.class' },
  { kind: 'number', name: 'months', label: 'retention.months', note: 'retention.months.note' },
  { kind: 'line', name: 'source', label: 'retention.source', note: 'retention.source.note' },
]

function Periods({ items }: { readonly items: readonly RetentionPeriod[] }) {
  const { t } = useVoice()
  return (
    <Table
      caption={t('retention.periods')}
      head={['retention.class', 'retention.period', 'retention.source', 'retention.set-by'].map((id) => t(id))}
      rows={items.map(({ class: of, months, source, by, at }) => ({
        key: of,
        cells: [
          t(`retention.class.${of}`),
          months === undefined ? <span class="quiet">{t('retention.period.not-set')}</span> : t('retention.period.months', { months }),
          source === undefined ? '—' : <Isolated>{source}</Isolated>,
          by === undefined || at === undefined ? (
            '—'
          ) : (
            <>
              <Isolated>{by}</Isolated>
              <small class="block">
                <InstantText iso={at} />
              </small>
            </>
          ),
        ],
      }))}
    />
  )
}

/** How long closed requests are kept, and, for who may, the form that sets it. */
export const periodsPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const sets = offers(visit.account, 'retention.set')
  if (visit.method === 'POST' && !sets) return problemPage(visit, { code: 'not-permitted' })
  const tried =
    visit.method === 'POST'
      ? await withProof(visit, operations, async () => {
          const body = read(setRetentionPeriod.body, readForm(periodFields, visit.form))
          return body.ok ? operations.setRetentionPeriod({ body: body.value }) : body
        })
      : undefined
  if (tried?.ok === true) return goTo(path)
  const listed = await operations.listRetentionPeriods({})
  if (!listed.ok) return problemPage(visit, listed.problem)
  const wrong = tried === undefined ? undefined : wrongOf(tried.problem, t)
  const fields = asksProof(tried?.problem) || visit.form.has('proof') ? [...periodFields, proofField] : periodFields
  return answer(visit, {
    title: t('retention.periods'),
    crumbs: [{ href: '/retention', text: t('retention.title') }],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        <p class="lead">{t('retention.periods.lead')}</p>
        <Periods items={listed.value.items} />
        {sets ? (
          <Form action={path}>
            <Fields fields={fields} values={visit.form} wrong={wrong} margin={fixedMargin(t)} />
            <p class="buttons">
              <button>{t('retention.set')}</button>
            </p>
          </Form>
        ) : null}
      </>
    ),
  })
}
