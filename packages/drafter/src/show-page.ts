/** What the browser is told about HTML that our own pages wrote; nothing else becomes HTML here. */
interface HtmlPolicy {
  createHTML(html: string): string
}
declare const trustedTypes: { createPolicy(name: string, rules: HtmlPolicy): HtmlPolicy } | undefined

const plain: HtmlPolicy = { createHTML: (html) => html }
const policy = typeof trustedTypes === 'undefined' ? plain : trustedTypes.createPolicy('comity', plain)

/** Puts a page that our functions wrote in the place of the one that is shown. */
export function showPage(html: string): void {
  const page = new DOMParser().parseFromString(policy.createHTML(html), 'text/html')
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
