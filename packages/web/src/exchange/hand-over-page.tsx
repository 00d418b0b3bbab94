import type { ComityClient } from '@comity/contract/operations'
import type { Carriable, VolumeList } from '@comity/contract/sealed-file'
import type { FileStream } from '@comity/contract/operation'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { asksProof, proofField, withProof } from '../form/proof.ts'
import type { Page, Visit } from '../page.ts'
import { sizeText } from '../request/files-list.tsx'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { Form } from '../ui/form.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'

/** What a medium holds, in bytes: a CD, a mailbox of 25 MB, one of 10 MB, each with room for what stands around a volume. */
const media = ['650000000', '17000000', '7000000'] as const

const sizeField: Field = {
  kind: 'choice',
  name: 'slice',
  label: 'carried.out.size',
  note: 'carried.out.size.note',
  options: ['whole', '2000000000', ...media],
  optionLabel: 'carried.out.size',
}

type Given = { readonly file: FileStream } | { readonly list: VolumeList }

/** Does what the form asks: the whole file, a list of volumes, or one volume of it. */
async function give(visit: Visit, operations: ComityClient, message: string): Promise<Result<Given>> {
  const params = { message }
  const chosen = visit.form.get('slice') ?? ''
  const place = Number(visit.form.get('place') ?? '0')
  if (chosen === 'whole') {
    const file = await operations.sealOut({ params })
    return file.ok ? ok({ file: file.value }) : file
  }
  const slice = Number(chosen)
  if (!Number.isSafeInteger(slice) || chosen === '') return fail(invalid('slice', 'required'))
  if (place > 0) {
    const file = await operations.getVolume({ params: { ...params, place }, body: { slice } })
    return file.ok ? ok({ file: file.value }) : file
  }
  const list = await operations.cutOut({ params, body: { slice } })
  return list.ok ? ok({ list: list.value }) : list
}

function About({ message }: { readonly message: Carriable }) {
  const { t } = useVoice()
  return (
    <Facts
      items={[
        [t('carried.to'), <Isolated code>{message.peer}</Isolated>],
        [t('carried.about'), <a href={`/requests/${message.thread}`}>{t(`act.${message.type}`)}</a>],
        [t('carried.until'), <InstantText iso={message.notAfter} />],
      ]}
    />
  )
}

function Volumes({ list, action }: { readonly list: VolumeList; readonly action: string }) {
  const { t, language } = useVoice()
  return (
    <>
      <p>{t('carried.volumes.lead', { count: list.volumes.length, size: sizeText(list.size, language) })}</p>
      <ol class="volumes">
        {list.volumes.map(({ place, name }) => (
          <li>
            <Form action={action}>
              <input type="hidden" name="slice" value={String(list.slice)} />
              <input type="hidden" name="place" value={String(place)} />
              <button class="plain">
                {t('carried.volumes.download', { place })} <Isolated code>{name}</Isolated>
              </button>
            </Form>
          </li>
        ))}
      </ol>
    </>
  )
}

/** Hands a message over as a sealed file, whole or in volumes; it stays in the outbox until a receipt says that it arrived. */
export const handOverPage: Page = async (visit, operations, place) => {
  const id = place['message'] ?? ''
  const found = await operations.getCarriable({ params: { message: id } })
  if (!found.ok) return problemPage(visit, found.problem)
  const { t } = voiceOf(visit)
  const action = `/messages/${id}/hand-over`
  const given = visit.method === 'POST' ? await withProof(visit, operations, async () => give(visit, operations, id)) : undefined
  if (given?.ok === true && 'file' in given.value) return { kind: 'file', file: given.value.file }
  const problem = given?.ok === false ? given.problem : undefined
  const wrong = problem === undefined ? undefined : wrongOf(problem, t)
  const fields = asksProof(problem) ? [sizeField, proofField] : [sizeField]
  const values = new URLSearchParams(visit.method === 'POST' ? visit.form : { slice: 'whole' })
  return answer(visit, {
    title: t('carried.out.title'),
    crumbs: [{ href: '/messages', text: t('web.nav.messages') }],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <p class="lead">{t('carried.out.lead')}</p>
        <ErrorSummary wrong={wrong} fields={[sizeField, proofField]} />
        <About message={found.value} />
        {given?.ok === true && 'list' in given.value ? (
          <Volumes list={given.value.list} action={action} />
        ) : (
          <Form action={action}>
            <Fields fields={fields} values={values} wrong={wrong} margin={fixedMargin(t)} />
            <p class="buttons">
              <button>{t('carried.out.button')}</button>
            </p>
          </Form>
        )}
        <Notice>{t('carried.out.after')}</Notice>
      </>
    ),
  })
}
