import type { RequestContent } from '../request/content.ts'
import { type Asking, isBlank } from './asking.ts'
import { mentionsAsylum } from './asylum.ts'
import type { Finding } from './finding.ts'

function ofMatter(matter: RequestContent['matter'], ask: Asking): Finding[] {
  const found: Finding[] = []
  if (isBlank(matter?.subject)) found.push(ask.missing('matter.subject.missing', 'matter.subject', 'matter'))
  if (matter?.stage === undefined) found.push(ask.missing('matter.stage.missing', 'matter.stage', 'nature'))
  if (isBlank(matter?.authority)) found.push(ask.missing('matter.authority.missing', 'matter.authority', 'conducting'))
  if (isBlank(matter?.function)) found.push(ask.missing('matter.function.missing', 'matter.function', 'functions'))
  if (isBlank(matter?.reference)) found.push(ask.advice('matter.reference.missing', 'matter.reference'))
  return found
}

function ofFacts(facts: RequestContent['facts'], ask: Asking): Finding[] {
  const found: Finding[] = []
  if (isBlank(facts?.summary)) found.push(ask.missing('facts.missing', 'facts.summary', 'facts'))
  const { from, to } = facts ?? {}
  if (from === undefined) found.push(ask.advice('facts.period.missing', 'facts.from', 'facts'))
  if (from !== undefined && to !== undefined && to < from) found.push(ask.conflict('facts.period.reversed', 'facts.to', 'facts'))
  if (from !== undefined && from > ask.today) found.push(ask.conflict('facts.period.future', 'facts.from', 'facts'))
  return found
}

/** Whether nothing but service is asked: then the facts are not needed. UNTOC art. 18(15)(c), UNCAC art. 46(15)(c). */
export function onlyServes({ measures = [] }: RequestContent): boolean {
  return measures.length > 0 && measures.every(({ type }) => type === 'service-of-documents')
}

/**
 * The six contents of a request, persons and measures apart.
 * UNTOC art. 18(15)(a) to (d), (f); UNCAC art. 46(15); 1988 Convention art. 7(10).
 */
export function contentFindings(content: RequestContent, ask: Asking): Finding[] {
  const found: Finding[] = []
  if (isBlank(content.requestingAuthority?.name)) {
    found.push(ask.missing('authority.missing', 'requestingAuthority.name', 'authority'))
  }
  found.push(...ofMatter(content.matter, ask))
  if (!onlyServes(content)) found.push(...ofFacts(content.facts, ask))
  if (mentionsAsylum(content.facts?.summary ?? '')) found.push(ask.advice('extradition.asylum-told', 'facts.summary'))
  if ((content.measures ?? []).length === 0) found.push(ask.missing('measures.missing', 'measures', 'assistance'))
  if (isBlank(content.purpose)) found.push(ask.missing('purpose.missing', 'purpose', 'purpose'))
  return found
}
