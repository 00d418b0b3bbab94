import type { Person } from '../request/content.ts'
import { type Asking, isBlank } from './asking.ts'
import type { Finding } from './finding.ts'

function ofPerson({ legal, birthDate, nationality, location }: Person, at: string, ask: Asking): Finding[] {
  const found: Finding[] = []
  if (isBlank(location)) found.push(ask.advice('person.location.missing', `${at}.location`, 'persons'))
  if (legal === true) return found
  if (birthDate === undefined) found.push(ask.advice('person.birth-date.missing', `${at}.birthDate`, 'persons'))
  if (birthDate !== undefined && birthDate > ask.today) {
    found.push(ask.conflict('person.birth-date.future', `${at}.birthDate`, 'persons'))
  }
  if (nationality === undefined) found.push(ask.advice('person.nationality.missing', `${at}.nationality`, 'persons'))
  return found
}

/** Identity, location and nationality of the persons concerned, where possible. UNTOC art. 18(15)(e), UNCAC art. 46(15)(e). */
export function personFindings(persons: readonly Person[], ask: Asking): Finding[] {
  if (persons.length === 0) return [ask.advice('persons.missing', 'persons', 'persons')]
  return persons.flatMap((person, place) => ofPerson(person, `persons.${place}`, ask))
}
