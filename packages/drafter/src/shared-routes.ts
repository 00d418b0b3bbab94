import { draftPage } from '@comity/web/draft/draft-page'
import { itemPage, removeItemPage } from '@comity/web/draft/item-page'
import { reusePage } from '@comity/web/draft/reuse-page'
import { stepPage } from '@comity/web/draft/step-page'
import type { Drafter } from '@comity/web/drafter/drafter'
import { askPage } from '@comity/web/law/ask-page'
import { comparePage } from '@comity/web/law/compare-page'
import { instrumentPage } from '@comity/web/law/instrument-page'
import { instrumentsPage } from '@comity/web/law/instruments-page'
import { mapPage } from '@comity/web/law/map-page'
import { chosenPairPage, pairPage } from '@comity/web/law/pair-page'
import { profilePage } from '@comity/web/law/profile-page'
import { statePage } from '@comity/web/law/state-page'
import { statesPage } from '@comity/web/law/states-page'
import { goTo, type Page } from '@comity/web/page'
import { filePage } from '@comity/web/request/file-page'
import { letterPage } from '@comity/web/request/letter-page'
import { newPage } from '@comity/web/request/new-page'
import { requestPage } from '@comity/web/request/request-page'
import type { Route } from '@comity/web/route'

const get = ['GET'] as const
const post = ['POST'] as const
const both = ['GET', 'POST'] as const

/** A new draft asks first whose it is. */
function newDraftPage(drafter: Drafter): Page {
  return async (visit, operations, place) => (drafter.authority() === undefined ? goTo('/') : newPage(visit, operations, place))
}

/** The pages that the drafter shares with a server, as far as they make sense alone. */
export function sharedRoutes(drafter: Drafter): readonly Route[] {
  return [
    { path: '/requests', page: async () => goTo('/'), methods: get },
    { path: '/requests/new', page: newDraftPage(drafter), methods: both },
    { path: '/requests/:request', page: requestPage, methods: get },
    { path: '/requests/:request/letter', page: letterPage, methods: get },
    { path: '/requests/:request/files/:file', page: filePage, methods: get },
    { path: '/requests/:request/draft', page: draftPage, methods: get },
    { path: '/requests/:request/draft/:step', page: stepPage, methods: both },
    { path: '/requests/:request/draft/:step/reuse', page: reusePage, methods: both },
    { path: '/requests/:request/draft/:step/:item', page: itemPage, methods: both },
    { path: '/requests/:request/draft/:step/:item/remove', page: removeItemPage, methods: post },
    { path: '/law', page: askPage, methods: get },
    { path: '/law/states', page: statesPage, methods: get },
    { path: '/law/states/:state', page: statePage, methods: get },
    { path: '/law/states/:state/profile', page: profilePage, methods: get },
    { path: '/law/map/:state', page: mapPage, methods: get },
    { path: '/law/pairs', page: chosenPairPage, methods: get },
    { path: '/law/pairs/:a/:b', page: pairPage, methods: get },
    { path: '/law/instruments', page: instrumentsPage, methods: get },
    { path: '/law/instruments/:instrument', page: instrumentPage, methods: get },
    { path: '/law/compare', page: comparePage, methods: get },
  ]
}
