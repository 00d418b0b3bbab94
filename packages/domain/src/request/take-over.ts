import type { Offence, Person, RequestContent, RequestRevision } from './content.ts'
import { isSamePerson } from './same-person.ts'

/** The parts of a draft that can be taken over from an earlier request, a piece at a time. */
export const reusableParts = ['persons', 'facts', 'offences'] as const
export type ReusablePart = (typeof reusableParts)[number]

type Facts = NonNullable<RequestContent['facts']>

/** One thing that an earlier request says and a draft can say too; `held` when the draft says it already, or something in its place. */
export type Piece = { readonly key: string; readonly held: boolean } & (
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'offence'; readonly offence: Offence }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'period'; readonly period: Pick<Facts, 'from' | 'to'> }
  | { readonly kind: 'transnational' | 'organizedGroup'; readonly text: string }
)

function paragraphsOf(text = ''): readonly string[] {
  return text
    .split(/\n\s*\n/u)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
}

function isSameOffence(one: Offence, other: Offence): boolean {
  return one.name === other.name && one.statute === other.statute
}

function factsIn({ facts, links }: RequestContent, into: RequestContent): readonly Piece[] {
  const there = paragraphsOf(into.facts?.summary)
  const pieces: Piece[] = paragraphsOf(facts?.summary).map((text, at) => ({
    key: `paragraph-${at + 1}`,
    kind: 'paragraph',
    text,
    held: there.includes(text),
  }))
  const { from, to } = facts ?? {}
  if (from !== undefined || to !== undefined) {
    // A period or a link that the draft states itself is never written over.
    const held = into.facts?.from !== undefined || into.facts?.to !== undefined
    pieces.push({ key: 'period', kind: 'period', held, period: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) } })
  }
  for (const kind of ['transnational', 'organizedGroup'] as const) {
    const text = links?.[kind] ?? ''
    if (text !== '') pieces.push({ key: kind, kind, text, held: (into.links?.[kind] ?? '') !== '' })
  }
  return pieces
}

/** What an earlier request says in a part, piece by piece, in its order there. */
export function piecesOf(part: ReusablePart, from: RequestContent, into: RequestContent): readonly Piece[] {
  if (part === 'facts') return factsIn(from, into)
  if (part === 'persons') {
    const there = into.persons ?? []
    return (from.persons ?? []).map((person) => ({
      key: person.id,
      kind: 'person',
      person,
      held: there.some((other) => isSamePerson(person, other)),
    }))
  }
  const there = into.offences ?? []
  return (from.offences ?? []).map((offence) => ({
    key: offence.id,
    kind: 'offence',
    offence,
    held: there.some((other) => isSameOffence(offence, other)),
  }))
}

/** The chosen pieces that the draft does not hold yet, each once even where the earlier request says it twice. */
function wanted(part: ReusablePart, keys: readonly string[], from: RequestContent, into: RequestContent): readonly Piece[] {
  const chosen = piecesOf(part, from, into).filter(({ key, held }) => keys.includes(key) && !held)
  const isLike = (one: Piece, other: Piece): boolean =>
    (one.kind === 'person' && other.kind === 'person' && isSamePerson(one.person, other.person)) ||
    (one.kind === 'offence' && other.kind === 'offence' && isSameOffence(one.offence, other.offence)) ||
    (one.kind === 'paragraph' && other.kind === 'paragraph' && one.text === other.text)
  return chosen.filter((piece, at) => chosen.findIndex((other) => other === piece || isLike(other, piece)) === at)
}

function factsWith(pieces: readonly Piece[], { facts, links }: RequestContent): RequestRevision {
  const added = pieces.flatMap((piece) => (piece.kind === 'paragraph' ? [piece.text] : []))
  const period = pieces.find((piece) => piece.kind === 'period')?.period
  const linked = pieces.flatMap((piece) =>
    piece.kind === 'transnational' || piece.kind === 'organizedGroup' ? [[piece.kind, piece.text] as const] : [],
  )
  const summary = [...(facts?.summary ? [facts.summary] : []), ...added].join('\n\n')
  return {
    ...((added.length > 0 || period !== undefined) && { facts: { ...facts, ...period, summary } }),
    ...(linked.length > 0 && { links: { ...links, ...Object.fromEntries(linked) } }),
  }
}

/**
 * What a draft says once it takes pieces over from an earlier request. They are copies: each has an id of its own, and what
 * becomes of either request afterwards does not touch the other.
 * @param keys the pieces that were chosen; one that is not there, or that the draft holds, is left out
 * @returns the parts that change; none when there is nothing to take
 */
export function takenOver(
  part: ReusablePart,
  keys: readonly string[],
  from: RequestContent,
  into: RequestContent,
  newId: () => string,
): RequestRevision {
  const pieces = wanted(part, keys, from, into)
  if (pieces.length === 0) return {}
  if (part === 'facts') return factsWith(pieces, into)
  if (part === 'persons') {
    const copies = pieces.flatMap((piece) => (piece.kind === 'person' ? [{ ...piece.person, id: newId() }] : []))
    return { persons: [...(into.persons ?? []), ...copies] }
  }
  const copies = pieces.flatMap((piece) => (piece.kind === 'offence' ? [{ ...piece.offence, id: newId() }] : []))
  return { offences: [...(into.offences ?? []), ...copies] }
}
