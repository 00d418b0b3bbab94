import type { Declaration } from './declaration.ts'
import type { Instrument } from './instrument.ts'
import type { Law } from './law.ts'
import type { Reason } from './reason.ts'

/** Whether one article is the other or a part of it, as `16(5)` is of `16`. */
function touches(declared: string, article: string): boolean {
  return (
    declared !== '' && article !== '' && (declared === article || declared.startsWith(`${article}(`) || article.startsWith(`${declared}(`))
  )
}

function stands({ made, withdrawn }: Declaration, date: string): boolean {
  return (made === undefined || made <= date) && (withdrawn === undefined || date < withdrawn)
}

function reasonOf({ instrument, article, state, verified, about }: Declaration, code: 'reserved' | 'declared-condition'): Reason {
  return { code, provisions: [{ instrument, article, verified: verified === 'yes' }], values: { state, about } }
}

/**
 * What either State reserved or declared about the provision that a request would rest on: what excludes it takes it
 * out between the two, what conditions it stays a doubt. Vienna Convention on the Law of Treaties, arts. 20, 21.
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
    .filter((declaration) => stands(declaration, date) && touches(declaration.article, article))
  const excluding = said.find(({ effect, verified }) => effect === 'excludes' && verified === 'yes')
  const doubts = said
    .filter((declaration) => declaration.effect === 'conditions' || (declaration.effect === 'excludes' && declaration.verified !== 'yes'))
    .map((declaration) => reasonOf(declaration, 'declared-condition'))
  return { ...(excluding !== undefined && { excluded: reasonOf(excluding, 'reserved') }), doubts }
}
