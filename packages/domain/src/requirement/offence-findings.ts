import { seriousCrimeYears } from '../legal-basis/untoc-scope.ts'
import type { Offence, RequestContent } from '../request/content.ts'
import { type Asking, isBlank } from './asking.ts'
import type { Finding } from './finding.ts'

/** Offences of UNTOC art. 5, 6, 8 and 23, which need no maximum penalty; `serious_crime` is a class, not one of them. */
function isListedInUntoc({ convention = [] }: Offence): boolean {
  return convention.some((id) => id.startsWith('untoc.') && id !== 'untoc.serious_crime')
}

function ofOffence(offence: Offence, at: string, ask: Asking): Finding[] {
  const { statute, text, minimumPenalty: minimum, maximumPenalty: maximum, lifePenalty } = offence
  const found: Finding[] = []
  if (isBlank(statute)) found.push(ask.missing('offence.statute.missing', `${at}.statute`, 'offence-stated'))
  if (isBlank(text)) found.push(ask.advice('offence.text.missing', `${at}.text`, 'dual-criminality'))
  // Until a basis is chosen, UNTOC may be it.
  const bySeriousness = (ask.restsOn('untoc') || ask.bases.length === 0) && !isListedInUntoc(offence)
  if (maximum === undefined && lifePenalty !== true) {
    const field = `${at}.maximumPenalty`
    found.push(
      bySeriousness ? ask.missing('offence.penalty.missing', field, 'serious-crime') : ask.advice('offence.penalty.missing', field),
    )
  }
  if (minimum !== undefined && maximum !== undefined && maximum < minimum) {
    found.push(ask.conflict('offence.penalty.reversed', `${at}.maximumPenalty`, 'offence-stated'))
  }
  if (ask.restsOn('untoc') && bySeriousness && lifePenalty !== true && maximum !== undefined && maximum < seriousCrimeYears) {
    const values = { years: maximum, threshold: seriousCrimeYears }
    found.push(ask.conflict('offence.below-four-years', `${at}.maximumPenalty`, 'serious-crime', values))
  }
  return found
}

/** An instrument with a closed list of offences covers only conduct that matches one of them. */
function unmatched(offences: readonly Offence[], ask: Asking): Finding[] {
  const closed: readonly [string, string][] = [
    ['uncac', 'uncac.'],
    ['un-1988', 'un1988.'],
  ]
  const open = closed.some(
    ([instrument, prefix]) =>
      ask.restsOn(instrument) && !offences.some(({ convention = [] }) => convention.some((id) => id.startsWith(prefix))),
  )
  return open ? [ask.missing('offences.convention.missing', 'offences.0.convention', 'offence-in-scope')] : []
}

function ofLinks({ links, measures = [] }: RequestContent, ask: Asking): Finding[] {
  if (!ask.restsOn('untoc')) return []
  const found: Finding[] = []
  if (isBlank(links?.organizedGroup)) found.push(ask.missing('links.organized-group.missing', 'links.organizedGroup', 'organized-group'))
  if (isBlank(links?.transnational)) {
    const [code, field, topic] = ['links.transnational.missing', 'links.transnational', 'transnational'] as const
    // Evidence or proceeds in the requested State already make it so for art. 18(1), and a measure says that they are there.
    found.push(measures.length > 0 ? ask.advice(code, field, topic) : ask.missing(code, field, topic))
  }
  return found
}

/**
 * Whether the offences are described so that the requested State can place them, and lie within the chosen
 * instruments. UNTOC art. 2(a), (b), 3, 18(1), (9); UNCAC art. 43(2), 46(1), (9).
 */
export function offenceFindings(content: RequestContent, ask: Asking): Finding[] {
  const offences = content.offences ?? []
  const links = ofLinks(content, ask)
  if (offences.length === 0) return [ask.missing('offences.missing', 'offences', 'offence-in-scope'), ...links]
  return [...offences.flatMap((offence, place) => ofOffence(offence, `offences.${place}`, ask)), ...unmatched(offences, ask), ...links]
}
