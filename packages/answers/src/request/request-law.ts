import type { LegalBases, OffenceCoverage } from '@comity/contract/request-law'
import type { Declaration } from '@comity/domain/legal-basis/declaration'
import type { Law } from '@comity/domain/legal-basis/law'
import { legalBases } from '@comity/domain/legal-basis/legal-bases'
import { matchableInstruments, offenceCoverage } from '@comity/domain/legal-basis/offence-coverage'
import { questionOf } from '@comity/domain/legal-basis/question'
import { invalid, type Problem } from '@comity/domain/problem'
import { available } from '@comity/domain/request/available'
import type { RequestContent } from '@comity/domain/request/content'
import type { Request } from '@comity/domain/request/request'
import { check } from '@comity/domain/requirement/check'
import type { Finding } from '@comity/domain/requirement/finding'
import type { StateProfile } from '@comity/domain/requirement/profile'
import { available as letterLanguages } from '@comity/language/languages'
import { listDeclarations } from '@comity/reference/declaration'
import { findState } from '@comity/reference/state'

/** The legal bases of a request as it stands, on a day. */
export function basesOf(content: RequestContent, today: string, law: Law): LegalBases {
  return legalBases(questionOf(content, today), law)
}

/** What the instruments that bind both States say of each offence of a request as it stands, on a day. */
export function offenceCoverageOf(content: RequestContent, today: string, law: Law): OffenceCoverage {
  const question = questionOf(content, today)
  const answers = offenceCoverage(question, law)
  const offences = (content.offences ?? []).map(({ id }, at) => ({ offence: id, answers: answers[at] ?? [] }))
  return { matchable: matchableInstruments(question, law), offences }
}

/** Asks for what a State asks of requests, as it stands now. */
export type FindProfile = (state: string) => StateProfile | undefined

/** What the requested State asks, while a request can still be written. */
export function profileOf(request: Request, findProfile: FindProfile): StateProfile | undefined {
  return available(request).includes('revise') ? findProfile(request.content.requested) : undefined
}

/** What the check finds; nothing once the request has left, for then it is the other State that asks. */
export function findingsOf(request: Request, today: string, findProfile: FindProfile): readonly Finding[] {
  if (!available(request).includes('revise')) return []
  const { requested } = request.content
  const requestedLanguages = findState(requested)?.languages
  const profile = profileOf(request, findProfile)
  return check(request.content, {
    today,
    bases: request.content.bases ?? [],
    letterLanguages,
    ...(requestedLanguages === undefined ? {} : { requestedLanguages }),
    ...(profile === undefined ? {} : { profile }),
  })
}

/** What either State declared of the instruments on which a request rests. */
export function declarationsOn({ bases = [], requesting, requested }: RequestContent): readonly Declaration[] {
  return bases.flatMap(({ instrument }) => [requesting, requested].flatMap((state) => listDeclarations(instrument, state)))
}

/** Why a new request cannot be opened between these two States, if it cannot. */
export function refusalToOpen(content: RequestContent, self: string): Problem | undefined {
  if (content.requesting !== self) return invalid('content.requesting', 'not-our-state')
  for (const field of ['requesting', 'requested'] as const) {
    if (findState(content[field]) === undefined)
      return { code: 'unknown-state', fields: [{ field: `content.${field}`, rule: 'unknown-state', values: { state: content[field] } }] }
  }
  if (content.requested === self) return { code: 'same-state', fields: [{ field: 'content.requested', rule: 'same-state' }] }
  return undefined
}
