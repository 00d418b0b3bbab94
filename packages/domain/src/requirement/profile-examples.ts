import type { RequestContent } from '../request/content.ts'
import { complete } from './content-examples.ts'
import type { ProfileRow, StateProfile } from './profile.ts'

type Ask = ProfileRow extends infer Row ? (Row extends ProfileRow ? Omit<Row, 'measure' | 'source' | 'asOf' | 'verified'> : never) : never

/** A profile of one row that was checked, under an article. */
export function profileOf(ask: Ask, more: Partial<StateProfile> & { readonly row?: Partial<ProfileRow> } = {}): StateProfile {
  const { row = {}, ...rest } = more
  const head = { measure: 'any', instrument: 'uncac', article: '46(14)', source: 'A notification', asOf: '2026-05', verified: 'yes' }
  return { state: 'CHE', steward: 'An officer', reviewBy: '2027-05-01', rows: [{ ...head, ...ask, ...row } as ProfileRow], ...rest }
}

interface ProfileExample {
  readonly profile: StateProfile
  readonly passing: RequestContent
  readonly failing: RequestContent
}

const addressed: RequestContent = { ...complete, requestedAuthority: { name: 'Bundesamt für Justiz' } }
/** A State for which the row does not hold any more. */
const elsewhere: RequestContent = { ...complete, bases: [{ instrument: 'untoc', provision: '18' }] }

/** For each check on a profile: the profile, a request that it finds in order and one that it does not. */
export const profileExamples: Readonly<Record<string, ProfileExample>> = {
  'profile.language': {
    profile: profileOf({ asks: 'languages', accepted: ['de', 'fr', 'it'] }),
    passing: complete,
    failing: { ...complete, languages: { letter: 'es', translation: 'en' } },
  },
  'profile.paper': {
    profile: profileOf({ asks: 'paper-original' }),
    passing: { ...complete, originalMode: 'advance-copy' },
    failing: { ...complete, originalMode: 'electronic-original' },
  },
  'profile.channel': { profile: profileOf({ asks: 'channel', channel: 'diplomatic' }), passing: elsewhere, failing: complete },
  'profile.authority': { profile: profileOf({ asks: 'authority', name: 'Bundesamt für Justiz' }), passing: addressed, failing: complete },
  'profile.form': { profile: profileOf({ asks: 'form', name: 'Form A' }), passing: elsewhere, failing: complete },
  'profile.signature': { profile: profileOf({ asks: 'signature', by: 'a judge' }), passing: elsewhere, failing: complete },
  'profile.de-minimis': {
    profile: profileOf({ asks: 'de-minimis', below: { amount: '5000000', currency: 'USD' } }),
    passing: { ...complete, measures: [] },
    failing: complete,
  },
  'profile.dual-criminality': {
    profile: profileOf({ asks: 'dual-criminality' }),
    passing: complete,
    failing: { ...complete, offences: (complete.offences ?? []).map((offence) => ({ ...offence, text: '' })) },
  },
  'profile.not-provided': {
    profile: profileOf({ asks: 'not-provided' }, { row: { measure: 'restraint' } }),
    passing: { ...complete, measures: (complete.measures ?? []).filter(({ type }) => type !== 'restraint') },
    failing: complete,
  },
  'profile.lead-time': {
    profile: profileOf({ asks: 'lead-time', days: 60 }),
    passing: { ...complete, urgency: { level: 'urgent', by: '2026-11-30', reason: 'A hearing' } },
    failing: { ...complete, urgency: { level: 'urgent', by: '2026-11-29', reason: 'A hearing' } },
  },
  'profile.stale': {
    profile: profileOf({ asks: 'authority', name: 'Bundesamt für Justiz' }, { reviewBy: '2026-09-30' }),
    passing: addressed,
    failing: complete,
  },
}
