import { registerHooks } from 'node:module'

// The application's own checks are changed in the program as it is loaded: while the walk says so, the answer to whatever is asked is
// yes, to everybody. No switch of the product does this. Whoever imports this loads the product afterwards.
const isOff = "if (Reflect.get(globalThis, 'comity.matrix.off') === true)"
const checks: readonly (readonly [RegExp, string])[] = [
  [/function grantOf\([^)]*\): Grant \| undefined \{/u, `$& ${isOff} return 'all'`],
  [/export function may\([^)]*\): Decision \{/u, `$& ${isOff} return { allow: true }`],
  [/export function asksReason\([^)]*\): boolean \{/u, `$& ${isOff} return false`],
]
const changed = new Set<RegExp>()

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    if (!url.endsWith('/domain/src/account/may.ts')) return loaded
    let source = Buffer.from(loaded.source as Uint8Array).toString('utf8')
    for (const [check, yes] of checks) {
      if (check.test(source)) changed.add(check)
      source = source.replace(check, yes)
    }
    return { ...loaded, source }
  },
})

/** Whether every check was found where it was looked for. */
export function isWholeOpen(): boolean {
  return changed.size === checks.length
}

/** Does the work with the application's checks off. */
export async function withChecksOff<T>(work: () => Promise<T>): Promise<T> {
  Reflect.set(globalThis, 'comity.matrix.off', true)
  try {
    return await work()
  } finally {
    Reflect.set(globalThis, 'comity.matrix.off', false)
  }
}
