import { CalendarDate, StateCode } from '@comity/domain/input'
import type { ConventionOffence } from '@comity/domain/legal-basis/convention-offence'
import { type Declaration as DomainDeclaration, declarationEffects, declarationKinds } from '@comity/domain/legal-basis/declaration'
import type { Instrument as DomainInstrument } from '@comity/domain/legal-basis/instrument'
import { consentForms, type Participation as DomainParticipation } from '@comity/domain/legal-basis/participation'
import * as z from 'zod'
import { InstrumentId, Kind, on, Verified } from './law-terms.ts'
import { operation } from './operation.ts'

const Texts = z.record(z.string(), z.string())
const instrumentParams = z.strictObject({ instrument: InstrumentId })

/** A State, or an organization that is a party beside States, with its name in one language. */
export const StateEntry = z.strictObject({
  code: StateCode,
  name: z.string(),
  membership: z.enum(['member', 'observer', 'none']),
  kind: z.enum(['state', 'organization', 'territory']),
  languages: z.array(z.string()).readonly(),
  timeZones: z.array(z.string()).readonly(),
  source: z.string(),
  asOf: z.string(),
})
export type StateEntry = z.infer<typeof StateEntry>

/** A treaty or arrangement with its provisions by purpose; an empty article means that no text was read. */
export const Instrument = z.looseObject({
  id: z.string(),
  reach: z.enum(['universal', 'regional', 'bilateral']),
  form: z.enum(['treaty', 'scheme', 'union-act']).optional(),
  titles: Texts,
  shortTitles: Texts,
  collection: z.string(),
  organization: z.string().optional(),
  depositary: z.string().optional(),
  parent: z.string().optional(),
  supersedes: z.array(z.string()).readonly().optional(),
  adopted: z.string().optional(),
  opened: z.string().optional(),
  signed: z.string().optional(),
  inForce: z.string().optional(),
  ended: z.string().optional(),
  between: z.tuple([StateCode, StateCode]).readonly().optional(),
  completeUntil: z.string().optional(),
  provisions: z.record(z.string(), z.strictObject({ article: z.string(), verified: z.boolean() })),
  url: z.string().optional(),
  source: z.string(),
  asOf: z.string(),
  verified: Verified,
}) as unknown as z.ZodType<DomainInstrument>

/** What one State did about one instrument. */
export const Participation = z.looseObject({
  instrument: z.string(),
  state: StateCode,
  party: z.boolean(),
  signed: z.string().optional(),
  consent: z.string().optional(),
  form: z.enum(consentForms).optional(),
  inForce: z.string().optional(),
  ended: z.string().optional(),
  successorOf: z.string().optional(),
  source: z.string(),
  asOf: z.string(),
  verified: Verified,
}) as unknown as z.ZodType<DomainParticipation>

/** What a State declared about one provision. */
export const Declaration = z.looseObject({
  instrument: z.string(),
  state: StateCode,
  kind: z.enum(declarationKinds),
  article: z.string(),
  effect: z.enum(declarationEffects),
  about: z.string(),
  towards: StateCode.optional(),
  made: z.string().optional(),
  withdrawn: z.string().optional(),
  source: z.string(),
  asOf: z.string(),
  verified: Verified,
  url: z.string().optional(),
}) as unknown as z.ZodType<DomainDeclaration>

const Offence = z.looseObject({
  id: z.string(),
  instrument: z.string(),
  article: z.string(),
  family: z.string(),
  obligation: z.enum(['mandatory', 'conditional', 'optional', 'scope']),
  verified: z.boolean(),
}) as unknown as z.ZodType<ConventionOffence>

/** A party on a date. `how` tells what makes it one where it deposited nothing by then itself. */
export const Party = z.strictObject({
  state: StateCode,
  consent: z.string().optional(),
  form: z.enum(consentForms).optional(),
  inForce: z.string().optional(),
  successorOf: z.string().optional(),
  how: z.enum(['deposit', 'succession', 'bilateral']),
  source: z.string(),
  asOf: z.string(),
  verified: Verified,
})
export type Party = z.infer<typeof Party>

export const listStates = operation({
  id: 'listStates',
  method: 'GET',
  path: '/law/states',
  action: 'reference.read',
  summary: 'States by code, with their names in one language',
  query: z.strictObject({ language: z.enum(['en', 'fr', 'es', 'ar', 'ru', 'zh', 'pt']).default('en') }),
  response: z.strictObject({ items: z.array(StateEntry).readonly() }),
})

export const listInstruments = operation({
  id: 'listInstruments',
  method: 'GET',
  path: '/law/instruments',
  action: 'reference.read',
  summary: 'Instruments: all, those that serve a kind of cooperation, or those that concern a State',
  query: z.strictObject({
    kind: Kind.optional(),
    state: StateCode.optional(),
    reach: z.enum(['universal', 'regional', 'bilateral']).optional(),
  }),
  response: z.strictObject({ items: z.array(Instrument).readonly() }),
  problems: ['unknown-state'],
})

export const getInstrument = operation({
  id: 'getInstrument',
  method: 'GET',
  path: '/law/instruments/{instrument}',
  action: 'reference.read',
  summary: 'One instrument with its provisions, its offences and how many are parties',
  params: instrumentParams,
  query: z.strictObject({ on }),
  response: z.strictObject({
    instrument: Instrument,
    on: CalendarDate,
    offences: z.array(Offence).readonly(),
    /** The depositary's count, and those for which it is in force. */
    parties: z.int(),
    inForceFor: z.int(),
    /** Articles whose text was imported; 0 where none was. */
    articles: z.int(),
  }),
})

export const listParties = operation({
  id: 'listParties',
  method: 'GET',
  path: '/law/instruments/{instrument}/parties',
  action: 'reference.read',
  summary: 'Parties on a date: by deposit of consent as the depositary counts, or those for which it is in force',
  params: instrumentParams,
  query: z.strictObject({ on, inForce: z.enum(['yes', 'no']).default('no') }),
  response: z.strictObject({
    instrument: z.string(),
    on: CalendarDate,
    count: z.int(),
    /** Whether absence from the list means no on that date; otherwise it means unknown. */
    complete: z.boolean(),
    /** Known as parties, but since when is not known: they are in no count. */
    undated: z.array(StateCode).readonly(),
    items: z.array(Party).readonly(),
  }),
})

export const listParticipations = operation({
  id: 'listParticipations',
  method: 'GET',
  path: '/law/instruments/{instrument}/participations',
  action: 'reference.read',
  summary: 'All that is known of participation in an instrument, signatures and withdrawals included',
  params: instrumentParams,
  response: z.strictObject({ items: z.array(Participation).readonly() }),
})

export const listDeclarations = operation({
  id: 'listDeclarations',
  method: 'GET',
  path: '/law/instruments/{instrument}/declarations',
  action: 'reference.read',
  summary: 'Reservations, declarations, notifications and objections to an instrument, of all States or of one',
  params: instrumentParams,
  query: z.strictObject({ state: StateCode.optional() }),
  response: z.strictObject({ items: z.array(Declaration).readonly() }),
  problems: ['unknown-state'],
})
