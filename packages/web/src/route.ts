import type { ComityClient } from '@comity/contract/operations'
import type { Page, Place, View, Visit } from './page.ts'
import { problemPage } from './ui/problem-page.tsx'

/** A page and where it is. */
export interface Route {
  /** As in `/requests/:request`. */
  readonly path: string
  readonly page: Page
  readonly methods: readonly Visit['method'][]
  /** Open to someone who is not signed in: always, or where the operator opens the law to readers. */
  readonly open?: true | 'law'
  /** Most bytes of a file that its form brings, where that is less than any file may have. */
  readonly fileLimit?: number
}

/** The variable parts of a path that fits a pattern. */
export function placeIn(pattern: string, path: string): Place | undefined {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const place: Record<string, string> = {}
  for (const [at, part] of wanted.entries()) {
    const found = given[at] ?? ''
    if (part.startsWith(':')) place[part.slice(1)] = found
    else if (part !== found) return undefined
  }
  return place
}

/** Answers a visit from a table of pages, of which the first that fits is taken. */
export function visitRoute(routes: readonly Route[], asked: Visit, operations: ComityClient): Promise<View> {
  const path = asked.path.length > 1 ? asked.path.replace(/\/$/u, '') : asked.path
  for (const { path: pattern, page, methods, open } of routes) {
    const place = placeIn(pattern, path)
    if (place === undefined || !methods.includes(asked.method)) continue
    const isOpen = open === true || (open === 'law' && asked.publicLaw === true)
    if (!isOpen && asked.account === undefined) return Promise.resolve(problemPage(asked, { code: 'not-signed-in' }))
    return page({ ...asked, path }, operations, place)
  }
  return Promise.resolve(problemPage(asked, { code: 'not-found' }))
}
