import type { computeDeadline } from '@comity/contract/deadline'
import type { findLegalBases } from '@comity/contract/law-question'
import type { Input } from '@comity/contract/operation'
import { deadlineOf } from '@comity/domain/deadline/calculus'
import { lengthByProfile } from '@comity/domain/deadline/length-by-profile'
import { findDeadlineRule } from '@comity/domain/deadline/rules'
import type { Law } from '@comity/domain/legal-basis/law'
import type { Question } from '@comity/domain/legal-basis/question'
import type { RequestContent } from '@comity/domain/request/content'
import { check } from '@comity/domain/requirement/check'
import { fail } from '@comity/domain/result'
import { available as letterLanguages } from '@comity/language/languages'
import { findState } from '@comity/reference/state'
import type { FindProfile } from '../request/request-law.ts'

/** A question as the rules take it, on a day. */
export function questionFrom(given: Input<typeof findLegalBases>['body'], on: string): Question {
  const { requesting, requested, kind, measures, offences, transnational, organizedGroup } = given
  return {
    requesting,
    requested,
    kind,
    measures,
    date: on,
    offences: offences.map(({ convention, maximumPenalty, lifePenalty }) => ({
      convention,
      ...(maximumPenalty !== undefined && { maximumPenalty }),
      ...(lifePenalty !== undefined && { lifePenalty }),
    })),
    ...(transnational !== undefined && { transnational }),
    ...(organizedGroup !== undefined && { organizedGroup }),
  }
}

/** The first offence id of a question that the law does not know. */
export function unknownOffence({ offences }: Pick<Question, 'offences'>, law: Law): string | undefined {
  return offences.flatMap(({ convention }) => convention).find((id) => law.findOffence(id) === undefined)
}

/** When a clock runs out, with the length that a State's profile sets where it may. */
export function dueOf(rule: string, given: Input<typeof computeDeadline>['body'], today: string, findProfile: FindProfile) {
  const found = findDeadlineRule(rule)
  if (found === undefined) return fail({ code: 'not-found' as const })
  const { event, place, suspensions, length, state } = given
  const facts = {
    event,
    ...(place !== undefined && { place: dropUndefined(place) }),
    ...(suspensions !== undefined && { suspensions: suspensions.map(({ from, to }) => (to === undefined ? { from } : { from, to })) }),
    ...(length !== undefined && { length }),
  }
  const profile = state === undefined ? undefined : findProfile(state)
  return deadlineOf(found, profile === undefined ? facts : lengthByProfile(found, facts, profile, today))
}

function dropUndefined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}

/** What a request lacks on a day, by its bases, the languages of the requested State and its profile. */
export function findingsOn(content: RequestContent, today: string, findProfile: FindProfile) {
  const requestedLanguages = findState(content.requested)?.languages
  const profile = findProfile(content.requested)
  const findings = check(content, {
    today,
    bases: content.bases ?? [],
    ...(requestedLanguages !== undefined && { requestedLanguages }),
    letterLanguages,
    ...(profile !== undefined && { profile }),
  })
  return { findings, blocking: findings.filter(({ severity }) => severity !== 'advice').length }
}
