/** Where the reader is: a path of our pages, what was asked there, and the place on the page. */
export interface Address {
  readonly path: string
  readonly query: URLSearchParams
  readonly fragment?: string
}

/** Reads an address as links and redirects write it, `/requests/new?kind=extradition#f-title`; relative to where the reader is. */
export function readAddress(href: string, from: Address): Address {
  const url = new URL(href, new URL(from.path, 'http://pages.invalid'))
  const path = decodeURIComponent(url.pathname)
  const fragment = url.hash === '' ? {} : { fragment: decodeURIComponent(url.hash.slice(1)) }
  return { path, query: url.searchParams, ...fragment }
}

/** Whether a link leads to a page of ours, and not out into the network. */
export function isOurs(href: string): boolean {
  return /^(?:\/(?!\/)|[#?])/u.test(href)
}
