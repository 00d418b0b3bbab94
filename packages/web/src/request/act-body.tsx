import type { RequestView } from '@comity/contract/request'
import type { GroundCode } from '@comity/domain/execution/ground'
import type { Act, Condition } from '@comity/domain/request/act'
import { DateText, Isolated, ProseText } from '../ui/isolated.tsx'
import { useVoice } from '../ui/voice.ts'
import { FilesList } from './files-list.tsx'

function Article({ article }: { readonly article: string | undefined }) {
  return article ? (
    <cite>
      <bdi>{article}</bdi>
    </cite>
  ) : null
}

function Due({ label, date }: { readonly label: string; readonly date: string | undefined }) {
  const { t } = useVoice()
  return date ? (
    <p>
      {t(label)}{' '}
      <span class="clock">
        <DateText iso={date} />
      </span>
    </p>
  ) : null
}

/** Conditions that travel with an answer: what each binds, in the words of the State that set it. */
export function Conditions({ conditions }: { readonly conditions: readonly Condition[] }) {
  const { t } = useVoice()
  return (
    <ol class="conditions">
      {conditions.map(({ id, kind, text, article }) => (
        <li key={id}>
          <b>{t(`condition.${kind}`)}</b>
          <ProseText text={text} />
          <Article article={article} />
        </li>
      ))}
    </ol>
  )
}

/** The ground of the closed list, where one was named. */
function Ground({ code }: { readonly code: GroundCode | undefined }) {
  const { t } = useVoice()
  return code === undefined ? null : (
    <p>
      <b>{t(`ground.${code}`)}</b>
    </p>
  )
}

/** When and how the requesting State was consulted before. */
function Consulted({ text }: { readonly text: string | undefined }) {
  const { t } = useVoice()
  return text === undefined ? null : (
    <>
      <p>{t('ground.consulted')}</p>
      <ProseText text={text} />
    </>
  )
}

interface ReasonsProps {
  readonly items: readonly { readonly text: string; readonly article?: string | undefined; readonly ground?: GroundCode | undefined }[]
}

function Reasons({ items }: ReasonsProps) {
  return (
    <ol>
      {items.map(({ text, article, ground }) => (
        <li>
          <Ground code={ground} />
          <ProseText text={text} />
          <Article article={article} />
        </li>
      ))}
    </ol>
  )
}

/** What an act says, in the words in which it was said. */
export function ActBody({ act, view }: { readonly act: Act; readonly view: Pick<RequestView, 'id' | 'files'> }) {
  const { t } = useVoice()
  switch (act.type) {
    case 'share-draft':
    case 'ask-status':
      return act.body.note ? <ProseText text={act.body.note} /> : null
    case 'comment':
    case 'report-progress':
    case 'report-status':
      return <ProseText text={act.body.text} />
    case 'dispatch':
      return (
        <>
          <p>
            {t('web.request.reference')} <Isolated>{act.body.reference}</Isolated>
          </p>
          <p>
            <a href={`/requests/${view.id}/letter`}>{t('web.request.letter')}</a>
          </p>
          <FilesList brief request={view.id} known={view.files} files={act.body.files} />
        </>
      )
    case 'register':
      return (
        <>
          <p>
            {t('web.request.reference')} <Isolated>{act.body.reference}</Isolated>
            {'. '}
            {t(act.body.confidentialityConfirmed ? 'web.thread.confidentiality.confirmed' : 'web.thread.confidentiality.not-confirmed')}
          </p>
          {act.body.note ? <ProseText text={act.body.note} /> : null}
        </>
      )
    case 'return-deficient':
      return <Reasons items={act.body.reasons} />
    case 'ask-clarification':
      return (
        <>
          <ProseText text={act.body.question} />
          <Article article={act.body.article} />
          <Due label="web.thread.answer-by" date={act.body.due} />
        </>
      )
    case 'clarify':
      return (
        <>
          <ProseText text={act.body.text} />
          <FilesList brief request={view.id} known={view.files} files={act.body.files ?? []} />
        </>
      )
    case 'accept':
      return (
        <>
          {act.body.note ? <ProseText text={act.body.note} /> : null}
          {act.body.conditions.length === 0 ? <p>{t('web.thread.no-conditions')}</p> : <Conditions conditions={act.body.conditions} />}
        </>
      )
    case 'postpone':
      return (
        <>
          <Ground code={act.body.ground} />
          <ProseText text={act.body.reason} />
          <Article article={act.body.article} />
          <Due label="web.thread.until" date={act.body.until} />
          <Consulted text={act.body.consulted} />
        </>
      )
    case 'refuse':
      return (
        <>
          <Reasons items={act.body.grounds.map(({ reason, article, ground }) => ({ text: reason, article, ground }))} />
          <Consulted text={act.body.consulted} />
        </>
      )
    case 'assign':
      return (
        <>
          <p>
            <Isolated>{act.body.authority}</Isolated>
          </p>
          <Due label="web.thread.due" date={act.body.due} />
        </>
      )
    case 'send-result':
      return (
        <>
          <p>{t(act.body.final ? 'web.thread.final' : 'web.thread.partial')}</p>
          <ProseText text={act.body.summary} />
          <FilesList brief request={view.id} known={view.files} files={act.body.files} />
          {(act.body.conditions ?? []).length === 0 ? null : <Conditions conditions={act.body.conditions ?? []} />}
        </>
      )
    case 'confirm-receipt':
      return (
        <>
          {act.body.hashesEqual === undefined ? null : (
            <p>{t(act.body.hashesEqual ? 'web.thread.hashes.equal' : 'web.thread.hashes.not-compared')}</p>
          )}
          {act.body.note ? <ProseText text={act.body.note} /> : null}
        </>
      )
    case 'no-longer-needed':
    case 'withdraw':
    case 'close':
    case 'reopen':
      return <ProseText text={act.body.reason} />
  }
}
