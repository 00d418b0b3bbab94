import { ok, type Result } from '@comity/domain/result'
import { columnsOf, lineOf } from './columns.ts'
import { characters, oneLine } from './markup.ts'
import { refuse, rowsOf, type Status } from './status.ts'

// R is ratification, acceptance or approval alike: which, the table does not tell.
const forms = { A: 'accession', Su: 'succession' } as const

function textOf(html: string): string {
  return oneLine(characters(html.replaceAll(/<sup\b[\s\S]*?<\/sup>|<!--[\s\S]*?-->/giu, '').replaceAll(/<[^>]*>/gu, ' ')))
}

function cellsOf(row: string): readonly string[] {
  return row
    .split(/<t[hd]\b[^>]*>/iu)
    .slice(1)
    .map(textOf)
}

/** Reads the page of parties of the Dutch treaty database: the same table for every depositary. */
export function readNlHtml(source: string): Result<Status> {
  if (!/<table\b/iu.test(source)) return refuse('source-other-format')
  if (!/<\/html\s*>\s*$/iu.test(source)) return refuse('source-truncated')
  for (const [, table = ''] of source.matchAll(/<table\b[^>]*>([\s\S]*?)<\/table\s*>/giu)) {
    const [head = [], ...body] = table
      .split(/<tr\b[^>]*>/iu)
      .slice(1)
      .map(cellsOf)
    const columns = columnsOf(head)
    if (!columns.has('name') || !columns.has('consent')) continue
    const lines = body.map((cells) => lineOf(cells, columns)).filter(({ name }) => name !== '')
    const rows = rowsOf(lines, forms)
    return rows.ok ? ok({ rows: rows.value }) : rows
  }
  return refuse('source-no-parties')
}
