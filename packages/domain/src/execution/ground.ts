import type { Provision } from '../requirement/finding.ts'

/** Why a request is refused or put off. The list is closed; each has its name in the catalogue under `ground.<code>`. */
export const groundCodes = [
  'non-conformity',
  'essential-interests',
  'prohibited-for-like-offence',
  'contrary-to-legal-system',
  'no-dual-criminality',
  'political-offence',
  'military-offence',
  'discrimination',
  'ne-bis-in-idem',
  'de-minimis',
  'available-otherwise',
  'privilege',
  'torture',
  'death-penalty',
  'lapse-of-time',
  'in-absentia',
  'nationality',
  'own-prosecution',
  'proceedings-dropped',
  'extraterritorial',
  'extraordinary-court',
  'age-or-health',
  'below-threshold',
  'refugee',
  'insufficient-documents',
  'ongoing-case',
  'bank-secrecy',
  'fiscal-only',
] as const
export type GroundCode = (typeof groundCodes)[number]

/** What is refused or put off: a person, or anything else. */
export type GroundScope = 'assistance' | 'extradition'

/** What an instrument says of a ground. */
export interface Ground {
  readonly code: GroundCode
  readonly scope: GroundScope
  readonly act: 'refuse' | 'postpone'
  /** Articles that allow it; for a ground that is never one, those that forbid it. Empty where it rests on other law. */
  readonly provisions: readonly Provision[]
  /** Never: not even beside others. Alone: not where it is the only one. */
  readonly barred?: 'never' | 'alone'
  /** Whether the requesting State is consulted before it is used. */
  readonly consult?: true
}

type Articles = Readonly<Record<string, string>>

function read(articles: Articles): readonly Provision[] {
  return Object.entries(articles).flatMap(([instrument, list]) =>
    list.split(' ').map((article) => ({ instrument, article, verified: true })),
  )
}

function paragraph21(letter: string): readonly Provision[] {
  return read({ untoc: `18(21)(${letter})`, uncac: `46(21)(${letter})`, 'un-1988': `7(15)(${letter})` })
}

const essential = read({ 'cets-030': '2(b)', 'cets-185': '27(4)(b)', 'cets-141': '18(1)(b)', 'cets-198': '28(1)(b)' })

type Row = readonly [GroundCode, readonly Provision[], Pick<Ground, 'barred' | 'consult'>?]

const consult = { consult: true } as const

/** UNTOC art. 18; UNCAC art. 46; 1988 Convention art. 7; CETS 030, 141, 185 and 198. */
const assistance: readonly Row[] = [
  ['non-conformity', paragraph21('a'), consult],
  ['essential-interests', [...paragraph21('b'), ...essential], consult],
  ['prohibited-for-like-offence', [...paragraph21('c'), ...read({ 'cets-141': '18(2)', 'cets-198': '28(2)' })], consult],
  ['contrary-to-legal-system', [...paragraph21('d'), ...read({ 'cets-141': '18(1)(a)', 'cets-198': '28(1)(a)' })], consult],
  ['no-dual-criminality', read({ untoc: '18(9)', uncac: '46(9)(b)', 'cets-141': '18(1)(f)', 'cets-198': '28(1)(g)', 'cets-185': '25(5)' })],
  ['political-offence', read({ 'cets-030': '2(a)', 'cets-185': '27(4)(a)', 'cets-141': '18(1)(d)', 'cets-198': '28(1)(e)' })],
  ['military-offence', read({ 'cets-030': '1(2)' })],
  ['discrimination', []],
  ['ne-bis-in-idem', read({ 'cets-141': '18(1)(e)', 'cets-198': '28(1)(f)' })],
  ['de-minimis', read({ uncac: '46(9)(b) 55(7)', 'cets-141': '18(1)(c)', 'cets-198': '28(1)(c)' })],
  ['available-otherwise', read({ uncac: '46(9)(b)' })],
  ['privilege', []],
  ['torture', []],
  ['death-penalty', []],
  [
    'bank-secrecy',
    read({ untoc: '18(8)', uncac: '46(8)', 'un-1988': '7(5)', 'cets-141': '18(7)', 'cets-198': '28(7)' }),
    { barred: 'never' },
  ],
  ['fiscal-only', read({ untoc: '18(22)', uncac: '46(22)', 'cets-099': '1' }), { barred: 'alone' }],
]

/** UNTOC art. 16; UNCAC art. 44; 1988 Convention art. 6; CETS 024 with its second protocol (CETS 098). */
const extradition: readonly Row[] = [
  ['no-dual-criminality', read({ untoc: '16(1)', uncac: '44(1)', 'cets-024': '2(1)' }), consult],
  ['below-threshold', read({ untoc: '16(7)', uncac: '44(8)', 'cets-024': '2(1)' }), consult],
  ['political-offence', read({ 'cets-024': '3(1)' }), consult],
  ['discrimination', read({ untoc: '16(14)', uncac: '44(15)', 'un-1988': '6(6)', 'cets-024': '3(2)' }), consult],
  ['military-offence', read({ 'cets-024': '4' }), consult],
  ['nationality', read({ untoc: '16(10)', uncac: '44(11)', 'un-1988': '6(10)', 'cets-024': '6(1)(a)' }), consult],
  ['extraterritorial', read({ 'cets-024': '7(1) 7(2)' }), consult],
  ['own-prosecution', read({ 'cets-024': '8' }), consult],
  ['ne-bis-in-idem', read({ 'cets-024': '9(1)' }), consult],
  ['proceedings-dropped', read({ 'cets-024': '9(1)' }), consult],
  ['lapse-of-time', read({ 'cets-024': '10' }), consult],
  ['death-penalty', read({ 'cets-024': '11' }), consult],
  ['in-absentia', read({ 'cets-098': '3' }), consult],
  ['insufficient-documents', read({ 'cets-024': '12(2) 13' }), consult],
  ['torture', [], consult],
  ['refugee', [], consult],
  ['extraordinary-court', [], consult],
  ['age-or-health', [], consult],
  ['essential-interests', [], consult],
  ['fiscal-only', read({ untoc: '16(15)', uncac: '44(16)' }), { barred: 'alone' }],
]

function grounds(scope: GroundScope, act: Ground['act'], rows: readonly Row[]): readonly Ground[] {
  return rows.map(([code, provisions, more = {}]) => ({ code, scope, act, provisions, ...more }))
}

/** Every ground by what it is used for. Where no article is named, it rests on the law of the State or on human rights. */
const all: readonly Ground[] = [
  ...grounds('assistance', 'refuse', assistance),
  ...grounds('assistance', 'postpone', [
    ['ongoing-case', read({ untoc: '18(25)', uncac: '46(25)', 'un-1988': '7(17)', 'cets-185': '27(5)', 'cets-030': '6(1)' }), consult],
  ]),
  ...grounds('extradition', 'refuse', extradition),
  ...grounds('extradition', 'postpone', [['ongoing-case', read({ 'cets-024': '19(1)' })]]),
]

/** The grounds that can be given for an act in a scope, those that are none and will be stopped among them. */
export function groundsFor(scope: GroundScope, act: Ground['act']): readonly Ground[] {
  return all.filter((ground) => ground.scope === scope && ground.act === act)
}

/** What a kind of cooperation is about, for the grounds. */
export function groundScopeOf(kind: string): GroundScope {
  return kind === 'extradition' || kind === 'provisional-arrest' ? 'extradition' : 'assistance'
}

const consultation: Readonly<Record<GroundScope, Readonly<Record<Ground['act'], readonly Provision[]>>>> = {
  assistance: {
    refuse: read({ untoc: '18(26)', uncac: '46(26)' }),
    postpone: read({ untoc: '18(26)', uncac: '46(26)', 'un-1988': '7(17)' }),
  },
  extradition: { refuse: read({ untoc: '16(16)', uncac: '44(17)' }), postpone: [] },
}

/** The articles that bid a State consult before an act. */
export function consultationFor(scope: GroundScope, act: Ground['act']): readonly Provision[] {
  return consultation[scope][act]
}

/** Treaties of assistance that let a State refuse for a fiscal offence, and whose own rule applies between their parties. UNTOC art. 18(7), UNCAC art. 46(7). */
export const permitsFiscal: readonly string[] = ['cets-030', 'cets-141', 'cets-198']
