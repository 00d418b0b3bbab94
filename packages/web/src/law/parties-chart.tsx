import { useVoice } from '../ui/voice.ts'

const width = 640
const height = 160
const margin = { start: 40, end: 20, bottom: 24, top: 8 }

/** How many had deposited their consent by the end of each year. */
export function countByYear(deposits: readonly string[], until: number): readonly { readonly year: number; readonly count: number }[] {
  const years = deposits.map((date) => Number(date.slice(0, 4)))
  const first = Math.min(...years)
  if (!Number.isFinite(first)) return []
  return Array.from({ length: until - first + 1 }, (_, at) => {
    const year = first + at
    return { year, count: years.filter((each) => each <= year).length }
  })
}

/** Parties over time as a line of steps, with the same as a table. Years without a known date of deposit add nothing. */
export function PartiesChart({ deposits, until }: { readonly deposits: readonly string[]; readonly until: number }) {
  const { t } = useVoice()
  const points = countByYear(deposits, until)
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return null
  const x = (year: number): number =>
    Math.round(margin.start + ((year - first.year) / Math.max(1, last.year - first.year)) * (width - margin.start - margin.end))
  const y = (count: number): number => Math.round(height - margin.bottom - (count / last.count) * (height - margin.bottom - margin.top))
  const line = points.map(({ year, count }, at) => (at === 0 ? `M${x(year)} ${y(count)}` : `H${x(year)}V${y(count)}`)).join('')
  // The last year is named; a round year beside it would touch it.
  const marks = points.filter(({ year }) => (year % 10 === 0 && last.year - year > 3) || year === last.year)
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('law.chart', { count: last.count, year: String(last.year) })}>
        <path class="axis" d={`M${margin.start} ${margin.top}V${height - margin.bottom}H${width}`} />
        <path class="line" d={line} />
        {marks.map(({ year }) => (
          <text x={x(year)} y={height - 6} text-anchor="middle">
            {year}
          </text>
        ))}
        <text x={margin.start - 6} y={y(last.count) + 4} text-anchor="end">
          {last.count}
        </text>
        <text x={margin.start - 6} y={height - margin.bottom} text-anchor="end">
          0
        </text>
      </svg>
      <details>
        <summary>{t('law.chart.table')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('law.year')}</th>
              <th scope="col">{t('law.parties')}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ year, count }) => (
              <tr>
                <td>{year}</td>
                <td>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
