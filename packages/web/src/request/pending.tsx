import type { RequestView } from '@comity/contract/request'
import type { Act } from '@comity/domain/request/act'
import { Form } from '../ui/form.tsx'
import { InstantText, Isolated, ProseText } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { useVoice } from '../ui/voice.ts'
import { ActBody } from './act-body.tsx'

/** What was asked for, as the act it would become; a dispatch takes what it sends from the draft. */
function actAskedFor({ content }: RequestView, { command, input }: NonNullable<RequestView['pending']>): Act {
  const body = command === 'dispatch' ? { ...input, content, files: content.attachments ?? [] } : input
  return { type: command, body } as unknown as Act
}

/** An act that waits for its second officer: who asked for what, and either the decision or why the reader cannot take it. */
export function PendingBox({ view }: { readonly view: RequestView }) {
  const { t } = useVoice()
  const { pending, declined, available } = view
  if (pending === undefined) return declined === undefined ? null : <DeclinedNotice declined={declined} />
  const mayDecide = available.includes('approve') && !pending.ownProposal
  return (
    <section class="pending" aria-labelledby="pending-title">
      <h2 id="pending-title">{t('web.pending.title')}</h2>
      <p>
        <b>{t(`command.${pending.command}`)}</b>
      </p>
      <div class="asked">
        <ActBody act={actAskedFor(view, pending)} view={view} />
      </div>
      <p>
        {t('web.pending.asked-by')} <Isolated>{pending.by}</Isolated>, <InstantText iso={pending.at} />
      </p>
      {pending.command === 'dispatch' ? (
        <p>
          <a href={`/requests/${view.id}/sign`}>{t('web.sign.link')}</a>
        </p>
      ) : null}
      {mayDecide ? (
        <div class="buttons">
          <Form action={`/requests/${view.id}/acts/approve`} version={view.version} class="inline">
            <button>{t('command.approve')}</button>
          </Form>
          <a class="button plain" href={`/requests/${view.id}/acts/decline`}>
            {t('command.decline')}
          </a>
        </div>
      ) : (
        <>
          <p>{t(pending.ownProposal ? 'web.pending.own' : 'web.pending.not-yours')}</p>
          {pending.ownProposal && available.includes('decline') ? (
            <a href={`/requests/${view.id}/acts/decline`}>{t('web.pending.take-back')}</a>
          ) : null}
        </>
      )}
    </section>
  )
}

function DeclinedNotice({ declined }: { readonly declined: NonNullable<RequestView['declined']> }) {
  const { t } = useVoice()
  return (
    <Notice tone="do">
      <p>
        <b>{t('web.pending.declined')}</b> <Isolated>{declined.by}</Isolated>, <InstantText iso={declined.at} />
      </p>
      <ProseText text={declined.reason} />
    </Notice>
  )
}
