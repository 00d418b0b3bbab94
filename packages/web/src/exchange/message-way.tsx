import type { MessageView } from '@comity/contract/message'
import { bridgeOf } from '@comity/domain/exchange/way'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { useVoice } from '../ui/voice.ts'

type Entry = MessageView['history'][number]

/** Attempts shown one by one; those before them are folded away. */
const shownAttempts = 5

/** Problems that stop a message here, before anything leaves. */
const held: readonly string[] = ['unknown-peer', 'peer-not-verified', 'peer-suspended', 'act-out-of-place']

function Outcome({ entry }: { readonly entry: Entry }) {
  const { t } = useVoice()
  const { standing, problem, reason, way } = entry
  const over = way !== undefined && bridgeOf(way) !== undefined ? 'bridge' : 'message'
  if (standing !== 'wrong') return <small class="block">{t(`${standing === 'done' ? over : 'message'}.tried.${standing}`)}</small>
  if (reason !== undefined) return <small class="block">{t(`${over}.line.${reason}`)}</small>
  const answer = t(`problem.${problem ?? 'try-later'}`)
  return <small class="block">{t(held.includes(problem ?? '') ? 'message.tried.held' : 'message.tried.answered', { answer })}</small>
}

/** By which way it went or came, in words; the name of a bridge is the operator's. */
function WayTaken({ way }: { readonly way: string }) {
  const { t } = useVoice()
  const bridge = bridgeOf(way)
  return (
    <small class="block">
      <Isolated>{bridge === undefined ? t(`bridge.way.${way}`) : t('bridge.way.bridge', { bridge })}</Isolated>
    </small>
  )
}

/** The words of a step, where what is not known is said to be so. */
function labelOf({ step, standing, by }: Entry): string {
  if (step === 'written' && by !== undefined) return 'message.step.written.by'
  if (standing === 'unknown' && step !== 'tried') return `message.step.${step}.unknown`
  return step === 'inbox-here' && standing === 'now' ? 'message.step.inbox-here.now' : `message.step.${step}`
}

function Step({ entry }: { readonly entry: Entry }) {
  const { t, instant } = useVoice()
  const { step, standing, at, by, number, problem, until, way } = entry
  const values = { ...(by === undefined ? {} : { by }), ...(number === undefined ? {} : { number }) }
  return (
    <li class={standing}>
      <b>
        <Isolated>{t(labelOf(entry), values)}</Isolated>
      </b>
      {at === undefined ? (
        standing === 'done' ? (
          <small class="block">{t('message.when-unknown')}</small>
        ) : null
      ) : (
        <small class="block">
          <InstantText iso={at} />
          {by === undefined || step === 'written' ? null : (
            <>
              {' · '}
              <Isolated code>{by}</Isolated>
            </>
          )}
        </small>
      )}
      {way === undefined ? null : <WayTaken way={way} />}
      {step === 'tried' ? <Outcome entry={entry} /> : problem === undefined ? null : <small class="block">{t(`problem.${problem}`)}</small>}
      {step === 'queued' && until !== undefined ? (
        <small class="block">
          <Isolated>{t('message.until.note', { until: instant(until) })}</Isolated>
        </small>
      ) : null}
    </li>
  )
}

/** The way of a message from top to bottom, one step after the other: what happened, what is under way, and what nobody has told. */
export function MessageWay({ history }: { readonly history: readonly Entry[] }) {
  const { t } = useVoice()
  const first = history.findIndex(({ step }) => step === 'tried')
  const attempts = history.filter(({ step }) => step === 'tried')
  const folded = attempts.length > shownAttempts ? attempts.length - shownAttempts : 0
  const before = history.slice(0, Math.max(first, 0))
  const rest = history.slice(Math.max(first, 0) + folded)
  return (
    <ol class="way">
      {before.map((entry) => (
        <Step entry={entry} />
      ))}
      {folded === 0 ? null : (
        <li class="wrong">
          <details>
            <summary>{t('message.earlier', { count: folded })}</summary>
            <ol>
              {attempts.slice(0, folded).map((entry) => (
                <Step entry={entry} />
              ))}
            </ol>
          </details>
        </li>
      )}
      {rest.map((entry) => (
        <Step entry={entry} />
      ))}
    </ol>
  )
}
