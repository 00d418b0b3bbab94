import type { Detail } from '@comity/domain/measure/detail'
import type { Money } from '@comity/domain/input'
import type { Identifier } from '@comity/domain/measure/identifier'
import type { Person } from '@comity/domain/request/content'
import { getMeasureForm, type Measure } from '@comity/domain/measure/measure'
import type { Hands } from './hands.ts'

/** Fills the three controls of a date. */
export async function fillDate(hands: Hands, name: string, date: string | undefined): Promise<void> {
  const [year = '', month = '', day = ''] = (date ?? '').split('-')
  if (year === '') return
  await hands.fill(`${name}.day`, day)
  await hands.choose(`${name}.month`, month)
  await hands.fill(`${name}.year`, year)
}

async function fillIdentifier(hands: Hands, at: string, { kind, value, port, on, time, offset }: Identifier): Promise<void> {
  if (kind !== undefined) await hands.choose(`${at}.kind`, kind)
  for (const [name, text] of Object.entries({ value, port, time, offset })) {
    if (text !== undefined) await hands.fill(`${at}.${name}`, String(text))
  }
  await fillDate(hands, `${at}.on`, on)
}

async function fillDetail(hands: Hands, name: string, detail: Detail, value: unknown, persons: readonly Person[]): Promise<void> {
  switch (detail.kind) {
    case 'date':
      return fillDate(hands, name, value as string)
    case 'money': {
      const { amount, currency } = value as Money
      await hands.fill(`${name}.amount`, amount)
      return hands.fill(`${name}.currency`, currency)
    }
    case 'flag':
      return value === true ? hands.tick(name) : undefined
    case 'choice':
    case 'time-zone':
      return hands.choose(name, value as string)
    case 'person':
      return hands.chooseShown(name, persons.find(({ id }) => id === value)?.name ?? '')
    case 'choices':
      for (const option of value as readonly string[]) await hands.tick(name, option)
      return undefined
    case 'identifiers':
      for (const [row, identifier] of (value as readonly Identifier[]).entries()) {
        if (row > 0) await hands.press('then', `add:${name}`)
        await fillIdentifier(hands, `${name}.${row}`, identifier)
      }
      return undefined
    default:
      return hands.fill(name, typeof value === 'number' ? String(value) : (value as string))
  }
}

/** Fills the page of a measure with all that it says. Ids are made by the pages, so a person is chosen by the name that is shown. */
export async function fillMeasure(hands: Hands, measure: Measure, persons: readonly Person[]): Promise<void> {
  const values: Readonly<Record<string, unknown>> = measure
  for (const [name, detail] of Object.entries(getMeasureForm(measure.type).details)) {
    if (values[name] !== undefined) await fillDetail(hands, name, detail, values[name], persons)
  }
}
