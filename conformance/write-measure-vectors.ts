import { writeFileSync } from 'node:fs'
import { getMeasureForm, measureTypes } from '@comity/domain/measure/measure'
import { caseOf, findingsOf } from './measure-case.ts'

/** Writes, for each measure, one request that says all that is asked of it and one that says nothing, with what the check finds. */
for (const type of measureTypes) {
  const whole = caseOf(type, getMeasureForm(type).complete)
  const bare = caseOf(type, {})
  const vector = {
    measure: type,
    complete: { request: whole, findings: findingsOf(whole) },
    deficient: { request: bare, findings: findingsOf(bare) },
  }
  writeFileSync(new URL(`./vectors/measures/${type}.json`, import.meta.url), `${JSON.stringify(vector, null, 2)}\n`)
}
