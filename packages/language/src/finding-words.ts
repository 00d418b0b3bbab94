import type { Translate, Values } from './translate.ts'

/**
 * The values of a finding's sentence as words: a detail and an enclosure are named by their keys in the catalogue, and
 * a detail brings its hint, which says how to settle that it is missing.
 */
export function findingWords(values: Values | undefined, t: Translate): Values {
  const { detail, enclosure } = values ?? {}
  return {
    ...values,
    ...(detail === undefined ? {} : { detail: t(`detail.${detail}`), hint: t(`detail.${detail}.hint`) }),
    ...(enclosure === undefined ? {} : { enclosure: t(`enclosure.${enclosure}`) }),
  }
}
