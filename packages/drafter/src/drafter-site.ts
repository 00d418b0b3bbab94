import type { ComityClient } from '@comity/contract/operations'
import type { Drafter } from '@comity/web/drafter/drafter'
import type { View, Visit } from '@comity/web/page'
import { placeIn, visitRoute } from '@comity/web/route'
import { loadLanguages } from './catalogue.ts'
import { ownRoutes } from './own-routes.ts'

/** Answers visits to the drafter. The pages that a server has too are made ready when the first of them is asked. */
export function drafterSite(drafter: Drafter): (visit: Visit, operations: ComityClient) => Promise<View> {
  const own = ownRoutes(drafter)
  return async (visit, operations) => {
    if (own.some(({ path }) => placeIn(path, visit.path) !== undefined)) return visitRoute(own, visit, operations)
    const { sharedRoutes } = await import('./shared-routes.ts')
    // Letters are written in other languages than the page's.
    await loadLanguages()
    return visitRoute(sharedRoutes(drafter), visit, operations)
  }
}
