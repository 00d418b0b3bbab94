import type { ComityClient } from '@comity/contract/operations'
import type { TranslationView } from '@comity/contract/translation'
import { Id, read } from '@comity/domain/input'
import { fail, type Result } from '@comity/domain/result'
import type { Place, Visit } from '../page.ts'

/** Segments of one page: as many as fit before one loses one's place. */
export const segmentsOnPage = 12

/** From which segment on a page of a translation shows them; anything else in the address is the beginning. */
export function offsetOf({ query, form }: Visit): number {
  const asked = form.get('from') ?? query.get('from') ?? ''
  return /^\d{1,5}$/u.test(asked) ? Math.floor(Number(asked) / segmentsOnPage) * segmentsOnPage : 0
}

/** The translation a path names, with the segments of one page. An id that is none names nothing: `not-found`. */
export async function findTranslation(operations: ComityClient, place: Place, offset = 0): Promise<Result<TranslationView>> {
  const id = read(Id, place['translation'])
  if (!id.ok) return fail({ code: 'not-found' })
  return operations.getTranslation({ params: { translation: id.value }, query: { offset, segments: segmentsOnPage } })
}
