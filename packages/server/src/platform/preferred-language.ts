import { type AvailableLanguage, isAvailable } from '@comity/language/languages'

/**
 * The language of ours that an `Accept-Language` header likes best (RFC 9110 section 12.5.4); English where none is liked.
 */
export function preferredLanguage(header: string | undefined): AvailableLanguage {
  const wishes = (header ?? '').split(',').map((part) => {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';')
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/u.exec(parameter)?.[1]).find((q) => q !== undefined)
    return { language: range.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) }
  })
  const liked = wishes.filter(({ quality }) => quality > 0).toSorted((a, b) => b.quality - a.quality)
  for (const { language } of liked) if (isAvailable(language)) return language
  return 'en'
}
