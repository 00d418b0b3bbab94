import type { RequestView } from '@comity/contract/request'
import type { RequestContent } from '@comity/domain/request/content'
import { isStale, type ProfileRow, rowsFor, type StateProfile } from '@comity/domain/requirement/profile'
import { stateName } from '@comity/reference/state'
import { languageName } from '../draft/language-options.ts'
import { inWords } from '../ui/in-words.ts'
import { useVoice, type Voice } from '../ui/voice.ts'
import { Citations } from './citation.tsx'

/** What a row asks, beside which field it stands. */
const places: Readonly<Record<ProfileRow['asks'], RegExp>> = {
  languages: /^languages\.(?:letter|translation)$/u,
  'paper-original': /^originalMode$/u,
  channel: /^requestedAuthority\.name$/u,
  authority: /^requestedAuthority\.name$/u,
  form: /^attachments$/u,
  signature: /^requestingAuthority\.name$/u,
  'de-minimis': /^facts\.summary$/u,
  'dual-criminality': /^offences\.\w+\.text$/u,
  'not-provided': /^measures$/u,
  'lead-time': /^urgency\.by$/u,
  // A clock stands beside no field of a draft.
  length: /^$/u,
}

/** What the profile of the requested State asks of a field; undefined where it asks nothing. */
export function profileAt(field: string, { profile }: Pick<RequestView, 'profile'>): StateProfile | undefined {
  const rows = profile?.rows.filter(({ asks }) => places[asks].test(field)) ?? []
  return profile === undefined || rows.length === 0 ? undefined : { ...profile, rows }
}

/** What a row asks, in words. */
export function askedBy(row: ProfileRow, { t, language }: Voice): string {
  const id = `profile.asks.${row.asks}`
  switch (row.asks) {
    case 'languages':
      return t(id, { languages: row.accepted.map((code) => languageName(code, language)).join(', ') })
    case 'channel':
      return t(id, { channel: row.channel })
    case 'authority':
      return t(id, { authority: row.name })
    case 'form':
      return t(id, { form: row.name })
    case 'signature':
      return t(id, { signatory: row.by })
    case 'de-minimis':
      return t(id, { amount: `${row.below.currency} ${row.below.amount}` })
    case 'lead-time':
      return t(id, { days: row.days })
    case 'length':
      return t(id, { clock: t(`deadline.rule.${row.rule}`), length: t(`deadline.length.${row.unit}`, { count: row.count }) })
    case 'paper-original':
    case 'dual-criminality':
    case 'not-provided':
      return t(id)
  }
}

interface ProfileNoteProps {
  readonly profile: StateProfile
  readonly content: RequestContent
}

/** What the requested State asks, with its source, and whether anyone has looked at it in time. */
export function ProfileNote({ profile, content }: ProfileNoteProps) {
  const voice = useVoice()
  const { t, today, language, date } = voice
  const measures = [content.kind, ...(content.measures ?? []).map(({ type }) => type)]
  const instruments = (content.bases ?? []).map(({ instrument }) => instrument)
  const rows = rowsFor(profile, measures, instruments, today)
  if (rows.length === 0) return null
  return (
    <>
      <p>{t('profile.of', { state: stateName(profile.state, language) })}</p>
      {rows.map((row) => (
        <p>
          {askedBy(row, voice)}{' '}
          {row.instrument === undefined ? null : (
            <Citations provisions={[{ instrument: row.instrument, article: row.article ?? '', verified: row.verified === 'yes' }]} />
          )}{' '}
          <small>{t('legal-basis.source', inWords({ source: row.source, date: row.asOf }, voice))}</small>
        </p>
      ))}
      <p>
        <small>{t(isStale(profile, today) ? 'profile.overdue' : 'profile.review', { date: date(profile.reviewBy) })}</small>
      </p>
    </>
  )
}
