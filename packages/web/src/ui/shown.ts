import type { State } from '@comity/reference/state'

/** The places that are offered: all but those that the operator hides, unless it is the one that was chosen already. */
export function shown(places: readonly State[], hidden: ReadonlySet<string>, chosen?: string | null): readonly State[] {
  return places.filter(({ code }) => !hidden.has(code) || code === chosen)
}
