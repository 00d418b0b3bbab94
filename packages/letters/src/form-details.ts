import type { Measure } from '@comity/domain/measure/measure'
import type { Person } from '@comity/domain/request/content'
import { type FormRow, proseInBox, ticks, writeBox } from './form-box.ts'
import type { LetterWriter } from './letter-writer.ts'
import { absent, detailsOf, isEndOfPeriod, isPrinted, label, rowOf, type Said, writeIdentifiers } from './measure-part.ts'
import type { Line } from './model.ts'

function options(writer: LetterWriter, { name, value, detail }: Said): Line {
  const chosen = Array.isArray(value) ? (value as readonly unknown[]) : [value]
  const all = 'options' in detail ? detail.options : []
  return ticks(all.map((option) => ({ option: writer.t(`detail.${name}.${option}`), chosen: chosen.includes(option) })))
}

function entered(writer: LetterWriter, said: Said): Line | undefined {
  const { name, value, detail } = said
  const isMissing = value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0)
  const what: Line = isMissing ? [{ kind: 'break' }, absent(writer, name)] : []
  switch (detail.kind) {
    case 'choice':
    case 'choices':
      return [...options(writer, said), ...what]
    case 'flag':
      return [...ticks([{ option: writer.t('letter.yes'), chosen: value === true }]), ...what]
    case 'prose':
      return typeof value === 'string' && !isMissing ? proseInBox(writer, value) : [absent(writer, name)]
    default:
      return undefined
  }
}

/** The boxes of the details of a measure that `wanted` names: what is said, and what the law asks for and is not. */
export function detailRows(
  writer: LetterWriter,
  measure: Measure,
  persons: readonly Person[] = [],
  wanted: (name: string) => boolean = () => true,
): FormRow[] {
  const said = detailsOf(measure).filter((one) => wanted(one.name) && one.detail.kind !== 'identifiers' && isPrinted(one))
  return said
    .filter((one) => !isEndOfPeriod(one, said))
    .map((one) => {
      const value = entered(writer, one)
      return value === undefined ? rowOf(writer, one, said, persons) : [label(writer, one.name), value]
    })
}

/** The same, written, with the tables of its identifiers after them. */
export function writeDetails(
  writer: LetterWriter,
  measure: Measure,
  persons: readonly Person[] = [],
  wanted: (name: string) => boolean = () => true,
): void {
  writeBox(writer, detailRows(writer, measure, persons, wanted))
  for (const said of detailsOf(measure)) if (said.detail.kind === 'identifiers' && wanted(said.name)) writeIdentifiers(writer, said)
}
