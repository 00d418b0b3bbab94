import type { Relation } from '@comity/contract/law-question'
import { stateName } from '@comity/reference/state'
import { useVoice } from '../ui/voice.ts'
import { dots, otherLand, outlines } from './world-outline.ts'

/** In the order of the legend: from the nearest to what nobody can tell. */
export const standings: readonly Relation['relation'][] = ['bilateral', 'regional', 'universal', 'none', 'unknown']

/** Each standing is told by its pattern as well as by its tint, so that colour alone carries nothing. */
function Patterns() {
  return (
    <defs>
      <pattern id="bilateral" width="4" height="4" patternUnits="userSpaceOnUse">
        <rect class="ink" width="4" height="4" />
      </pattern>
      <pattern id="regional" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="wash" width="5" height="5" />
        <rect class="ink" width="2.5" height="5" />
      </pattern>
      <pattern id="universal" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect class="wash" width="5" height="5" />
        <circle class="ink" cx="2.5" cy="2.5" r="1.1" />
      </pattern>
      <pattern id="none" width="4" height="4" patternUnits="userSpaceOnUse">
        <rect class="sheet" width="4" height="4" />
      </pattern>
      <pattern id="unknown" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect class="sheet" width="6" height="6" />
        <path class="doubtful" d="M1 1l4 4M5 1l-4 4" />
      </pattern>
    </defs>
  )
}

function Shape({ state }: { readonly state: string }) {
  const { language } = useVoice()
  const outline = outlines[state]
  const [x, y] = dots[state] ?? []
  const name = <title>{stateName(state, language)}</title>
  return outline === undefined ? (
    <circle cx={x} cy={y} r="4">
      {name}
    </circle>
  ) : (
    <path d={outline}>{name}</path>
  )
}

interface MapProps {
  readonly state: string
  readonly relations: readonly Relation[]
}

/** The world with one State's relations, each State with its name; the tables below say the same and lead on. */
export function RelationsMap({ state, relations }: MapProps) {
  const { t, language, hidden } = useVoice()
  const unnamed = [...hidden].flatMap((code) => (code === state ? [] : (outlines[code] ?? [])))
  const by = Map.groupBy(relations, ({ relation }) => relation)
  return (
    <figure class="map">
      <svg viewBox="0 -14 1000 440" role="img" aria-label={t('law.map.label', { state: stateName(state, language) })}>
        <Patterns />
        <path class="other" d={[otherLand, ...unnamed].join('')} />
        {standings.map((standing) => (
          <g fill={`url(#${standing})`}>
            {(by.get(standing) ?? []).map((other) => (
              <Shape state={other.state} />
            ))}
          </g>
        ))}
        <g class="self">
          <Shape state={state} />
        </g>
      </svg>
      <figcaption>
        <ul class="legend">
          {standings.map((standing) => (
            <li>
              <svg viewBox="0 0 20 14" width="20" height="14" aria-hidden="true">
                <rect width="20" height="14" fill={`url(#${standing})`} />
              </svg>
              {t(`law.relation.${standing}`, { count: by.get(standing)?.length ?? 0 })}
            </li>
          ))}
        </ul>
        <p class="quiet">{t('law.map.note')}</p>
      </figcaption>
    </figure>
  )
}
