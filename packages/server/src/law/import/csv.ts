import { consentForms } from '@comity/domain/legal-basis/participation'
import { ok, type Result } from '@comity/domain/result'
import { columnsOf, lineOf } from './columns.ts'
import { refuse, rowsOf, type Status } from './status.ts'

/** Cells of each line; a quoted cell may hold the separator, a line end, and a quote written twice. */
function cells(source: string, separator: string): string[][] | undefined {
  const rows: string[][] = [[]]
  let [cell, quoted] = ['', false]
  for (let at = 0; at < source.length; at += 1) {
    const [letter = '', next] = [source[at], source[at + 1]]
    if (quoted && letter === '"' && next === '"') [cell, at] = [`${cell}"`, at + 1]
    else if (letter === '"') quoted = !quoted
    else if (quoted || (letter !== separator && letter !== '\n')) cell += letter
    else {
      rows.at(-1)?.push(cell.trim())
      cell = ''
      if (letter === '\n') rows.push([])
    }
  }
  rows.at(-1)?.push(cell.trim())
  return quoted ? undefined : rows.filter((row) => row.some((value) => value !== ''))
}

/** Reads a table `state, signed, consent, form, in force, ended` with dates as `2026-09-09`, States by code or name. */
export function readCsv(source: string): Result<Status> {
  if (/^\s*</u.test(source)) return refuse('source-other-format')
  const [firstLine = ''] = source.split('\n', 1)
  const rows = cells(source.replaceAll('\r\n', '\n'), firstLine.includes(';') ? ';' : ',')
  if (rows === undefined) return refuse('source-truncated')
  const [head = [], ...body] = rows
  const columns = columnsOf(head)
  if (!columns.has('name') || !columns.has('consent')) return refuse('source-other-format')
  const formAt = head.findIndex((heading) => /^form$/iu.test(heading))
  const read = rowsOf(
    body.map((each) => lineOf(each, columns)),
    {},
  )
  if (!read.ok || formAt === -1) return read.ok ? ok({ rows: read.value }) : read
  const withForm = read.value.map((row, at) => {
    const form = consentForms.find((each) => each === body[at]?.[formAt])
    return form === undefined ? row : { ...row, form }
  })
  return ok({ rows: withForm })
}
