/** An element of a document as read: its name in small letters, its text with that of its children, and its children. */
export interface Element {
  readonly name: string
  readonly children: readonly Element[]
  readonly text: string
}

interface Open {
  readonly name: string
  readonly children: Element[]
  text: string
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** Characters by reference; one that is not known stays as written, for no entity is ever fetched or defined. */
export function characters(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/giu, (whole, decimal, hex, name) => {
    if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return point > 0 && point <= 0x10_ff_ff ? String.fromCodePoint(point) : whole
  })
}

const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([a-z_][\w:.-]*)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>|<!doctype[^<>[]*>|([^<]+)/giy

/** Deepest nesting that is read. */
const deepest = 100

/**
 * Reads XML that is well formed: every element closed in its place, one root. Attributes are passed over, a document
 * type with definitions of its own is not read.
 * @returns undefined where it is not, as when the end is missing
 */
export function readXml(source: string): Element | undefined {
  const root: Open = { name: '', children: [], text: '' }
  const open: Open[] = [root]
  let at = 0
  while (at < source.length) {
    token.lastIndex = at
    const found = token.exec(source)
    if (found === null) return undefined
    at = token.lastIndex
    const [, cdata, closing, name, , selfClosing, text] = found
    const inner = open.at(-1) ?? root
    if (cdata !== undefined || text !== undefined) inner.text += cdata ?? characters(text ?? '')
    if (name === undefined) continue
    const lower = name.toLowerCase()
    if (closing === '/') {
      if (open.length === 1 || inner.name !== lower) return undefined
      open.pop()
      const outer = open.at(-1) ?? root
      outer.children.push(inner)
      outer.text += ` ${inner.text} `
    } else if (selfClosing === '/') inner.children.push({ name: lower, children: [], text: '' })
    else if (open.length > deepest) return undefined
    else open.push({ name: lower, children: [], text: '' })
  }
  return open.length === 1 && root.children.length === 1 ? root.children[0] : undefined
}

/** Every element of a name, in the order of the document, at any depth. */
export function elements(within: Element, name: string): readonly Element[] {
  return within.children.flatMap((child) => [...(child.name === name ? [child] : []), ...elements(child, name)])
}

/** Text on one line: all manner of spaces made one. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\s\u00A0\u2000-\u200B\u202F\u205F\u3000\uFEFF]+/gu, ' ').trim()
}
