import type { FileStream } from '@comity/contract/operation'
import type { ComityClient } from '@comity/contract/operations'
import type { TakenIn } from '@comity/contract/sealed-file'
import { invalid } from '@comity/domain/problem'
import type { Result } from '@comity/domain/result'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { FileRow } from '../form/file-row.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { offers } from '../navigation.ts'
import type { Page, Visit } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'

const fields: readonly Field[] = [
  { kind: 'prose', rows: 4, name: 'text', label: 'carried.in.text', note: 'carried.in.text.note', optional: true, keep: true },
]
const named: readonly Field[] = [{ kind: 'files', name: 'file', label: 'carried.in.file' }, ...fields]

interface Brought {
  readonly name: string
  readonly taken: Result<TakenIn>
}

function asFile(text: string): FileStream {
  async function* stream(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(text)
  }
  return { name: '', mediaType: 'application/octet-stream', stream: stream() }
}

/** Takes in every file of the form, and the receipts that were pasted, each for itself. */
async function bring({ files, form }: Visit, operations: ComityClient): Promise<readonly Brought[]> {
  const brought: Brought[] = []
  for (const { file } of files) brought.push({ name: file.name, taken: await operations.takeIn({ body: file }) })
  const text = (form.get('text') ?? '').trim()
  if (text !== '') brought.push({ name: '', taken: await operations.takeIn({ body: asFile(text) }) })
  return brought
}

/** The way to the receipts that are to be given back about a message. */
export function receiptsPath(peer: string, message: string): string {
  return `/messages/from/${peer.replace('/', '~')}/${message}/receipts`
}

function Message({ taken }: { readonly taken: TakenIn & { readonly kind: 'message' } }) {
  const { t } = useVoice()
  const { standing, problem, type, thread, peer, id, receipts } = taken
  return (
    <Notice tone={standing === 'accepted' ? 'good' : 'do'}>
      <p>
        <b>{t(`message.${standing}`)}.</b> {t(`message.${standing}.means`)} {problem === undefined ? null : t(`problem.${problem}`)}
      </p>
      <p>
        <Isolated code>{peer}</Isolated>
        {type === undefined || thread === undefined ? null : (
          <>
            {' · '}
            {standing === 'accepted' ? <a href={`/requests/${thread}`}>{t(`act.${type}`)}</a> : t(`act.${type}`)}
          </>
        )}
      </p>
      {receipts === 0 ? null : (
        <p>
          <a href={receiptsPath(peer, id)}>{t('carried.receipts.give', { count: receipts })}</a>
        </p>
      )}
    </Notice>
  )
}

function Outcome({ name, taken }: Brought) {
  const { t } = useVoice()
  if (!taken.ok) {
    const { sentence, fields: broken } = wrongOf(taken.problem, t)
    const line = taken.problem.values?.['line']
    return (
      <Notice tone="do">
        {name === '' ? null : <Isolated code>{name}</Isolated>} {sentence} {broken.map((one) => one.sentence).join(' ')}
        {line === undefined ? null : ` ${t('carried.in.line', { line })}`}
      </Notice>
    )
  }
  const { value } = taken
  if (value.kind === 'message') return <Message taken={value} />
  if (value.kind === 'volume')
    return (
      <Notice>
        {t('carried.in.volume', { place: value.place, of: value.of })} {t('carried.in.missing', { missing: value.missing.join(', ') })}
      </Notice>
    )
  return (
    <Notice tone={value.items.length > 0 ? 'good' : 'do'}>
      <p>{t('carried.in.receipts', { count: value.items.length })}</p>
      <ul>
        {value.items.map(({ message, event, peer, at }) => (
          <li>
            {t(`receipt.${event}`)}, <Isolated code>{peer}</Isolated>, <InstantText iso={at} />
            <small class="block">
              <Isolated code>{message}</Isolated>
            </small>
          </li>
        ))}
      </ul>
      {value.passedOver === 0 ? null : <p>{t('carried.in.passed-over', { count: value.passedOver })}</p>}
    </Notice>
  )
}

/** Takes in what came on a stick or by e-mail: sealed files, volumes of one, receipts. Each is told what came of it. */
export const takeInPage: Page = async (visit, operations) => {
  if (!offers(visit.account, 'message.take-in')) return problemPage(visit, { code: 'not-permitted' })
  const { t } = voiceOf(visit)
  const brought = visit.method === 'POST' ? await bring(visit, operations) : []
  const nothing = visit.method === 'POST' && brought.length === 0
  const wrong = nothing ? wrongOf(invalid('file', 'required'), t) : undefined
  return answer(visit, {
    title: t('carried.in.title'),
    crumbs: [{ href: '/messages', text: t('web.nav.messages') }],
    status: wrong?.status ?? 200,
    wrong: nothing,
    width: 'margin',
    body: (
      <>
        <p class="lead">{t('carried.in.lead')}</p>
        <ErrorSummary wrong={wrong} fields={named} />
        {brought.length === 0 ? null : (
          <section aria-labelledby="came" role="status">
            <h2 id="came">{t('carried.in.came')}</h2>
            {brought.map((one) => (
              <Outcome {...one} />
            ))}
          </section>
        )}
        <Form action="/messages/take-in" files>
          <FileRow name="file" label="carried.in.file" accept=".comity,.receipts" wrong={wrong} several>
            <p>{t('carried.in.file.note')}</p>
          </FileRow>
          <Fields fields={fields} values={new URLSearchParams()} wrong={undefined} margin={fixedMargin(t)} />
          <p class="buttons">
            <button>{t('carried.in.button')}</button>
          </p>
        </Form>
      </>
    ),
  })
}
