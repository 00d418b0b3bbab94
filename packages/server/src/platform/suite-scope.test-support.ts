import { after } from 'node:test'

/** A scope for what the tests of one `describe` share: what is to be cleaned up is, after the last of them, the newest first. */
export function suiteScope(): { after(clean: () => Promise<void>): void } {
  const cleaning: (() => Promise<void>)[] = []
  after(async () => {
    for (const clean of cleaning) await clean()
  })
  return { after: (clean) => void cleaning.unshift(clean) }
}
