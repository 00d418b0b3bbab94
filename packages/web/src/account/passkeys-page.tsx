import type { Output } from '@comity/contract/operation'
import type { ComityClient } from '@comity/contract/operations'
import { addPasskey, type Passkey } from '@comity/contract/passkey'
import type { beginPasskey } from '@comity/contract/passkey'
import { read } from '@comity/domain/input'
import type { Problem } from '@comity/domain/problem'
import { ok, type Result } from '@comity/domain/result'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { PasskeyScript } from '../form/passkey-instead.tsx'
import { asksProof, proofField, withProof } from '../form/proof.ts'
import { goTo, type Page, type Visit } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { readPasskey } from './read-passkey.ts'

const nameField: Field = { kind: 'line', name: 'name', label: 'account.passkey.name', note: 'account.passkey.name.note', keep: true }

/** What the authenticator is asked, once the reader has proved who they are. */
type Asked = Output<typeof beginPasskey>

/** What a form of the page has come to. */
interface Attempt {
  readonly act: string
  readonly wrong: Wrong
  readonly problem: Problem
}

function PasskeyTable({ passkeys, attempt }: { readonly passkeys: readonly Passkey[]; readonly attempt: Attempt | undefined }) {
  const { t } = useVoice()
  if (passkeys.length === 0) return <p>{t('account.passkeys.none')}</p>
  return (
    <Table
      caption={t('account.passkeys')}
      head={[t('account.passkey.name'), t('account.passkey.added'), t('account.passkey.used'), t('account.passkey.remove')]}
      rows={passkeys.map(({ id, name, addedAt, usedAt }) => ({
        key: id,
        cells: [
          <Isolated>{name}</Isolated>,
          <InstantText iso={addedAt} />,
          usedAt === undefined ? t('account.passkey.unused') : <InstantText iso={usedAt} />,
          <Form action={`/account/passkeys/${id}/remove`} class="inline">
            {attempt?.act === id && asksProof(attempt.problem) ? (
              <Fields fields={[proofField]} values={new URLSearchParams()} wrong={attempt.wrong} />
            ) : null}
            <button class="link" aria-label={`${t('account.passkey.remove')}: ${name}`}>
              {t('account.passkey.remove')}
            </button>
          </Form>,
        ],
      }))}
    />
  )
}

function AddForm({
  visit,
  asked,
  attempt,
}: {
  readonly visit: Visit
  readonly asked: Asked | undefined
  readonly attempt: Attempt | undefined
}) {
  const { t } = useVoice()
  const tried = attempt?.act === 'add' ? attempt : undefined
  if (asked !== undefined)
    return (
      <div data-passkey="create" data-asked={JSON.stringify(asked)} data-failed={t('account.passkey.failed')}>
        <Form action="/account/passkeys">
          <input type="hidden" name="name" value={visit.form.get('name') ?? ''} />
          <input type="hidden" name="passkey" />
          <p>{t('account.passkey.now')}</p>
          <p class="buttons">
            <button>{t('account.passkey.create')}</button> <span role="status" />
          </p>
        </Form>
        <PasskeyScript />
      </div>
    )
  const fields = asksProof(tried?.problem) ? [nameField, proofField] : [nameField]
  return (
    <Form action="/account/passkeys">
      <Fields
        fields={fields}
        values={tried === undefined ? new URLSearchParams() : visit.form}
        wrong={tried?.wrong}
        margin={fixedMargin(t)}
      />
      <p class="buttons">
        <button>{t('account.passkey.add')}</button>
      </p>
    </Form>
  )
}

/** Adds what the authenticator made; or, before that, what it is to be asked. */
async function add(visit: Visit, operations: ComityClient): Promise<Result<Asked | undefined>> {
  const name = visit.form.get('name') ?? ''
  const made = visit.form.get('passkey')
  if (made === null) return withProof(visit, operations, () => operations.beginPasskey({}))
  const body = readPasskey(made, (value) => read(addPasskey.body.omit({ name: true }), value, 'passkey'))
  const added = body.ok ? await operations.addPasskey({ body: { ...body.value, name } }) : body
  return added.ok ? ok(undefined) : added
}

/** The reader's passkeys, each to be removed, and a way to add one. */
export const passkeysPage: Page = async (visit, operations, place) => {
  const { t } = voiceOf(visit)
  const act = place['passkey'] ?? 'add'
  let attempt: Attempt | undefined
  let asked: Asked | undefined
  if (visit.method === 'POST') {
    const done =
      act === 'add'
        ? await add(visit, operations)
        : await withProof(visit, operations, () => operations.removePasskey({ params: { passkey: act } }))
    if (!done.ok) attempt = { act, wrong: wrongOf(done.problem, t), problem: done.problem }
    else if (act === 'add' && done.value !== undefined) asked = done.value as Asked
    else return goTo('/account/passkeys')
  }
  const listed = await operations.listPasskeys({})
  if (!listed.ok) return problemPage(visit, listed.problem)
  return answer(visit, {
    title: t('account.passkeys'),
    crumbs: [{ href: '/account', text: t('account.own') }],
    status: attempt?.wrong.status ?? 200,
    wrong: attempt !== undefined,
    width: 'margin',
    body: (
      <>
        <p class="lead">{t('account.passkeys.what')}</p>
        <ErrorSummary wrong={attempt?.wrong} fields={[nameField, proofField]} />
        <PasskeyTable passkeys={listed.value.items} attempt={attempt} />
        <section aria-labelledby="add">
          <h2 id="add">{t('account.passkey.add')}</h2>
          <AddForm visit={visit} asked={asked} attempt={attempt} />
        </section>
      </>
    ),
  })
}
