import { ok, type Result } from '@comity/domain/result'
import { columnsOf, lineOf } from './columns.ts'
import { type Element, elements, oneLine, readXml } from './markup.ts'
import { sourceDate } from './source-date.ts'
import { refuse, rowsOf, type Status } from './status.ts'

const forms = { '': 'ratification', a: 'accession', A: 'acceptance', AA: 'approval', d: 'succession', c: 'formal-confirmation' } as const

/** Rows of the first table that has a column of participants and one of consent; territorial tables have neither or come later. */
function participantTable(root: Element): readonly (readonly string[])[] | undefined {
  for (const table of [...elements(root, 'table'), root]) {
    const rows = elements(table, 'row').map((row) => elements(row, 'entry').map(({ text }) => oneLine(text)))
    const head = rows.findIndex((cells) => {
      const columns = columnsOf(cells)
      return columns.get('name') === 0 && columns.has('consent')
    })
    if (head !== -1) return rows.slice(head)
  }
  return undefined
}

function statusAsAt(text: string): string | undefined {
  const printed = /status as at\W{0,5}(\d{1,2}[- ][A-Za-z\d]{2,9}[- ]\d{4})/iu.exec(oneLine(text))?.[1]
  return printed === undefined ? undefined : sourceDate(printed)?.date
}

/** Reads a status file of the United Nations Treaty Collection: the participants, and the number of parties in its header. */
export function readUntcXml(source: string): Result<Status> {
  const root = readXml(source)
  if (root === undefined) return refuse('source-truncated')
  const printed = elements(root, 'parties').map(({ text }) => /^\D*(\d{1,4})\b/u.exec(oneLine(text))?.[1])[0]
  if (printed === undefined) return refuse('source-no-count')
  const [head, ...body] = participantTable(root) ?? []
  if (head === undefined) return refuse('source-no-parties')
  const columns = columnsOf(head)
  const lines = body.map((cells) => lineOf(cells, columns)).filter(({ name }) => name !== '')
  const rows = rowsOf(lines, forms)
  if (!rows.ok) return rows
  const title = elements(root, 'titlesect').map(({ text }) => oneLine(text))[0]
  const asOf = statusAsAt(root.text)
  return ok({ ...(title !== undefined && { title }), ...(asOf !== undefined && { asOf }), printed: Number(printed), rows: rows.value })
}
