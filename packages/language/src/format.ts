import { isolate } from './isolate.ts'
import { getLanguage, type Language } from './languages.ts'

const dateFormats = new Map<string, Intl.DateTimeFormat>()

function dateFormat(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${Object.entries(options).join()}`
  const known = dateFormats.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone })
  dateFormats.set(key, made)
  return made
}

function inWords(moment: Date, locale: string, timeZone: string): string {
  // The Russian sign for a year never begins a line.
  return dateFormat(locale, timeZone, { dateStyle: 'long' })
    .format(moment)
    .replace(/ (?=г\.$)/u, '\u00A0')
}

/**
 * Writes a calendar date in words, as in `9 September 2026`: no State reads day and month the wrong way round.
 * @param iso `2026-09-09`
 */
export function formatDate(iso: string, language: Language): string {
  const { locale } = getLanguage(language)
  return inWords(new Date(`${iso}T00:00:00Z`), locale, 'UTC')
}

function offsetOf(moment: Date, timeZone: string): string {
  const parts = dateFormat('en', timeZone, { timeZoneName: 'longOffset' }).formatToParts(moment)
  const offset = parts.find((part) => part.type === 'timeZoneName')?.value.replace('GMT', '') ?? ''
  return `UTC${offset === '' ? '+00:00' : offset}`
}

/**
 * Writes a moment as it was at a place, with that place's offset from UTC on that day, as in
 * `9 September 2026, 09:05 (UTC-05:00)`: an authority abroad must not guess whose clock it was.
 * @param iso RFC 3339, in UTC or with an offset
 * @param timeZone IANA name, as in `America/Lima`
 */
export function formatInstant(iso: string, language: Language, timeZone: string): string {
  const moment = new Date(iso)
  const { locale, direction } = getLanguage(language)
  const date = inWords(moment, locale, timeZone)
  const time = dateFormat('en-GB', timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(moment)
  const clock = `${time} (${offsetOf(moment, timeZone)})`
  return direction === 'rtl' ? `${date}، ${isolate(clock)}` : `${date}, ${clock}`
}

/**
 * Writes an amount of money, code first, as in `USD 3,480,500.00`. The digits are those given: nothing is
 * rounded and no float is made. The code and the amount do not part at the end of a line.
 */
export function formatMoney(money: { readonly amount: string; readonly currency: string }, language: Language): string {
  const { group, decimal, direction } = getLanguage(language)
  const [whole = '', fraction] = money.amount.split('.')
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/gu, group)
  const text = `${money.currency}\u00A0${grouped}${fraction === undefined ? '' : decimal + fraction}`
  return direction === 'rtl' ? isolate(text) : text
}
