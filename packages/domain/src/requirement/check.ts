import type { RequestContent } from '../request/content.ts'
import { asking, type CheckContext } from './asking.ts'
import { contentFindings } from './content-findings.ts'
import type { Finding } from './finding.ts'
import { handlingFindings } from './handling-findings.ts'
import { languageFindings } from './language-findings.ts'
import { measureFindings } from './measure-findings.ts'
import { offenceFindings } from './offence-findings.ts'
import { personFindings } from './person-findings.ts'
import { profileFindings } from './profile-findings.ts'
import { timeFindings } from './time-findings.ts'

/**
 * What a request still lacks, contradicts or might do better, in the order in which it is drafted.
 * Never throws; what it says depends on nothing but its two arguments.
 */
export function check(content: RequestContent, context: CheckContext): readonly Finding[] {
  const ask = asking(context, content.kind)
  return [
    ...contentFindings(content, ask),
    ...personFindings(content.persons ?? [], ask),
    ...offenceFindings(content, ask),
    ...measureFindings(content, ask),
    ...timeFindings(content, ask),
    ...handlingFindings(content, ask),
    ...languageFindings(content, ask),
    ...(context.profile === undefined ? [] : profileFindings(content, context.profile, context.today)),
  ]
}
