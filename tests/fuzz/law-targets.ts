import type { Target } from '@comity/exchange/fuzz/target'
import { readStatus, type StatusFormat } from '@comity/server/law/import/read-status'
import { coeSample, nlSample, type SampleRow, untcSample } from '@comity/server/law/import/sample.fixture'
import { isTaken, textReader } from './reader.ts'

const dated: readonly SampleRow[] = [
  { name: 'Argentina', signed: '12-12-2000', consent: '19-11-2002(R)', inForce: '29-09-2003' },
  { name: 'Japan', signed: '12-12-2000' },
]
const council: readonly SampleRow[] = [
  { name: 'Albania', signed: '2001-11-23', consent: '2002-06-20', inForce: '2004-07-01' },
  { name: 'Japan', signed: '2001-11-23' },
]
const named: readonly SampleRow[] = [
  { name: 'Argentina 1', signed: '12 Dec 2000', consent: '19 Nov 2002' },
  { name: 'Netherlands (Kingdom of the) 2,3', signed: '12 Dec 2000', consent: '26 May 2004 A' },
  { name: 'Japan', signed: '12 Dec 2000' },
]
const table =
  'State;Signature;Consent;Form;Entry into force;Ended\nARG;2000-12-12;2002-11-19;ratification;2003-09-29;\n"Japan";2000-12-12;;;;\n'

const sources: Readonly<Record<StatusFormat, readonly string[]>> = {
  'untc-xml': [untcSample(named, 2)],
  'coe-json': [coeSample(council)],
  'nl-html': [nlSample(dated)],
  csv: [table, table.replaceAll(';', ',')],
}

/** The importers of lists of parties. */
export function lawTargets(): readonly Target[] {
  return (Object.keys(sources) as StatusFormat[]).map((format) =>
    textReader(
      `list of parties, ${format}`,
      50,
      sources[format],
      (bytes, chance) =>
        isTaken(readStatus(bytes, format, chance.hits(0.9) ? { count: 1, asOf: '2026-01-15' } : {})) ||
        isTaken(readStatus(bytes, format, { count: 2, asOf: '2026-01-15' })),
    ),
  )
}
