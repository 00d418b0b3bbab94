import type { FileStream } from '@comity/contract/operation'
import type { Actor } from '@comity/domain/account/role'
import type { Desk } from './desk.test-support.ts'
import type { View, Visit } from './page.ts'

/** A person in front of the pages. */
export interface Reader {
  readonly get: (path: string) => Promise<View>
  readonly post: (path: string, form: URLSearchParams | Record<string, string>, files?: Visit['files']) => Promise<View>
}

/** A person at a desk who reads in a language; nobody is signed in where there is no person. */
export function readerAt(
  desk: Desk,
  visit: (asked: Visit, operations: ReturnType<Desk['as']>) => Promise<View>,
  person: Actor | undefined,
  language: Visit['language'] = 'en',
  hiddenStates: readonly string[] = [],
): Reader {
  const nobody: Actor = { id: 'nobody', name: 'nobody', role: 'translator' }
  async function ask(method: Visit['method'], path: string, form: URLSearchParams, files: Visit['files'] = []): Promise<View> {
    const url = new URL(path, 'http://pages.invalid')
    const { id, name, role, office } = person ?? nobody
    return visit(
      {
        method,
        path: url.pathname,
        query: url.searchParams,
        form,
        files,
        language,
        timeZone: 'America/Lima',
        now: '2026-11-21T15:00:00.000Z',
        formToken: 'a-form-token',
        ...(person === undefined ? {} : { account: { id, displayName: name, role, ...(office === undefined ? {} : { office }) } }),
        authority: { state: desk.self, name: 'Autoridad Central' },
        embeddedDatabase: true,
        hiddenStates,
        provider: 'Ministry',
      },
      desk.as(person ?? nobody),
    )
  }
  return {
    get: (path) => ask('GET', path, new URLSearchParams()),
    post: (path, form, files) => ask('POST', path, new URLSearchParams(form), files),
  }
}

/** A file as it comes with a form. */
export function fileOf(name: string, text: string): FileStream {
  async function* stream() {
    yield new TextEncoder().encode(text)
  }
  return { name, mediaType: 'application/pdf', stream: stream() }
}

/** The HTML of a page. @throws if the view leads elsewhere */
export function htmlOf(view: View): string {
  if (view.kind !== 'page') throw new Error(`not a page but a ${view.kind}: ${JSON.stringify(view)}`)
  return view.html
}

/** Where a view leads. @throws if it is a page */
export function wayOf(view: View): string {
  if (view.kind !== 'redirect')
    throw new Error(`not a way but a ${view.kind}: ${view.kind === 'page' ? /<h1>.*?<\/main>/su.exec(view.html)?.[0].slice(0, 1_500) : ''}`)
  return view.to
}
