import type { Role } from '@comity/domain/account/role'
import { mutateBytes } from '@comity/exchange/fuzz/mutate'
import type { Chance } from '@comity/exchange/simulation/chance'
import { mutateText, oddPieces } from './reader.ts'

/** A form as a page shows it: where it goes and what it says if nobody touches it. */
export interface PageForm {
  readonly action: string
  readonly multipart: boolean
  readonly fields: readonly { readonly name: string; readonly value: string; readonly choices: readonly string[]; readonly file: boolean }[]
  readonly role: Role
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`, 'u').exec(tag)?.[1]
  return found?.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}

/** The forms of a page that change something. */
export function findForms(html: string, path: string): readonly Omit<PageForm, 'role'>[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gu)].flatMap(([, head = '', inner = '']) => {
    const action = (attribute(head, 'action') ?? path).split('#')[0] || path
    if (attribute(head, 'method') !== 'post' || action === '/sign-out') return []
    const inputs = [...inner.matchAll(/<(?:input|textarea|button)\b[^>]*>/gu)].flatMap(([tag]) => {
      const name = attribute(tag, 'name')
      return name === undefined
        ? []
        : [{ name, value: attribute(tag, 'value') ?? '', choices: [], file: attribute(tag, 'type') === 'file' }]
    })
    const selects = [...inner.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/gu)].flatMap(([, tag = '', options = '']) => {
      const name = attribute(tag, 'name')
      const choices = [...options.matchAll(/<option\b[^>]*>/gu)].map(([option]) => attribute(option, 'value') ?? '')
      return name === undefined ? [] : [{ name, value: choices[0] ?? '', choices, file: false }]
    })
    return [{ action, multipart: attribute(head, 'enctype') === 'multipart/form-data', fields: [...inputs, ...selects] }]
  })
}

const words = ['x', 'PER', 'en', '2026-01-15', '2999-01-15', '000000', '1', '-1', 'a@example.org', 'R-1', 'Reason.\r\nMore.', '1e9', '']

function fill({ value, choices }: PageForm['fields'][number], chance: Chance): string {
  if (choices.length > 0 && chance.hits(0.7)) return chance.pick(choices)
  if (value !== '' && chance.hits(0.7)) return value
  return chance.hits(0.8) ? chance.pick(words) : chance.pick(oddPieces)
}

type Entry = readonly [name: string, value: string, file: boolean]

function entriesOf(form: PageForm, chance: Chance): readonly Entry[] {
  const entries = form.fields.flatMap((field): Entry[] => {
    // What shows that the page was ours stays nearly always, or nothing would be reached.
    if (field.name === 'form-token') return chance.hits(0.99) ? [[field.name, field.value, false]] : []
    if (chance.hits(0.08)) return []
    const one: Entry = [chance.hits(0.99) ? field.name : mutateText(field.name, chance), fill(field, chance), field.file]
    return chance.hits(0.03) ? [one, one] : [one]
  })
  return chance.hits(0.1) ? [...entries, [chance.pick(['__proto__', 'constructor', 'x', '', 'measure', 'items[0]']), 'x', false]] : entries
}

const contents = ['', '%PDF-1.7\n%%EOF', 'PK\u0003\u0004', '\u0089PNG\r\n\u001a\n', '{}', '<xliff/>', 'a;b\n1;2', 'x'.repeat(5000)]

function multipart(entries: readonly Entry[], chance: Chance): { readonly type: string; readonly body: Buffer } {
  const boundary = chance.hits(0.97) ? 'xxxxfuzzxxxx' : chance.pick(['"', 'a b', 'x'.repeat(100)])
  const parts = entries.map(([name, value, file]) => {
    const named = file ? `; filename="${chance.pick(['a.pdf', 'a.docx', 'a.png', '', '../x', 'a\u202efdp.exe', 'x'.repeat(300)])}"` : ''
    const type = file ? `\r\nContent-Type: ${chance.pick(['application/pdf', 'image/png', 'x', ''])}` : ''
    return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${named}${type}\r\n\r\n${file ? chance.pick(contents) : value}\r\n`
  })
  return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.from(`${parts.join('')}--${boundary}--\r\n`) }
}

/** A filled-in form as a browser would send it, with fields lost, doubled and odd; one time in ten its bytes are damaged too. */
export function writeForm(form: PageForm, chance: Chance): { readonly type: string; readonly body: Buffer } {
  const entries = entriesOf(form, chance)
  const urlencoded = {
    type: 'application/x-www-form-urlencoded',
    body: Buffer.from(new URLSearchParams(entries.map(([name, value]) => [name, value])).toString()),
  }
  const sent = form.multipart !== chance.hits(0.05) ? multipart(entries, chance) : urlencoded
  return chance.hits(0.1) ? { ...sent, body: Buffer.from(mutateBytes(sent.body, chance)) } : sent
}
