import type { Relation } from '@comity/domain/account/relation'
import type { MatrixCase } from './cases.ts'
import type { Person } from './people.ts'
import { reachOfRelation, type sight } from './permissions.ts'

/** How somebody stands to a case, as far as it reaches to anything; undefined where it does not. */
export function relationTo(person: Person, about: MatrixCase): Relation | undefined {
  const { id, role, office, standing, relation } = person
  if ((standing !== 'fresh' && standing !== 'stale') || role === 'auditor' || role === 'administrator') return undefined
  if (role === 'executing-authority' && office !== about.office) return undefined
  if (role === 'translator' && about.translator !== id) return undefined
  return reachOfRelation[relation][about.handling] === 'nothing' ? undefined : relation
}

/** Which column of what may be read is whose. */
export function sightIn(person: Person, about: MatrixCase): keyof typeof sight | undefined {
  const relation = relationTo(person, about)
  if (relation === undefined) return undefined
  return relation === 'executing' ? 'own' : relation === 'translator' ? 'mine' : 'casework'
}
