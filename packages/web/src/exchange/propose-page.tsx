import { getContactAnnex } from '@comity/contract/first-contact'
import { proposePeer } from '@comity/contract/exchange'
import type { Peer } from '@comity/contract/exchange'
import type { ComityClient } from '@comity/contract/operations'
import { read } from '@comity/domain/input'
import { invalid } from '@comity/domain/problem'
import { fail, type Result } from '@comity/domain/result'
import { available, getLanguage } from '@comity/language/languages'
import type { Field } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { FileRow } from '../form/file-row.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { goTo, type Page, type Visit } from '../page.ts'
import { offers } from '../navigation.ts'
import { answer } from '../ui/answer.tsx'
import { ErrorSummary } from '../form/error-summary.tsx'
import { FilterChoice } from '../ui/filter.tsx'
import { Form } from '../ui/form.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { wrongOf } from '../ui/wrong.ts'
import { peerPath } from './peer-path.ts'

const written: readonly Field[] = [
  {
    kind: 'line',
    name: 'address',
    label: 'contact.address',
    note: 'contact.address.note',
    example: 'https://exchange.justice.example',
  },
  { kind: 'prose', rows: 4, name: 'directory', label: 'contact.text', note: 'contact.text.note' },
]
const fields: readonly Field[] = [{ kind: 'files', name: 'file', label: 'contact.file' }, ...written]

async function textOf({ files }: Visit): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for (const { file } of files) if (file.name !== '') for await (const chunk of file.stream) text += decoder.decode(chunk, { stream: true })
  return text.trim()
}

/** Takes the document by the way that was chosen: a file, the address at which it is shown, or its text. */
async function bring(visit: Visit, operations: ComityClient): Promise<Result<Peer>> {
  const directory = (await textOf(visit)) || (visit.form.get('directory') ?? '').trim()
  const address = (visit.form.get('address') ?? '').trim()
  if (directory === '' && address === '') return fail(invalid('file', 'required'))
  if (directory === '') return operations.fetchPeer({ body: { address } })
  const body = read(proposePeer.body, { directory })
  return body.ok ? operations.proposePeer({ body: body.value }) : body
}

/** What is given to the other authority: our fingerprint on paper, in its language, and our document. */
function Give() {
  const { t, language } = useVoice()
  return (
    <section aria-labelledby="give">
      <h2 id="give">{t('contact.give')}</h2>
      <p>{t('contact.give.about')}</p>
      <form method="get" action="/peers/annex" class="filters">
        <FilterChoice
          name="language"
          label="contact.annex.language"
          options={available.map((code) => ({ value: code, text: getLanguage(code).name }))}
          query={new URLSearchParams({ language })}
        />
        <button class="plain">{t('contact.annex.pdf')}</button>
      </form>
      <p>
        <a href="/peers/own-directory" download>
          {t('contact.own-directory')}
        </a>
      </p>
    </section>
  )
}

/** What is done once the document is here, so that both officers know what comes. */
function Then() {
  const { t } = useVoice()
  return (
    <section aria-labelledby="then">
      <h2 id="then">{t('contact.then')}</h2>
      <ol>
        {['compare', 'confirm', 'begin'].map((step) => (
          <li>{t(`contact.then.${step}`)}</li>
        ))}
      </ol>
    </section>
  )
}

/** The annex to a note verbale, to be saved and printed. */
export const contactAnnexPage: Page = async (visit, operations) => {
  const language = visit.query.get('language')
  const query = read(getContactAnnex.query, language === null ? {} : { language })
  if (!query.ok) return problemPage(visit, query.problem)
  const annex = await operations.getContactAnnex({ query: query.value })
  return annex.ok ? { kind: 'file', file: annex.value } : problemPage(visit, annex.problem)
}

/** Our own signed directory document as a file, to be given to another authority. */
export const ownDirectoryPage: Page = async (visit, operations) => {
  const own = await operations.getDirectory({})
  if (!own.ok) return problemPage(visit, own.problem)
  const bytes = new TextEncoder().encode(own.value.directory)
  async function* stream(): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  const name = `${own.value.authority.replace('/', '-')}.directory.json`
  return { kind: 'file', file: { name, mediaType: 'application/jose+json', size: bytes.length, stream: stream() } }
}

/**
 * The first contact with another authority, step by step: what it is given, and its own signed directory document, taken in as it
 * came. It is only proposed by that: two officers must compare its fingerprint before anything is sent.
 */
export const proposePage: Page = async (visit, operations) => {
  if (!offers(visit.account, 'peer.propose')) return problemPage(visit, { code: 'not-permitted' })
  const { t } = voiceOf(visit)
  let wrong
  if (visit.method === 'POST') {
    const proposed = await bring(visit, operations)
    if (proposed.ok) return goTo(peerPath(proposed.value.id))
    wrong = wrongOf(proposed.problem, t)
  }
  return answer(visit, {
    title: t('contact.title'),
    crumbs: [{ href: '/peers', text: t('web.nav.peers') }],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={fields} />
        <p class="lead">{t('contact.lead')}</p>
        <Give />
        <section aria-labelledby="take">
          <h2 id="take">{t('contact.take')}</h2>
          <p>{t('contact.take.about')}</p>
          <Form action="/peers/new" files>
            <FileRow name="file" label="contact.file" accept=".json,.jws,application/jose+json" wrong={wrong}>
              <p>{t('contact.file.note')}</p>
            </FileRow>
            <Fields fields={written} values={visit.form} wrong={wrong} margin={fixedMargin(t)} />
            <p class="buttons">
              <button>{t('web.peers.propose')}</button>
            </p>
          </Form>
        </section>
        <Then />
      </>
    ),
  })
}
