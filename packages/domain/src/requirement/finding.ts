/** What a check says about a request, with the article that says so. */
export interface Finding {
  /** Stable key, as in `facts.missing` or `bank-records.to.missing`; the sentence is in the catalogue `finding.*`. */
  readonly code: string
  /** `missing` and `conflict` keep a request from leaving until mended or overridden with a reason; `advice` does not. */
  readonly severity: 'missing' | 'conflict' | 'advice'
  /** Path of the field it is about, as in `measures.0.to`. */
  readonly field: string
  /** Who asks for it: instrument and article. Empty only for advice of good practice. */
  readonly provisions: readonly Provision[]
  readonly values?: Readonly<Record<string, string | number>>
}

/** One article of one instrument, and whether someone checked that it says so. */
export interface Provision {
  /** Instrument id of the reference data, as in `untoc`. */
  readonly instrument: string
  /** Article as cited, as in `18(15)(d)`. */
  readonly article: string
  readonly verified: boolean
}

/** The key under which an override of this finding is kept. */
export function findingKey(finding: Finding): string {
  return `${finding.code}@${finding.field}`
}
