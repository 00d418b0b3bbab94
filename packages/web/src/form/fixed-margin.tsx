import type { Translate } from '@comity/language/translate'
import type { MarginOf } from './leaf-row.tsx'

/** The margin of a form in which nothing has been found: each field's own note. */
export function fixedMargin(t: Translate): MarginOf {
  return (field) => (field.note === undefined ? undefined : <p>{t(field.note)}</p>)
}
