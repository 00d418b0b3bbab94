import { bankRecordsFindings } from '../measure/bank-records-findings.ts'
import { restraintFindings } from '../measure/restraint-findings.ts'
import type { RequestContent } from '../request/content.ts'
import type { Asking } from './asking.ts'
import type { Finding } from './finding.ts'

/** The details of each measure. A measure's own rules are in the file beside its shape. */
export function measureFindings(content: RequestContent, ask: Asking): Finding[] {
  return (content.measures ?? []).flatMap((measure, place) => {
    const at = `measures.${place}`
    switch (measure.type) {
      case 'bank-records':
        return bankRecordsFindings(measure, at, content, ask)
      case 'restraint':
        return restraintFindings(measure, at, content, ask)
    }
  })
}
