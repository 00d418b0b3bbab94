import { measureForms } from '../measure/measure.ts'
import { check } from './check.ts'
import { breaking, broken, complete, exampleDay } from './content-examples.ts'
import type { Finding } from './finding.ts'
import { profileExamples } from './profile-examples.ts'
import { findingsOn, type Requirement } from './requirement.ts'
import { requirements } from './requirements.ts'

/** What a check says of a case that meets it and of one that does not. */
export interface Example {
  readonly code: string
  readonly passing: readonly Finding[]
  readonly failing: readonly Finding[]
}

const languages = { today: exampleDay, requestedLanguages: ['de', 'fr', 'it', 'rm'], letterLanguages: ['es', 'es-PE'] }

function ofContent(): Example[] {
  return Object.entries(breaking).map(([code, change]) => {
    const content = broken(change)
    const failing = check(content, { ...languages, bases: content.bases ?? [] })
    return { code, passing: check(complete, { ...languages, bases: complete.bases ?? [] }), failing }
  })
}

function ofRequirements<Case>(list: readonly Requirement<Case>[]): Example[] {
  const context = { today: exampleDay, bases: [], around: complete }
  return list.map(({ code, example }) => ({
    code,
    passing: findingsOn(list, example.passing, context),
    failing: findingsOn(list, example.failing, { ...context, around: example.around ?? complete }),
  }))
}

function ofProfiles(): Example[] {
  return Object.entries(profileExamples).map(([code, { profile, passing, failing }]) => {
    const [met, unmet] = [passing, failing].map((content) =>
      check(content, { ...languages, profile, bases: content.bases ?? [] }).filter((finding) => finding.code.startsWith('profile.')),
    )
    return { code, passing: met ?? [], failing: unmet ?? [] }
  })
}

/** Every check, played on its examples. @public the tests of the checks and of their sentences run it */
export function playExamples(): readonly Example[] {
  return [
    ...ofContent(),
    ...Object.values(requirements).flatMap((list) => ofRequirements(list as readonly Requirement<object>[])),
    ...measureForms.flatMap((form) => ofRequirements(form.requirements)),
    ...ofProfiles(),
  ]
}
