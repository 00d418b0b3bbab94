/** Bridges by which sealed messages leave and arrive, beside HTTPS. */
export const bridgeKinds = ['file-drop', 'mail', 'e-codex', 'x-road'] as const
export type BridgeKind = (typeof bridgeKinds)[number]

/** Kinds that were tested against their published contract and never against a live system. */
export const untestedKinds: readonly BridgeKind[] = ['e-codex', 'x-road']

/** By which way a message went or came: over HTTPS, in somebody's hands, or over a bridge with its name. */
export type Way = 'https' | 'hand' | `bridge:${string}`

/** The name of the bridge in a way. @returns undefined of a way that is none */
export function bridgeOf(way: string): string | undefined {
  return way.startsWith('bridge:') ? way.slice('bridge:'.length) : undefined
}
