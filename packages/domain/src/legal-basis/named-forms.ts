/** How an instrument carries a form of assistance that it does not name. */
export type RestClause =
  /** Its list ends with any other form that the law of the requested State allows. */
  | 'last-clause'
  /** It lists no forms and undertakes to assist at large. */
  | 'general-clause'
  /** Only as far as it secures evidence of property that is liable to confiscation. */
  | 'property-only'

/** An article as cited. Not verified where the wording that was read does not hold between all parties. */
export interface ReadArticle {
  readonly article: string
  readonly verified: boolean
}

/** What one instrument says of the forms of assistance, by measure. Read in its text, article by article. */
export interface NamedForms {
  /** The articles that name a measure: of a list first the item, then the article that says how. */
  readonly named: Readonly<Record<string, readonly ReadArticle[]>>
  /** Measures that the text takes out. */
  readonly takenOut: Readonly<Record<string, readonly ReadArticle[]>>
  /** What carries all others. Without it they fall to the treaty that a protocol supplements. */
  readonly rest?: ReadArticle & { readonly clause: RestClause }
  /** Where a protocol makes the provisions of its treaty its own. */
  readonly applies?: ReadArticle
}

/** `18(3)(c) 13(2)` is two articles; one that ends in `?` is not verified. */
function articles(cited: string): readonly ReadArticle[] {
  return cited.split(' ').map((each) => ({ article: each.replace('?', ''), verified: !each.endsWith('?') }))
}

interface Written {
  readonly named?: Readonly<Record<string, string>>
  readonly takenOut?: Readonly<Record<string, string>>
  readonly rest?: readonly [article: string, clause: RestClause]
  readonly applies?: string
}

function read({ named = {}, takenOut = {}, rest, applies }: Written): NamedForms {
  const all = (table: Readonly<Record<string, string>>): NamedForms['named'] =>
    Object.fromEntries(Object.entries(table).map(([measure, cited]) => [measure, articles(cited)]))
  const one = (cited: string): ReadArticle => articles(cited)[0] ?? { article: cited, verified: false }
  return {
    named: all(named),
    takenOut: all(takenOut),
    ...(rest !== undefined && { rest: { ...one(rest[0]), clause: rest[1] } }),
    ...(applies !== undefined && { applies: one(applies) }),
  }
}

/** UNTOC arts. 13, 14, 18 to 20, 24. Of government records those that are not public may be given at discretion, 18(29)(b). */
const untoc = read({
  named: {
    statement: '18(3)(a)',
    'video-hearing': '18(18)',
    'service-of-documents': '18(3)(b)',
    'search-and-seizure': '18(3)(c)',
    'production-of-documents': '18(3)(f)',
    'bank-records': '18(3)(f)',
    'company-records': '18(3)(f)',
    'tax-records': '18(3)(f) 18(29)(b)',
    'public-records': '18(3)(f) 18(29)(a)',
    'criminal-records': '18(3)(f) 18(29)(b)',
    'police-records': '18(3)(f) 18(29)(b)',
    'asset-tracing': '18(3)(g) 13(2)',
    restraint: '18(3)(c) 13(2)',
    'confiscation-order': '13(1)(b)',
    'confiscation-on-request': '13(1)(a)',
    'return-of-property': '14(2)',
    examination: '18(3)(d)',
    'expert-evaluation': '18(3)(e)',
    'transfer-of-detained-person': '18(10)',
    'voluntary-appearance': '18(3)(h)',
    interception: '20(3)',
    'covert-investigation': '20(3)',
    'cross-border-surveillance': '20(3)',
    'controlled-delivery': '20(4)',
    'joint-investigation': '19',
    'witness-protection': '24(3)',
  },
  rest: ['18(3)(i)', 'last-clause'],
})

/** UNCAC arts. 32, 46, 49, 50, 54, 55, 57. */
const uncac = read({
  named: {
    statement: '46(3)(a)',
    'video-hearing': '46(18)',
    'service-of-documents': '46(3)(b)',
    'search-and-seizure': '46(3)(c)',
    'production-of-documents': '46(3)(f)',
    'bank-records': '46(3)(f)',
    'company-records': '46(3)(f)',
    'tax-records': '46(3)(f) 46(29)(b)',
    'public-records': '46(3)(f) 46(29)(a)',
    'criminal-records': '46(3)(f) 46(29)(b)',
    'police-records': '46(3)(f) 46(29)(b)',
    'asset-tracing': '46(3)(j) 55(2)',
    restraint: '46(3)(j) 55(2)',
    'confiscation-order': '46(3)(k) 55(1)(b)',
    'confiscation-on-request': '46(3)(k) 55(1)(a)',
    'non-conviction-confiscation': '54(1)(c)',
    'return-of-property': '46(3)(k) 57(3)',
    examination: '46(3)(d)',
    'expert-evaluation': '46(3)(e)',
    'transfer-of-detained-person': '46(10)',
    'voluntary-appearance': '46(3)(h)',
    interception: '50(3)',
    'covert-investigation': '50(3)',
    'cross-border-surveillance': '50(3)',
    'controlled-delivery': '50(4)',
    'joint-investigation': '49',
    'witness-protection': '32(3)',
  },
  rest: ['46(3)(i)', 'last-clause'],
})

/** United Nations Convention of 1988 arts. 5, 7, 9, 11. Its records are those of any kind: what follows “including” are examples. */
const drugs = read({
  named: {
    statement: '7(2)(a)',
    'service-of-documents': '7(2)(b)',
    'search-and-seizure': '7(2)(c)',
    'production-of-documents': '7(2)(f)',
    'bank-records': '7(2)(f)',
    'company-records': '7(2)(f)',
    'tax-records': '7(2)(f)',
    'public-records': '7(2)(f)',
    'criminal-records': '7(2)(f)',
    'police-records': '7(2)(f)',
    'asset-tracing': '7(2)(g) 5(4)(b)',
    restraint: '5(4)(b)',
    'confiscation-order': '5(4)(a)(ii)',
    'confiscation-on-request': '5(4)(a)(i)',
    examination: '7(2)(d)',
    'transfer-of-detained-person': '7(4)',
    'voluntary-appearance': '7(4)',
    'controlled-delivery': '11(1)',
    'joint-investigation': '9(1)(c)',
  },
  rest: ['7(3)', 'last-clause'],
})

/**
 * European Convention on Mutual Assistance arts. 1, 3, 5, 7, 10, 11, 13. Articles 1 and 11 were read in the wording that the
 * Second Additional Protocol gave them, which does not hold between parties that are not bound by it.
 */
const european = read({
  named: {
    statement: '3(1)',
    'service-of-documents': '7(1)',
    'search-and-seizure': '5(1)',
    'production-of-documents': '3(1)',
    'bank-records': '3(1)',
    'company-records': '3(1)',
    'tax-records': '3(1)',
    'public-records': '3(1)',
    'voluntary-appearance': '10(1)',
    'transfer-of-detained-person': '11(1)?',
    'criminal-records': '13(1)',
  },
  takenOut: { 'confiscation-order': '1(2)?' },
  rest: ['1(1)?', 'general-clause'],
})

/** Second Additional Protocol to it, arts. 9, 10, 12, 13, 17 to 20, 23, 24. Its articles 1 to 6 change those of the Convention. */
const europeanSecond = read({
  named: {
    'video-hearing': '9(1)',
    'telephone-hearing': '10(1)',
    'return-of-property': '12(1)',
    'transfer-of-detained-person': '13(1)',
    'cross-border-surveillance': '17(1)',
    'controlled-delivery': '18(1)',
    'covert-investigation': '19(1)',
    'joint-investigation': '20(1)',
    'witness-protection': '23',
    restraint: '24(1)',
  },
})

/** Convention on Laundering of 1990, arts. 8, 11, 13, 21. */
const laundering = read({
  named: {
    'asset-tracing': '8',
    restraint: '11(1)',
    'confiscation-order': '13(1)(a)',
    'confiscation-on-request': '13(1)(b)',
    'service-of-documents': '21(1)',
  },
  rest: ['8', 'property-only'],
})

/** Convention on Laundering and the Financing of Terrorism of 2005, arts. 16 to 19, 21, 23, 25, 31. */
const launderingAndFinancing = read({
  named: {
    'asset-tracing': '16',
    'bank-accounts': '17(1)',
    'bank-records': '18(1)',
    'account-monitoring': '19(1)',
    restraint: '21(1)',
    'confiscation-order': '23(1)(a)',
    'confiscation-on-request': '23(1)(b)',
    'non-conviction-confiscation': '23(5)',
    'return-of-property': '25(2)',
    'service-of-documents': '31(1)',
  },
  rest: ['16', 'property-only'],
})

/** Convention on Cybercrime arts. 25, 29 to 31, 33, 34. Its articles 16 to 21 are powers at home, not forms of assistance. */
const cybercrime = read({
  named: {
    'data-preservation': '29(1)',
    'partial-disclosure': '30(1)',
    'search-and-seizure': '31(1)',
    'subscriber-information': '31(1)',
    'traffic-data': '31(1)',
    'content-data': '31(1)',
    'real-time-traffic-data': '33(1)',
    interception: '34',
  },
  rest: ['25(1)', 'general-clause'],
})

function atLarge(article: string, named: Readonly<Record<string, string>> = {}): NamedForms {
  return read({ named, rest: [article, 'general-clause'] })
}

/** What each instrument says of the forms of assistance. Of one that is not here the forms were not read, and nothing is said. */
export const namedForms: Readonly<Record<string, NamedForms>> = {
  untoc,
  'untoc-tip': read({ applies: '1(2)' }),
  'untoc-som': read({ applies: '1(2)' }),
  'untoc-firearms': read({ applies: '1(2)' }),
  uncac,
  'un-1988': drugs,
  'un-terrorist-bombings': atLarge('10(1)', { 'transfer-of-detained-person': '13(1)' }),
  'un-terrorist-financing': atLarge('12(1)', { 'transfer-of-detained-person': '16(1)' }),
  'un-nuclear-terrorism': atLarge('14(1)', { 'transfer-of-detained-person': '17(1)' }),
  'un-hostages': atLarge('11(1)'),
  'un-protected-persons': atLarge('10(1)'),
  'icao-hague-1970': atLarge('10(1)'),
  'icao-beijing-2010': atLarge('17(1)'),
  'cets-030': european,
  'cets-099': read({}),
  'cets-182': europeanSecond,
  'cets-090': atLarge('8(1)'),
  'cets-141': laundering,
  'cets-173': atLarge('26(1)'),
  'cets-185': cybercrime,
  'cets-189': read({ applies: '8(2)' }),
  'cets-196': atLarge('17(1)'),
  'cets-197': atLarge('32', { 'witness-protection': '28(5)' }),
  'cets-198': launderingAndFinancing,
}
