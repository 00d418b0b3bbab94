/** A form of a page as a browser would send it unchanged. */
export interface FormOnPage {
  readonly action: string
  readonly method: string
  readonly fields: URLSearchParams
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** The attributes inside a tag; a value may hold any sign but its quote. */
const attributes = String.raw`(?:\s[\w-]+(?:="[^"]*")?)*`

/** Text as a reader sees it. */
export function decoded(text: string): string {
  return text.replaceAll(/&(#?\w+);/gu, (whole, name: string) => named[name] ?? whole)
}

/** The attributes of a tag as it was rendered. */
function attributesOf(tag: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...tag.matchAll(/\s([\w-]+)(?:="([^"]*)")?/gu)].map(([, name = '', value = '']) => [name, decoded(value)]))
}

/** Every tag of a kind, by its attributes. */
export function tagsIn(html: string, name: string): readonly Readonly<Record<string, string>>[] {
  return [...html.matchAll(new RegExp(`<${name}${attributes}/?>`, 'gu'))].map(([tag]) => attributesOf(tag))
}

function addInputs(inner: string, fields: URLSearchParams): void {
  for (const { type = 'text', name = '', value = '', ...rest } of tagsIn(inner, 'input')) {
    if (name === '' || type === 'file' || ((type === 'checkbox' || type === 'radio') && !('checked' in rest))) continue
    fields.append(name, value)
  }
}

/** The forms of a page, each with what a browser would send if its reader changed nothing. */
export function formsIn(html: string): readonly FormOnPage[] {
  return [...html.matchAll(new RegExp(`<form(${attributes})>(.*?)</form>`, 'gsu'))].map(([, head = '', inner = '']) => {
    const { action = '', method = 'get' } = attributesOf(head)
    const fields = new URLSearchParams()
    addInputs(inner, fields)
    for (const [, tag = '', text = ''] of inner.matchAll(new RegExp(`<textarea(${attributes})>(.*?)</textarea>`, 'gsu')))
      fields.append(attributesOf(tag)['name'] ?? '', decoded(text))
    for (const [, tag = '', options = ''] of inner.matchAll(new RegExp(`<select(${attributes})>(.*?)</select>`, 'gsu'))) {
      const all = tagsIn(options, 'option')
      fields.append(attributesOf(tag)['name'] ?? '', (all.find((option) => 'selected' in option) ?? all[0])?.['value'] ?? '')
    }
    return { action, method, fields }
  })
}

/** What is wrong with a page for everyone or for a reader who does not see it. Empty when nothing is. */
export function faultsOf(html: string): readonly string[] {
  const all = tagsIn(html, '[a-z][a-z0-9]*')
  const ids = all.flatMap(({ id }) => (id === undefined ? [] : [id]))
  const faults: string[] = []
  if (!html.startsWith('<!doctype html><html lang=')) faults.push('no language')
  if ((html.match(/<h1[\s>]/gu) ?? []).length !== 1) faults.push('not one h1')
  if (tagsIn(html, 'style').length > 0 || tagsIn(html, 'script').some((script) => script['src'] === undefined))
    faults.push('inline script or style')
  for (const tag of all)
    for (const [name, value] of Object.entries(tag))
      if (/^on|^style$/u.test(name) || value.startsWith('javascript:')) faults.push(`script or style in ${name}`)
  if (new Set(ids).size !== ids.length) faults.push(`an id twice: ${ids.filter((id, at) => ids.indexOf(id) !== at).join()}`)
  for (const tag of all) {
    for (const name of ['for', 'aria-describedby', 'aria-labelledby', 'list']) {
      for (const id of (tag[name] ?? '').split(' ').filter(Boolean)) if (!ids.includes(id)) faults.push(`${name} names nothing: ${id}`)
    }
    if (tag['href']?.startsWith('#') && !ids.includes(tag['href'].slice(1))) faults.push(`a link to nothing: ${tag['href']}`)
  }
  for (const { method, fields, action } of formsIn(html))
    if (method === 'post' && fields.get('form-token') !== 'a-form-token') faults.push(`no form token: ${action}`)
  const labelled = new Set(tagsIn(html, 'label').map((label) => label['for']))
  for (const { id = '', type = 'text', ...rest } of [...tagsIn(html, 'input'), ...tagsIn(html, 'textarea'), ...tagsIn(html, 'select')]) {
    if (['hidden', 'checkbox', 'radio'].includes(type) || labelled.has(id) || 'aria-label' in rest) continue
    faults.push(`no label: ${rest['name']}`)
  }
  return faults
}
