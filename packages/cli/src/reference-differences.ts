import type { Difference } from '@comity/contract/reference'
import type { AvailableLanguage } from '@comity/language/languages'
import type { Translate } from '@comity/language/translate'
import { stateName } from '@comity/reference/state'

type Facts = Readonly<Record<string, string | boolean | undefined>>

function shown(value: Facts[string]): string {
  return value === undefined ? '–' : String(value)
}

/** Differences in lines, one for each State that is not merely confirmed, and how many of each kind there are. */
export function differenceLines(differences: readonly Difference[], t: Translate, language: AvailableLanguage): readonly string[] {
  const lines = differences
    .filter(({ kind }) => kind !== 'confirmed')
    .map(({ state, kind, conflict, fields, before, after }) => {
      const facts = (kind === 'added' ? ['signed', 'consent', 'form', 'inForce', 'ended'] : fields).filter(
        (field) => kind !== 'added' || (after as unknown as Facts)[field] !== undefined,
      )
      const change = facts.map((field) => {
        const now = shown((after as unknown as Facts)[field])
        return kind === 'added' ? `${field} ${now}` : `${field} ${shown((before as unknown as Facts)[field])} → ${now}`
      })
      const mark = conflict ? `  ${t('cli.reference.conflict')}` : ''
      return `${t(`cli.reference.kind.${kind}`)}  ${state} ${stateName(state, language)}  ${change.join(', ')}${mark}`
    })
  const count = (wanted: Difference['kind']): number => differences.filter(({ kind }) => kind === wanted).length
  const counts = { added: count('added'), changed: count('changed'), confirmed: count('confirmed'), absent: count('absent') }
  return [...lines, t('cli.reference.counts', counts)]
}
