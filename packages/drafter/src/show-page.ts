import { trusted } from './trusted.ts'

/** Puts a page that our functions wrote in the place of the one that is shown. */
export function showPage(html: string): void {
  const page = new DOMParser().parseFromString(trusted.createHTML(html), 'text/html')
  const { lang, dir } = page.documentElement
  Object.assign(document.documentElement, { lang, dir })
  document.title = page.title
  document.body.replaceChildren(...page.body.childNodes)
}

/** Leads the reader to what the page is about: what is wrong, the place that was asked for, or the heading. */
export function leadTo(fragment: string | undefined): void {
  const asked = fragment === undefined ? null : document.querySelector<HTMLElement>(`#${CSS.escape(fragment)}`)
  const wrong = document.querySelector<HTMLElement>('[autofocus]')
  const target = wrong ?? asked ?? document.querySelector<HTMLElement>('main h1')
  if (target === null) return
  if (target.tabIndex < 0) target.tabIndex = -1
  target.focus({ preventScroll: true })
  if (target === asked || target === wrong) target.scrollIntoView({ block: 'start' })
  else scrollTo(0, 0)
}
