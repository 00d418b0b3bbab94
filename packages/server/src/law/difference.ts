import { createHash } from 'node:crypto'
import type { Difference } from '@comity/contract/reference'
import { daysLater } from '@comity/domain/legal-basis/evidence'
import type { Instrument } from '@comity/domain/legal-basis/instrument'
import type { Participation } from '@comity/domain/legal-basis/participation'
import type { StatusRow } from './import/status.ts'

/** A list as it was proposed. */
export interface ProposedList {
  readonly rows: readonly StatusRow[]
  readonly source: string
  readonly asOf: string
}

const facts = ['party', 'signed', 'consent', 'form', 'inForce', 'ended'] as const

/**
 * From when a deposit takes effect for its State: so many days later, and not before the instrument itself. Only with
 * the United Nations is the number of days exact; elsewhere it is the longest that it can take.
 */
function entryOf({ inForce, entryDays, collection }: Instrument, { consent, form }: StatusRow): string | undefined {
  if (!collection.startsWith('MTDSG') || form === 'succession') return undefined
  if (consent === undefined || entryDays === undefined || inForce === undefined) return undefined
  const own = daysLater(consent, entryDays)
  return own > inForce ? own : inForce
}

/** A row with what the source says, and of what it is silent on what stood before. */
function merged(instrument: Instrument, row: StatusRow, before: Participation | undefined, { source, asOf }: ProposedList): Participation {
  const sameDeposit = before?.consent !== undefined && before.consent === row.consent
  const inForce = row.inForce ?? (sameDeposit ? before.inForce : undefined) ?? entryOf(instrument, row)
  const form = row.form ?? (sameDeposit ? before.form : undefined)
  const signed = row.signed ?? before?.signed
  const ended = row.ended ?? before?.ended
  return {
    instrument: instrument.id,
    state: row.state,
    party: row.consent !== undefined && (ended === undefined || ended > asOf),
    ...(signed !== undefined && { signed }),
    ...(row.consent !== undefined && { consent: row.consent }),
    ...(form !== undefined && { form }),
    ...(inForce !== undefined && { inForce }),
    ...(ended !== undefined && { ended }),
    ...(before?.successorOf !== undefined && { successorOf: before.successorOf }),
    source,
    asOf,
    verified: 'yes',
  }
}

function differenceOf(before: Participation | undefined, after: Participation, wasApproved: boolean): Difference {
  if (before === undefined) return { state: after.state, kind: 'added', conflict: false, fields: [], after }
  const fields = facts.filter((fact) => before[fact] !== after[fact])
  const kind = fields.length === 0 ? 'confirmed' : 'changed'
  return { state: after.state, kind, conflict: wasApproved && fields.length > 0, fields, before, after }
}

/** A party that the source does not list: with the source's count met, it says that the State is none. */
function absent(before: Participation, { source, asOf }: ProposedList): Difference {
  const { instrument, state } = before
  const after: Participation = { instrument, state, party: false, source, asOf, verified: 'yes' }
  return { state, kind: 'absent', conflict: true, fields: ['party'], before, after }
}

/**
 * How a whole list differs from what stands, by State. What officers approved before, and a party that would be lost,
 * is a conflict: it is for the approver to settle, and never overwritten without a word.
 * @param isApproved whether officers approved the row of a State that stands
 */
export function differencesOf(
  instrument: Instrument,
  list: ProposedList,
  standing: readonly Participation[],
  isApproved: (state: string) => boolean,
): readonly Difference[] {
  const before = new Map(standing.map((row) => [row.state, row]))
  const listed = new Set(list.rows.map(({ state }) => state))
  const read = list.rows.map((row) => {
    const stands = before.get(row.state)
    return differenceOf(stands, merged(instrument, row, stands, list), isApproved(row.state))
  })
  const lost = standing.filter(({ state, party }) => party && !listed.has(state)).map((row) => absent(row, list))
  return [...read, ...lost].toSorted((a, b) => (a.state < b.state ? -1 : 1))
}

/** What an approved list changed, from the rows that were kept of it: what the law says today is another matter. */
export function differencesMade(
  kept: readonly { readonly row: Participation; readonly before: Participation | null }[],
): readonly Difference[] {
  return kept
    .map(({ row, before }): Difference => {
      const made = differenceOf(before ?? undefined, row, false)
      return before?.party === true && !row.party ? { ...made, kind: 'absent' } : made
    })
    .toSorted((a, b) => (a.state < b.state ? -1 : 1))
}

/** Names exactly these differences: an approver approves what was shown, and nothing that changed since. */
export function digestOf(differences: readonly Difference[]): string {
  return createHash('sha256').update(JSON.stringify(differences)).digest('hex')
}
