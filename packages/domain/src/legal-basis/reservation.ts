import type { Declaration } from './declaration.ts'
import type { Instrument } from './instrument.ts'
import type { Law } from './law.ts'
import type { Reason } from './reason.ts'

/** Whether one article is the other or a part of it, as `16(5)` is of `16`. */
function isWithin(part: string, whole: string): boolean {
  return part === whole || part.startsWith(`${whole}(`)
}

function stands({ made, withdrawn }: Declaration, date: string): boolean {
  return (made === undefined || made <= date) && (withdrawn === undefined || date < withdrawn)
}

/** A statement about territories concerns every article; all others, those that they name. */
function concerns({ article: declared, about, kind }: Declaration, article: string): boolean {
  if (kind === 'objection') return false
  if (about === 'territory') return true
  return declared !== '' && article !== '' && (isWithin(declared, article) || isWithin(article, declared))
}

function reasonOf({ instrument, article, state, verified, about }: Declaration, code: 'reserved' | 'declared-condition'): Reason {
  return { code, provisions: [{ instrument, article, verified: verified === 'yes' }], values: { state, about } }
}

/**
 * What either State reserved or declared about the provision that a request would rest on: what excludes it as a whole
 * takes it out between the two; what conditions it, or excludes a part of it, stays a doubt. Vienna Convention on the Law of Treaties, arts. 20, 21.
 */
export function reservationOn(
  { id }: Instrument,
  article: string,
  states: readonly [string, string],
  date: string,
  law: Law,
): { readonly excluded?: Reason; readonly doubts: readonly Reason[] } {
  const said = states
    .flatMap((state) => law.listDeclarations(id, state))
    .filter((declaration) => stands(declaration, date) && concerns(declaration, article))
  const excluding = said.find(
    ({ effect, verified, article: declared }) =>
      effect === 'excludes' && verified === 'yes' && declared !== '' && isWithin(article, declared),
  )
  const doubts = said
    .filter(({ effect }) => effect === 'conditions' || effect === 'excludes')
    .map((declaration) => reasonOf(declaration, 'declared-condition'))
  return { ...(excluding !== undefined && { excluded: reasonOf(excluding, 'reserved') }), doubts }
}

/**
 * The State, of two, that objected to the instrument entering into force between it and the other.
 * Vienna Convention on the Law of Treaties, arts. 20(4)(b), 21(3).
 */
export function objector(instrument: string, [a, b]: readonly [string, string], date: string, law: Law): string | undefined {
  const objects = (state: string, other: string): boolean =>
    law
      .listDeclarations(instrument, state)
      .some(
        (said) =>
          said.kind === 'objection' && said.effect === 'excludes' && said.article === '' && said.towards === other && stands(said, date),
      )
  if (objects(a, b)) return a
  return objects(b, a) ? b : undefined
}
