import type { Translate } from './translate.ts'

/**
 * What field of a request a segment of its translation is from, in words.
 * @param path as in `facts.summary` or `measures.<id>.link`: a detail of a measure has its own name in all measures
 */
export function segmentName(path: string, t: Translate): string {
  const [part = '', , name = ''] = path.split('.')
  if (part === 'measures') return t(`detail.${name}`)
  if (part === 'offences' || part === 'attachments') return t(`translation.field.${part}.${name}`)
  return t(`translation.field.${path}`)
}
