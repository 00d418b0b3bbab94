import { getEvidence, type MessageView } from '@comity/contract/message'
import type { ComityClient } from '@comity/contract/operations'
import { problemStatus } from '@comity/contract/problem'
import { read } from '@comity/domain/input'
import { available, getLanguage } from '@comity/language/languages'
import { ErrorSummary } from '../form/error-summary.tsx'
import { offers } from '../navigation.ts'
import { goTo, type Page, type Visit } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { FilterChoice } from '../ui/filter.tsx'
import { Form } from '../ui/form.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { MessageWay } from './message-way.tsx'
import { peerPath } from './peer-path.ts'
import { receiptsPath } from './take-in-page.tsx'

/** The reference of the request, for those who may read that request; nothing else of it. */
async function referenceOf(visit: Visit, operations: ComityClient, { thread }: MessageView): Promise<string | undefined> {
  if (thread === undefined || !offers(visit.account, 'request.read')) return undefined
  const found = await operations.getRequest({ params: { request: thread } })
  return found.ok ? (found.value.reference ?? '') : undefined
}

function MessageFacts({ message, reference }: { readonly message: MessageView; readonly reference: string | undefined }) {
  const { t } = useVoice()
  const { peer, type, thread, id, digest, notAfter, standing } = message
  return (
    <Facts
      items={[
        [
          t('web.messages.peer'),
          /^[A-Z]{3}\//u.test(peer) ? (
            <a href={peerPath(peer)}>
              <Isolated code>{peer}</Isolated>
            </a>
          ) : (
            <Isolated code>{peer}</Isolated>
          ),
        ],
        type === undefined ? undefined : [t('web.messages.about'), t(`act.${type}`)],
        reference === undefined || thread === undefined
          ? undefined
          : [
              t('message.request'),
              <a href={`/requests/${thread}`}>
                <Isolated>{reference === '' ? t('message.no-reference') : reference}</Isolated>
              </a>,
            ],
        notAfter === undefined || standing === 'consigned' || standing === 'failed'
          ? undefined
          : [t('message.until'), <InstantText iso={notAfter} />],
        [t('message.id'), <Isolated code>{id}</Isolated>],
        digest === undefined ? undefined : [t('message.digest'), <Isolated code>{digest}</Isolated>],
      ]}
    />
  )
}

function WhatToDo({
  message,
  wrong,
  mayRetry,
}: {
  readonly message: MessageView
  readonly wrong: Wrong | undefined
  readonly mayRetry: boolean
}) {
  const { t } = useVoice()
  const { advice, retry, ref, attention } = message
  const tries = mayRetry && retry !== undefined && !['message-ended', 'message-under-way', 'message-behind'].includes(retry)
  return (
    <section aria-labelledby="do">
      <h2 id="do">{t('message.do')}</h2>
      <Notice tone={attention ? 'do' : advice === 'nothing' ? 'good' : 'plain'}>
        <p>{t(`message.advice.${advice}`)}</p>
      </Notice>
      {tries && (advice !== 'verify-peer' || wrong !== undefined) ? (
        <Form action={`/messages/${ref}/retry`}>
          <button>{t('message.retry')}</button>
        </Form>
      ) : null}
    </section>
  )
}

/** The way by hand: carry a message that waits, give back the receipts of one that came. */
function ByHand({ message }: { readonly message: MessageView }) {
  const { t } = useVoice()
  const { id, direction, standing, peer, receipts } = message
  const moves = standing === 'queued' || standing === 'sealed' || standing === 'announced'
  if (direction === 'out' ? !moves : receipts.length === 0) return null
  return (
    <p class="buttons">
      {direction === 'out' ? (
        <a class="button plain" href={`/messages/${id}/hand-over`}>
          {t('carried.out.title')}
        </a>
      ) : (
        <a class="button plain" href={receiptsPath(peer, id)}>
          {t('carried.receipts.title')}
        </a>
      )}
    </p>
  )
}

function ReceiptList({ receipts }: Pick<MessageView, 'receipts'>) {
  const { t } = useVoice()
  if (receipts.length === 0) return null
  return (
    <section aria-labelledby="receipts">
      <h2 id="receipts">{t('message.receipts')}</h2>
      <Table
        caption={t('message.receipts')}
        head={[t('web.messages.happened'), t('message.receipt.by'), t('web.messages.at'), t('message.receipt.digest')]}
        rows={receipts.map(({ event, at, by, digest, problem }) => ({
          key: digest,
          cells: [
            <>
              {t(`receipt.${event}`)}
              <small class="block">{problem === undefined ? t(`receipt.${event}.means`) : t(`problem.${problem}`)}</small>
            </>,
            <Isolated code>{by}</Isolated>,
            <InstantText iso={at} />,
            <span class="hash">
              <Isolated code>{digest}</Isolated>
            </span>,
          ],
        }))}
      />
    </section>
  )
}

/** The evidence for a court, as a document and as the records themselves, for those who may take it. */
function Evidence({ message }: { readonly message: MessageView }) {
  const { t, language } = useVoice()
  const path = `/messages/${message.ref}/evidence`
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">{t('evidence.page.title')}</h2>
      {message.digest === undefined ? (
        <p class="quiet">{t('evidence.page.none')}</p>
      ) : (
        <>
          <p>{t('evidence.page.about')}</p>
          <form method="get" action={path} class="filters">
            <input type="hidden" name="format" value="pdf" />
            <FilterChoice
              name="language"
              label="evidence.page.language"
              options={available.map((code) => ({ value: code, text: getLanguage(code).name }))}
              query={new URLSearchParams({ language })}
            />
            <button class="plain">{t('evidence.page.pdf')}</button>
          </form>
          <p>
            <a href={`${path}?format=json`} download>
              {t('evidence.page.json')}
            </a>
          </p>
        </>
      )}
    </section>
  )
}

/** The evidence of a message, to be saved. */
export const evidencePage: Page = async (visit, operations, place) => {
  const query = read(getEvidence.query, Object.fromEntries([...visit.query].filter(([name]) => name === 'format' || name === 'language')))
  if (!query.ok) return problemPage(visit, query.problem)
  const evidence = await operations.getEvidence({ params: { message: place['message'] ?? '' }, query: query.value })
  return evidence.ok ? { kind: 'file', file: evidence.value } : problemPage(visit, evidence.problem)
}

/** One message: what happened to it step by step, what is not known, and what to do. Nothing of what it says. */
export const messagePage: Page = async (visit, operations, place) => {
  const params = { message: place['message'] ?? '' }
  const path = `/messages/${params.message}`
  const { t } = voiceOf(visit)
  let wrong: Wrong | undefined
  if (visit.method === 'POST') {
    const tried = await operations.retryMessage({ params })
    if (tried.ok) return goTo(`${path}?tried=yes`)
    if (problemStatus[tried.problem.code] === 404) return problemPage(visit, tried.problem)
    wrong = wrongOf(tried.problem, t)
  }
  const found = await operations.getMessage({ params })
  if (!found.ok) return problemPage(visit, found.problem)
  const message = found.value
  return answer(visit, {
    title: t(`message.${message.direction}.title`, { peer: message.peer }),
    crumbs: [{ href: '/messages', text: t('web.nav.messages') }],
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    width: 'margin',
    body: (
      <>
        <ErrorSummary wrong={wrong} fields={[]} />
        {visit.query.get('tried') === 'yes' && wrong === undefined ? (
          <Notice tone="good">
            <p role="status">{t('message.retry.done')}</p>
          </Notice>
        ) : null}
        <MessageFacts message={message} reference={await referenceOf(visit, operations, message)} />
        <WhatToDo message={message} wrong={wrong} mayRetry={offers(visit.account, 'message.retry')} />
        {offers(visit.account, 'message.hand-over') ? <ByHand message={message} /> : null}
        <section aria-labelledby="way">
          <h2 id="way">{t('message.way')}</h2>
          <MessageWay history={message.history} />
        </section>
        <ReceiptList receipts={message.receipts} />
        {offers(visit.account, 'message.evidence') ? <Evidence message={message} /> : null}
      </>
    ),
  })
}
