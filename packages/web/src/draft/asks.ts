import type { Asked } from '../form/field.ts'

/** UNTOC art. 18 and UNCAC art. 46 are alike from paragraph 8 on, with one numbering: one citation of each. */
export function asked(paragraph: string): readonly Asked[] {
  return [
    { instrument: 'untoc', article: `18${paragraph}` },
    { instrument: 'uncac', article: `46${paragraph}` },
  ]
}
