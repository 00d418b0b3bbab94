import type { FileStream } from '@comity/contract/operation'
import type { ComityClient } from '@comity/contract/operations'
import { type LetterSigning, signLetter } from '@comity/contract/signature'
import { Id, read } from '@comity/domain/input'
import { fail, type Result } from '@comity/domain/result'
import { getLanguage, isAvailable } from '@comity/language/languages'
import { versionIn } from '../draft/save.ts'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field, Leaf } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { FileRow } from '../form/file-row.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { asksProof, proofField, withProof } from '../form/proof.ts'
import { goTo, type Page, type Place, type View, type Visit } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'

type How = 'file' | 'device'

/** A key file is small; what is larger is not read to its end. In bytes. */
const keyFileLimit = 256 * 1024

function languageName(code: string): string {
  return isAvailable(code) ? getLanguage(code).name : code
}

function fieldsFor({ letters, keys, timeStamp }: LetterSigning, how: How): readonly Leaf[] {
  const languages: Leaf = {
    kind: 'choices',
    name: 'languages',
    label: 'web.sign.languages',
    options: letters.map(({ language }) => language),
    optionLabel: languageName,
  }
  const stamp: Leaf = {
    kind: 'choice',
    name: 'timeStamp',
    label: 'web.sign.time-stamp',
    options: ['with', 'without'],
    optionLabel: 'web.sign.time-stamp',
  }
  const secrets: readonly Leaf[] =
    how === 'file'
      ? [{ kind: 'line', name: 'passphrase', label: 'web.sign.passphrase', secret: true }]
      : [
          { kind: 'choice', name: 'device', label: 'web.sign.device', options: keys.map(({ key }) => key), optionLabel: (key) => key },
          { kind: 'line', name: 'pin', label: 'web.sign.pin', note: 'web.sign.pin.note', secret: true },
        ]
  return [...(letters.length > 1 ? [languages] : []), ...(timeStamp ? [stamp] : []), ...secrets]
}

/** A control that the summary of errors can lead to, for a file that no field of a form describes. */
const keyField: Field = { kind: 'files', name: 'key', label: 'web.sign.key' }

async function readKey(files: Visit['files']): Promise<string> {
  const file: FileStream | undefined = files.find(({ field }) => field === 'key')?.file
  if (file === undefined || (file.size ?? 0) > keyFileLimit) return ''
  let octets = ''
  for await (const chunk of file.stream) for (const octet of chunk) octets += String.fromCharCode(octet)
  return btoa(octets)
}

async function bodyOf({ form, files }: Visit, { letters, timeStamp }: LetterSigning, how: How): Promise<unknown> {
  // Secrets are taken as they were typed: a space at an end belongs to them.
  const secret = (name: string) => form.get(name) ?? ''
  return {
    languages: letters.length > 1 ? form.getAll('languages') : letters.map(({ language }) => language),
    timeStamp: timeStamp ? (form.get('timeStamp') ?? 'with') : 'without',
    key:
      how === 'file'
        ? { kind: 'file', file: await readKey(files), passphrase: secret('passphrase') }
        : { kind: 'device', key: form.get('device') ?? '', pin: secret('pin') },
  }
}

async function sign(visit: Visit, operations: ComityClient, view: LetterSigning, how: How): Promise<Result<LetterSigning>> {
  const body = read(signLetter.body, await bodyOf(visit, view, how))
  if (body.ok) {
    const call = { params: { request: view.request }, body: body.value, ifMatch: versionIn(visit.form) }
    return withProof(visit, operations, async () => operations.signLetter(call))
  }
  const fields = body.problem.fields?.map((field) =>
    field.field === 'key.file'
      ? { field: 'key', rule: 'key-file-unreadable' }
      : { ...field, field: field.field === 'key.key' ? 'device' : field.field.replace(/^key\./u, '') },
  )
  return fail({ ...body.problem, ...(fields === undefined ? {} : { fields }) })
}

function Letters({ view }: { readonly view: LetterSigning }) {
  const { t } = useVoice()
  return (
    <Table
      caption={t('web.sign.letters')}
      head={[t('web.sign.language'), t('web.sign.signatures'), t('web.sign.letters')]}
      rows={view.letters.map(({ language, signatures }) => ({
        key: language,
        cells: [
          <span lang={language}>{languageName(language)}</span>,
          signatures.length === 0 ? (
            <span class="quiet">{t('web.sign.none')}</span>
          ) : (
            <ul class="plain">
              {signatures.map(({ holder, at, key, stamped }) => (
                <li>
                  <Isolated>{holder}</Isolated>{' '}
                  <small class="block">
                    <InstantText iso={at} />
                    {key === undefined ? null : (
                      <>
                        {' '}
                        · <Isolated>{key}</Isolated>
                      </>
                    )}
                    {stamped ? <> · {t('web.sign.time-stamp')}</> : null}
                  </small>
                </li>
              ))}
            </ul>
          ),
          <a href={`/api/requests/${view.request}/signatures/${language}`}>{t('web.sign.read')}</a>,
        ],
      }))}
    />
  )
}

/** Where one key or the other is chosen: a choice of its own, since each asks for something else. */
function HowTabs({ view, how }: { readonly view: LetterSigning; readonly how: How }) {
  const { t } = useVoice()
  if (view.keys.length === 0) return null
  return (
    <nav class="tabs" aria-label={t('web.sign.how')}>
      {(['file', 'device'] as const).map((other) => (
        <a href={`/requests/${view.request}/sign?with=${other}`} aria-current={other === how ? 'page' : undefined}>
          {t(`web.sign.how.${other}`)}
        </a>
      ))}
    </nav>
  )
}

function Outdated({ view }: { readonly view: LetterSigning }) {
  const { t } = useVoice()
  return (
    <Notice tone="do">
      <p>{t('web.sign.outdated')}</p>
      <Form action={`/requests/${view.request}/sign/discard`} version={view.version} class="inline">
        <button>{t('web.sign.discard')}</button>
      </Form>
    </Notice>
  )
}

interface Sheet {
  readonly view: LetterSigning
  readonly how: How
  readonly values: URLSearchParams
  readonly wrong?: Wrong | undefined
  /** The code of the moment is asked too. */
  readonly proof: boolean
}

function render(visit: Visit, { view, how, values, wrong, proof }: Sheet): View {
  const { t } = voiceOf(visit)
  const fields = proof ? [...fieldsFor(view, how), proofField] : fieldsFor(view, how)
  const outdated = view.letters.some((letter) => letter.outdated)
  const { request } = view
  return answer(visit, {
    title: t('web.sign.title'),
    crumbs: [{ href: `/requests/${request}`, text: view.reference }],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <p class="lead">{t('web.sign.lead')}</p>
        <ErrorSummary wrong={wrong} fields={how === 'file' ? [...fields, keyField] : fields} />
        {view.discarded === 0 ? null : <Notice>{t('web.sign.discarded', { count: view.discarded })}</Notice>}
        <Letters view={view} />
        {outdated ? (
          <Outdated view={view} />
        ) : (
          <>
            <h2>{t('web.sign.how')}</h2>
            <HowTabs view={view} how={how} />
            <Form action={`/requests/${request}/sign?with=${how}`} version={view.version} files={how === 'file'}>
              {how === 'file' ? (
                <FileRow name="key" label="web.sign.key" accept=".p12,.pfx,.pem" wrong={wrong}>
                  <p>{t('web.sign.key.note')}</p>
                </FileRow>
              ) : null}
              <Fields fields={fields} values={values} wrong={wrong} margin={fixedMargin(t)} />
              {view.seal ? <p class="quiet">{t('web.sign.seal')}</p> : null}
              <p class="buttons">
                <button>{t('web.sign.do')}</button>
                <a class="button plain" href={`/requests/${request}`}>
                  {t('web.act.back')}
                </a>
              </p>
            </Form>
            {how === 'device' ? (
              <p>
                <a href="/signing-keys">{t('web.keys.title')}</a>
              </p>
            ) : null}
          </>
        )}
      </>
    ),
  })
}

async function findSigning(operations: ComityClient, place: Place): Promise<Result<LetterSigning>> {
  const id = read(Id, place['request'])
  return id.ok ? operations.getLetterSigning({ params: { request: id.value } }) : fail({ code: 'not-found' })
}

function startOf({ letters, keys }: LetterSigning): URLSearchParams {
  const first = keys.find(({ locked }) => !locked)
  return new URLSearchParams([
    ...letters.map(({ language }) => ['languages', language]),
    ['timeStamp', 'with'],
    ...(first === undefined ? [] : [['device', first.key]]),
  ])
}

/** What was chosen, without what is secret: no page ever holds a passphrase or a PIN. */
function withoutSecrets(form: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams(form)
  for (const name of ['passphrase', 'pin', 'proof']) kept.delete(name)
  return kept
}

/** The letter of a request that waits for approval, who has signed it, and the signing of it. */
export const signPage: Page = async (visit, operations, place) => {
  const found = await findSigning(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  const view = found.value
  const how: How = visit.query.get('with') === 'device' && view.keys.length > 0 ? 'device' : 'file'
  if (visit.method === 'GET') return render(visit, { view, how, values: startOf(view), proof: view.proofNeeded })
  const signed = await sign(visit, operations, view, how)
  if (signed.ok) return goTo(`/requests/${view.request}/sign?with=${how}`)
  const { problem } = signed
  // A code is good once: where it was taken and something else was wrong, none is asked again.
  const fresh = await findSigning(operations, place)
  const proof = asksProof(problem) || (fresh.ok && fresh.value.proofNeeded)
  return render(visit, { view, how, values: withoutSecrets(visit.form), wrong: wrongOf(problem, voiceOf(visit).t), proof })
}

/** Discards the signatures of a letter that is no longer the one that was signed. */
export const discardPage: Page = async (visit, operations, place) => {
  const id = read(Id, place['request'])
  if (!id.ok) return problemPage(visit, { code: 'not-found' })
  const done = await operations.discardSignatures({ params: { request: id.value }, ifMatch: versionIn(visit.form) })
  return done.ok ? goTo(`/requests/${id.value}/sign`) : problemPage(visit, done.problem)
}
