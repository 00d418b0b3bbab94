import fs, { type FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import type { TestContext } from 'node:test'

/** A disk of which one operation can be made to fail: opening, writing, syncing, renaming, linking or making a folder. */
export interface FailingDisk {
  /** The next operations are counted from one, and that of this number fails. */
  failAt(number: number, code: 'EIO' | 'ENOSPC'): void
  /** Nothing fails any more. @returns whether the operation came that was to fail, and which it was */
  heal(): string | undefined
}

/** Makes the disk of this process one that can fail, until the test is over. */
export async function failingDisk(t: TestContext, place: string): Promise<FailingDisk> {
  let [left, failure, met] = [Number.POSITIVE_INFINITY, 'EIO', undefined as string | undefined]
  function count(operation: string): void {
    left -= 1
    if (left !== 0) return
    met = operation
    throw Object.assign(new Error(`${failure}: ${operation}`), { code: failure, syscall: operation })
  }
  const probe = await fs.open(place, 'w')
  const handles = Object.getPrototypeOf(probe) as FileHandle
  await probe.close()
  await fs.rm(place)
  for (const name of ['write', 'writeFile', 'sync'] as const) {
    const real = handles[name] as (...given: unknown[]) => Promise<unknown>
    const failing = t.mock.method(handles, name, async function over(this: FileHandle, ...given: unknown[]) {
      count(name)
      return real.apply(this, given)
    } as never)
    t.after(() => failing.mock.restore())
  }
  for (const name of ['open', 'rename', 'link', 'mkdir'] as const) {
    const real = fs[name] as (...given: unknown[]) => Promise<unknown>
    const failing = t.mock.method(fs, name, (async (...given: unknown[]) => {
      count(name)
      return real(...given)
    }) as never)
    t.after(() => failing.mock.restore())
  }
  syncBuiltinESMExports()
  t.after(() => syncBuiltinESMExports())
  return {
    failAt(number, code) {
      ;[left, failure, met] = [number, code, undefined]
    },
    heal() {
      left = Number.POSITIVE_INFINITY
      return met
    },
  }
}
