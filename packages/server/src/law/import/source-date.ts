const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function iso(year: string, month: number, day: string): string | undefined {
  const date = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
  const parsed = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : undefined
}

/**
 * A date as sources write it: `14 Dec 2000`, `14-12-2000`, `14/12/2000`, `2000-12-14` with or without a time, and what
 * follows it. A two-digit year is not a date.
 * @returns undefined where there is none, or none that exists
 */
export function sourceDate(text: string): { readonly date: string; readonly rest: string } | undefined {
  const worded = /^(\d{1,2}) ([A-Za-z]{3})[a-z]*\.? (\d{4})\b\s*(.*)$/u.exec(text)
  const numbered = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b\s*(.*)$/u.exec(text)
  const written = /^(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?\s*(.*)$/u.exec(text)
  if (worded !== null) {
    const [, day = '', month = '', year = '', rest = ''] = worded
    const date = iso(year, months.indexOf(month.toLowerCase()) + 1, day)
    return date === undefined ? undefined : { date, rest }
  }
  const [, first = '', second = '', third = '', rest = ''] = numbered ?? written ?? []
  const date = numbered === null ? iso(first, Number(second), third) : iso(third, Number(second), first)
  return date === undefined ? undefined : { date, rest }
}
