import { type Placeholder, placeholders } from './placeholder.ts'
import type { Template } from './template.ts'
import { type Numbering, optionalStyles, requiredStyles, type TemplateStyleName } from './template-styles.ts'

/** Where in a file something stands. */
export type PlaceKind = 'text' | 'head' | 'foot' | 'note'

/** What was found in a template, in words instead of a picture. */
export interface TemplateSummary {
  readonly placeholders: readonly { readonly name: Placeholder; readonly places: readonly PlaceKind[] }[]
  /** Those of the contract, and whether the template brings each; `sample` is its first number, as in `(a)`. */
  readonly styles: readonly { readonly name: TemplateStyleName; readonly there: boolean; readonly sample?: string }[]
  readonly pictures: number
  /** Millimetres. */
  readonly textWidth: number
}

/** Says what a template holds. */
export function summaryOf({ places, styles, parts, textWidth }: Template): TemplateSummary {
  return {
    placeholders: placeholders.map((name) => ({
      name,
      places: [...new Set(places.filter((place) => place.name === name).map(({ part }) => kindOf(part)))],
    })),
    styles: [...requiredStyles, ...optionalStyles].map((name) => {
      const numbering = styles.get(name)?.numbering
      return { name, there: styles.has(name), ...(numbering === undefined ? {} : { sample: sampleOf(numbering) }) }
    }),
    pictures: Array.from(parts.keys()).filter((name) => name.startsWith('word/media/')).length,
    textWidth: Math.round((textWidth / 1440) * 25.4),
  }
}

function kindOf(part: string): PlaceKind {
  if (part.includes('header')) return 'head'
  if (part.includes('footer')) return 'foot'
  return part.includes('notes') ? 'note' : 'text'
}

const first: Readonly<Record<string, string>> = {
  decimal: '1',
  decimalZero: '01',
  lowerLetter: 'a',
  upperLetter: 'A',
  lowerRoman: 'i',
  upperRoman: 'I',
  arabicAbjad: 'أ',
  arabicAlpha: 'أ',
  hindiNumbers: '१',
  hindiCounting: 'एक',
  russianLower: 'а',
  russianUpper: 'А',
  chineseCounting: '一',
  chineseCountingThousand: '一',
  japaneseCounting: '一',
}

function sampleOf({ text, level, format }: Numbering): string {
  return text.replaceAll(/%\d/gu, (mark) => (mark === `%${level + 1}` ? (first[format] ?? '1') : '1'))
}
