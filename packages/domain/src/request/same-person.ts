import type { Person } from './content.ts'

/**
 * What tells one person from another as far as a form can: the name, without what changes from one typing to the next, the
 * date of birth, and whether it is a company. Two entries with the same are taken for the same person. Empty for a person without a name.
 */
export function tellingOf({ name, birthDate = '', legal = false }: Pick<Person, 'name' | 'birthDate' | 'legal'>): string {
  const plain = name.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim()
  return plain === '' ? '' : `${plain} ${birthDate} ${legal}`
}

/** Whether two entries name the same person: the same name and the same date of birth, or none for either. */
export function isSamePerson(one: Person, other: Person): boolean {
  const telling = tellingOf(one)
  return telling !== '' && telling === tellingOf(other)
}
