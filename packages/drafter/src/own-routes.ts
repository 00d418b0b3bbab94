import type { Drafter } from '@comity/web/drafter/drafter'
import { homePage } from '@comity/web/drafter/home-page'
import { forgetPage, keepingPage, keepPage, openPage, savePage } from '@comity/web/drafter/keeping-page'
import { goTo } from '@comity/web/page'
import type { Route } from '@comity/web/route'

const get = ['GET'] as const
const post = ['POST'] as const

/** The pages that the drafter alone has: the first one, and those of its file. */
export function ownRoutes(drafter: Drafter): readonly Route[] {
  return [
    { path: '/', page: homePage(drafter), methods: ['GET', 'POST'] },
    { path: '/file', page: keepingPage(drafter), methods: get },
    { path: '/file/save', page: savePage(drafter), methods: post },
    { path: '/file/open', page: openPage(drafter), methods: post },
    { path: '/file/keep', page: keepPage(drafter), methods: post },
    { path: '/file/forget', page: forgetPage(drafter), methods: post },
    // Back, or another language, after a form was refused.
    { path: '/file/:form', page: async () => goTo('/file'), methods: get },
  ]
}
