import type { Operation } from '@comity/contract/operation'
import { chanceOf } from '@comity/exchange/simulation/chance'
import type { MatrixCase } from './cases.ts'
import { isAboutCase } from './inputs.ts'
import { type MatrixOffice, seed, share, walked, whole } from './office.ts'
import type { Person } from './people.ts'
import { relationTo, sightIn } from './reach.ts'
import { conditionOf, forReaders, named, permissionOf, reachOfRelation, sight, withoutReason } from './permissions.ts'

/** One cell of the matrix: somebody, an operation, and a request at a stage. */
export interface Cell {
  readonly person: Person
  readonly operation: Operation
  readonly about: MatrixCase
}

/** A cell as a person names it, for what fails. */
export function nameOf({ person, operation, about }: Cell): string {
  const relation = relationTo(person, about) ?? 'no relation'
  const kind = `${about.stage} on the ${about.side} side, ${about.handling}${about.namesOffice ? ', executed by theirs of our office’s name' : ''}`
  return `${person.name} (${person.role}, ${person.standing}, ${relation}), ${operation.id}, a request that is ${kind}`
}

/** What a call about a request is to be answered. */
export type Expected = 'allowed' | 'not-signed-in' | 'not-permitted' | 'proof-needed' | 'reason-needed' | 'not-found'

function ofCasework({ person, operation, about }: Cell): Expected {
  const reach = reachOfRelation[person.relation][about.handling]
  if (reach === 'nothing') return 'not-found'
  return reach === 'read' && !forReaders.includes(operation.id) ? 'not-permitted' : 'allowed'
}

/** What the written tables say of a cell. */
export function expected(cell: Cell): Expected {
  const { person, operation, about } = cell
  if (permissionOf(operation.id).who === 'anyone') return 'allowed'
  if (person.standing !== 'fresh' && person.standing !== 'stale') return 'not-signed-in'
  const condition = conditionOf(operation.id, person.role)
  if (condition === undefined) return 'not-permitted'
  if (isAboutCase(operation)) {
    // A wall is above every role, and of what is behind it nobody learns.
    if (person.relation === 'walled-off') return 'not-found'
    if ((condition === 'own' || condition === 'mine') && sightIn(person, about) !== condition) return 'not-permitted'
    const reached = person.role === 'officer' || person.role === 'head' ? ofCasework(cell) : 'allowed'
    if (reached !== 'allowed') return reached
    if (condition === 'named' && !named.includes(person.relation)) return 'not-permitted'
    const asked = about.handling === 'restricted' && sightIn(person, about) !== undefined && !withoutReason.includes(operation.id)
    if (asked && !person.saysWhy) return 'reason-needed'
  }
  return operation.freshProof && person.standing === 'stale' ? 'proof-needed' : 'allowed'
}

/** Words of cases in an answer that its reader may not read. */
export function strayWords({ person }: Cell, told: string, cases: readonly MatrixCase[], seen: typeof sight = sight): readonly string[] {
  const found = new Set([...told.matchAll(/canary(\d{5})([a-z])x/gu)].map(([word]) => word))
  return [...found].filter((word) => {
    const about = cases.find(({ number }) => number === Number(word.slice(6, 11)))
    const relation = about === undefined ? undefined : sightIn(person, about)
    return relation === undefined || !seen[relation].includes(word.slice(11, 12))
  })
}

type Walked = Pick<MatrixOffice, 'people' | 'cases'>

/**
 * With which cases somebody meets an operation: with each where it is about one and how they stand to it counts; where their role alone keeps
 * them from it, with one at each stage; where no session of theirs is open, or it is about none, with one.
 */
function casesOf(operation: Operation, { role, standing }: Person, cases: readonly MatrixCase[]): readonly MatrixCase[] {
  if (!isAboutCase(operation) || (standing !== 'fresh' && standing !== 'stale')) return cases.slice(0, 1)
  if (permissionOf(operation.id).who === 'anyone' || conditionOf(operation.id, role) !== undefined) return cases
  return [...Map.groupBy(cases, ({ stage }) => stage).values()].flatMap((group) => group.slice(0, 1))
}

/** Every cell of an operation. */
function cellsOf(operation: Operation, { people, cases }: Walked, anyCase: boolean): readonly Cell[] {
  return people.flatMap((person) => {
    const about = anyCase && isAboutCase(operation) ? cases : casesOf(operation, person, cases)
    return about.map((one) => ({ person, operation, about: one }))
  })
}

/**
 * Every cell that is wanted; in a sample one by chance of each operation, or of each kind of its cells.
 * @param anyCase each person with each case, whatever their role may
 */
export function cells(
  house: Walked,
  isWanted: (cell: Cell) => boolean,
  { anyCase = false, kindOf = () => '' }: { readonly anyCase?: boolean; readonly kindOf?: (cell: Cell) => string } = {},
): readonly Cell[] {
  const chance = chanceOf(seed)
  return walked.flatMap((operation) => {
    const all = cellsOf(operation, house, anyCase).filter(isWanted)
    if (whole) return all.filter((_, n) => n % share === 0)
    return [...Map.groupBy(all, kindOf).values()].flatMap((group) => group.slice(chance.below(group.length)).slice(0, 1))
  })
}
