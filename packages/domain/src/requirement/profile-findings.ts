import type { Money } from '../input.ts'
import type { RequestContent } from '../request/content.ts'
import { daysBetween, isBlank } from './asking.ts'
import type { Finding, Provision } from './finding.ts'
import type { FindingCode } from './finding-code.ts'
import { isStale, type ProfileRow, rowsFor, type StateProfile } from './profile.ts'

interface Found {
  readonly code: FindingCode
  readonly field: string
  /** How grave it is where the row was checked and the profile is not stale. */
  readonly severity?: Finding['severity']
  readonly values?: Finding['values']
}

function primary(tag: string): string {
  return tag.split('-')[0]?.toLowerCase() ?? tag
}

/** An amount as a whole number of ten-thousandths, for no float is as exact as a court. */
function exact({ amount }: Money): bigint {
  const [whole = '0', part = ''] = amount.split('.')
  return BigInt(whole + part.padEnd(4, '0'))
}

function ofLanguages(accepted: readonly string[], { languages }: RequestContent): Found | undefined {
  // That there is no language at all is a finding of its own.
  if (isBlank(languages?.letter)) return undefined
  const written = [languages?.letter, languages?.translation].filter((tag) => tag !== undefined).map(primary)
  if (accepted.some((tag) => written.includes(primary(tag)))) return undefined
  return { code: 'profile.language', field: 'languages.translation', severity: 'missing', values: { languages: accepted.join(', ') } }
}

function ofAmount(below: Money, { measures = [] }: RequestContent): Found | undefined {
  const ceilings = measures.flatMap((measure) => (measure.type === 'restraint' && measure.ceiling ? [measure.ceiling] : []))
  const comparable = ceilings.filter(({ currency }) => currency === below.currency)
  const highest = comparable.toSorted((a, b) => (exact(a) > exact(b) ? -1 : 1))[0]
  if (highest === undefined || exact(highest) >= exact(below)) return undefined
  const written = (money: Money): string => `${money.currency} ${money.amount}`
  return { code: 'profile.de-minimis', field: 'facts.summary', values: { amount: written(below), here: written(highest) } }
}

function placeOf(measure: string, { measures = [] }: RequestContent): string {
  const place = measures.findIndex(({ type }) => type === measure)
  return place < 0 ? 'measures' : `measures.${place}`
}

function ofRow(row: ProfileRow, content: RequestContent, today: string): Found | undefined {
  switch (row.asks) {
    case 'languages':
      return ofLanguages(row.accepted, content)
    case 'paper-original':
      return content.originalMode === 'electronic-original'
        ? { code: 'profile.paper', field: 'originalMode', severity: 'conflict' }
        : undefined
    case 'channel':
      return { code: 'profile.channel', field: 'requestedAuthority.name', values: { channel: row.channel } }
    case 'authority':
      return isBlank(content.requestedAuthority?.name)
        ? { code: 'profile.authority', field: 'requestedAuthority.name', values: { authority: row.name } }
        : undefined
    case 'form':
      return { code: 'profile.form', field: 'attachments', values: { form: row.name } }
    case 'signature':
      return { code: 'profile.signature', field: 'requestingAuthority.name', values: { signatory: row.by } }
    case 'de-minimis':
      return ofAmount(row.below, content)
    case 'dual-criminality': {
      const place = (content.offences ?? []).findIndex(({ text }) => isBlank(text))
      return place < 0 ? undefined : { code: 'profile.dual-criminality', field: `offences.${place}.text` }
    }
    case 'not-provided':
      return { code: 'profile.not-provided', field: placeOf(row.measure, content), severity: 'conflict' }
    // A clock that has not begun to run asks nothing of a request.
    case 'length':
      return undefined
    case 'lead-time': {
      const by = content.urgency?.by
      const days = by === undefined ? undefined : daysBetween(today, by)
      if (days === undefined || days < 0 || days >= row.days) return undefined
      return { code: 'profile.lead-time', field: 'urgency.by', values: { needed: row.days, days } }
    }
  }
}

function provisionsOf({ instrument, article = '', verified }: ProfileRow): readonly Provision[] {
  return instrument === undefined ? [] : [{ instrument, article, verified: verified === 'yes' && article !== '' }]
}

/**
 * What the requested State asks by its profile and the request does not give. Only a row that was checked, under an
 * article, in a profile that is not stale keeps a request from leaving; all else is advice.
 */
export function profileFindings(content: RequestContent, profile: StateProfile, today: string): readonly Finding[] {
  const stale = isStale(profile, today)
  const measures = [content.kind, ...(content.measures ?? []).map(({ type }) => type)]
  const instruments = (content.bases ?? []).map(({ instrument }) => instrument)
  const rows = rowsFor(profile, measures, instruments, today)
  const found = rows.flatMap((row): Finding[] => {
    const one = ofRow(row, content, today)
    if (one === undefined) return []
    const { code, field, values } = one
    const provisions = provisionsOf(row)
    const holds = !stale && provisions.length > 0 && provisions.every(({ verified }) => verified)
    const severity = holds ? (one.severity ?? 'advice') : 'advice'
    return [{ code, severity, field, provisions, ...(values !== undefined && { values }) }]
  })
  // Two rows may ask the same of one field, under one instrument and under all: the first is said.
  const once = found.filter(({ code, field }, place) => found.findIndex((other) => other.code === code && other.field === field) === place)
  const mark: Finding = {
    code: 'profile.stale',
    severity: 'advice',
    field: 'requestedAuthority.name',
    provisions: [],
    values: { date: profile.reviewBy },
  }
  return stale && once.length > 0 ? [...once, mark] : once
}
