import { ok, type Result } from '@comity/domain/result'
import { columnsOf, lineOf } from './columns.ts'
import { characters, oneLine } from './markup.ts'
import { refuse, rowsOf, type Status } from './status.ts'

// R is ratification, acceptance or approval alike: which, the table does not tell.
const forms = { A: 'accession', Su: 'succession' } as const

/** What stands between an opening and the next closing, each piece looked through once however the page is made. */
function within(html: string, opening: RegExp, closing: string): readonly string[] {
  return html
    .split(opening)
    .slice(1)
    .map((piece) => {
      const end = piece.toLowerCase().indexOf(closing)
      return end === -1 ? piece : piece.slice(0, end)
    })
}

/** Text of a cell, without the footnote marks that stand raised in it. */
function textOf(html: string): string {
  const [first = '', ...others] = html.split(/<sup\b/iu)
  const plain = [first, ...others.map((piece) => piece.replace(/^[^]*?<\/sup>/iu, ''))].join(' ')
  return oneLine(characters(plain.replaceAll(/<[^<>]*>/gu, ' ')))
}

function cellsOf(row: string): readonly string[] {
  return row
    .split(/<t[hd]\b[^<>]*>/iu)
    .slice(1)
    .map(textOf)
}

/** Reads the page of parties of the Dutch treaty database: the same table for every depositary. */
export function readNlHtml(source: string): Result<Status> {
  if (!/<table\b/iu.test(source)) return refuse('source-other-format')
  if (!/<\/html\s{0,9}>$/iu.test(source.trimEnd().slice(-20))) return refuse('source-truncated')
  for (const table of within(source, /<table\b[^<>]*>/iu, '</table')) {
    const [head = [], ...body] = within(table, /<tr\b[^<>]*>/iu, '</tr').map(cellsOf)
    const columns = columnsOf(head)
    if (!columns.has('name') || !columns.has('consent')) continue
    const lines = body.map((cells) => lineOf(cells, columns)).filter(({ name }) => name !== '')
    const rows = rowsOf(lines, forms)
    return rows.ok ? ok({ rows: rows.value }) : rows
  }
  return refuse('source-no-parties')
}
