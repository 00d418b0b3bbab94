import type { Person } from '../request/content.ts'
import { tellingOf } from '../request/same-person.ts'
import { type Asking, isBlank } from './asking.ts'
import type { Finding } from './finding.ts'
import { read } from './requirement.ts'

/** Below this age a person is a child. Convention on the Rights of the Child art. 1, from memory. */
const fullAge = 18

function isChild(birthDate: string, today: string): boolean {
  const [year = '', ...rest] = birthDate.split('-')
  return birthDate <= today && `${Number(year) + fullAge}-${rest.join('-')}` > today
}

/** A child, or somebody who was harmed, is heard otherwise: UNTOC art. 25(1); UNCAC art. 32(4). */
function ofCare({ role, birthDate, legal }: Person, at: string, ask: Asking): Finding[] {
  if (legal === true) return []
  const found: Finding[] = []
  if (birthDate !== undefined && isChild(birthDate, ask.today)) found.push(ask.advice('person.child', `${at}.birthDate`))
  if (role === 'victim') found.push({ ...ask.advice('person.protected', `${at}.role`), provisions: ask.citing(protection) })
  return found
}

/** Protection of victims. */
const protection = read({ untoc: '25(1)', uncac: '32(4)' })

function ofPerson(person: Person, at: string, ask: Asking): Finding[] {
  const { legal, birthDate, nationality, location } = person
  const found: Finding[] = ofCare(person, at, ask)
  if (isBlank(location)) found.push(ask.advice('person.location.missing', `${at}.location`, 'persons'))
  if (legal === true) return found
  if (birthDate === undefined) found.push(ask.advice('person.birth-date.missing', `${at}.birthDate`, 'persons'))
  if (birthDate !== undefined && birthDate > ask.today) {
    found.push(ask.conflict('person.birth-date.future', `${at}.birthDate`, 'persons'))
  }
  if (nationality === undefined) found.push(ask.advice('person.nationality.missing', `${at}.nationality`, 'persons'))
  return found
}

/** The later of two entries that name the same person: a letter that names one twice leaves open whether they are two. */
function duplicates(persons: readonly Person[], ask: Asking): Finding[] {
  const tellings = persons.map(tellingOf)
  return tellings.flatMap((telling, place) => {
    const first = tellings.indexOf(telling)
    if (telling === '' || first === place) return []
    return [ask.advice('person.duplicate', `persons.${place}.name`, 'persons', { row: first + 1 })]
  })
}

/** Identity, location and nationality of the persons concerned, where possible. UNTOC art. 18(15)(e), UNCAC art. 46(15)(e). */
export function personFindings(persons: readonly Person[], ask: Asking): Finding[] {
  if (persons.length === 0) return [ask.advice('persons.missing', 'persons', 'persons')]
  return [...persons.flatMap((person, place) => ofPerson(person, `persons.${place}`, ask)), ...duplicates(persons, ask)]
}
