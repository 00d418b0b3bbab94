import type { LetterWriter } from '../letter-writer.ts'
import type { Inline, Line } from '../model.ts'
import { phrase } from '../phrase.ts'

/** A table of one thing: what is said of it on the left (`letter.field.*`), what it is on the right. */
export function detailTable(
  writer: LetterWriter,
  caption: string,
  rows: readonly (readonly [field: string, value: Inline | Line])[],
): void {
  writer.table({
    caption: phrase(writer.t, caption),
    head: [phrase(writer.t, 'letter.table.detail'), phrase(writer.t, 'letter.table.content')],
    rows: rows.map(([field, value]) => [phrase(writer.t, `letter.field.${field}`), 'kind' in value ? [value] : value]),
    widths: [3, 7],
  })
}
