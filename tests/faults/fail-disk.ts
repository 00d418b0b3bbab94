// Loaded before a program: makes its disk fail as `COMITY_FAULT` says, in the thread it names, on what lies in the folder it
// names. Tells on file descriptor 3 what failed, and at the end how many operations there were.
import { writeSync } from 'node:fs'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { isMainThread } from 'node:worker_threads'
import type { Fault } from './fault.ts'

const { folder, thread, only, at, code, lasting } = JSON.parse(process.env['COMITY_FAULT'] ?? '{}') as Fault
const here = isMainThread ? 'main' : 'database'
// The object that programs of either kind of module are given.
const fs = createRequire(import.meta.url)('node:fs') as Record<string, unknown> & { promises: Record<string, unknown> }

let count = 0
let broken = false

/** Operations for which a full disk has room: nothing new is written. */
const takesNoRoom = /sync|rename|truncate/iu

function meet(operation: string): void {
  if (only === undefined || only === operation) count += 1
  else if (!broken) return
  const falls = here === thread && (count === at || (broken && lasting && !takesNoRoom.test(operation)))
  if (!falls) return
  if (!broken) writeSync(3, `met ${operation}\n`)
  broken = true
  throw Object.assign(new Error(`${code}: ${operation}`), { code, syscall: operation })
}

const inside = (path: unknown): boolean => String(path).startsWith(folder)
const makes = (flags: unknown): boolean =>
  typeof flags === 'number' ? (flags & 0o100) !== 0 : typeof flags === 'string' && /^[wa]/u.test(flags)

/** Descriptors and handles of files inside the folder. */
const descriptors = new Set<unknown>()
const handles = new WeakSet<object>()

type Any = (this: unknown, ...given: unknown[]) => unknown

function wrap(owner: Record<string, unknown>, name: string, around: (real: Any) => Any): void {
  owner[name] = around(owner[name] as Any)
}

for (const [owner, suffix] of [
  [fs, 'Sync'],
  [fs.promises, ''],
] as const)
  for (const name of ['rename', 'link', 'mkdir'])
    wrap(
      owner,
      name + suffix,
      (real) =>
        function over(...given) {
          const target = name === 'mkdir' ? given[0] : given[1]
          const act = (): unknown => {
            if (inside(target)) meet(name)
            return real.apply(this, given)
          }
          // What answers with a promise fails with one.
          return suffix === '' ? (async () => act())() : act()
        },
    )

wrap(
  fs,
  'openSync',
  (real) =>
    function over(path, flags: unknown, ...rest) {
      if (inside(path) && makes(flags)) meet('open')
      const descriptor = real.call(this, path, flags, ...rest)
      if (inside(path)) descriptors.add(descriptor)
      return descriptor
    },
)
wrap(
  fs,
  'closeSync',
  (real) =>
    function over(descriptor) {
      descriptors.delete(descriptor)
      return real.call(this, descriptor)
    },
)
for (const name of ['write', 'fsync', 'fdatasync', 'ftruncate'])
  wrap(
    fs,
    `${name}Sync`,
    (real) =>
      function over(descriptor, ...rest) {
        if (descriptors.has(descriptor)) meet(name)
        return real.call(this, descriptor, ...rest)
      },
  )
wrap(
  fs,
  'writeFileSync',
  (real) =>
    function over(path, ...rest) {
      if (inside(path)) meet('writeFile')
      return real.call(this, path, ...rest)
    },
)
wrap(
  fs.promises,
  'open',
  (real) =>
    async function over(path, flags, ...rest) {
      if (inside(path) && makes(flags)) meet('open')
      const handle = (await real.call(this, path, flags, ...rest)) as object
      if (inside(path)) handles.add(handle)
      return handle
    },
)
const openHandle = fs.promises['open'] as (path: string) => Promise<object & { close(): Promise<void> }>
const probe = await openHandle(process.execPath)
const prototype = Object.getPrototypeOf(probe) as Record<string, unknown>
await probe.close()
for (const name of ['write', 'writeFile', 'sync', 'truncate'])
  wrap(
    prototype,
    name,
    (real) =>
      async function over(...given) {
        if (handles.has(this as object)) meet(name)
        return real.apply(this, given)
      },
  )
syncBuiltinESMExports()
process.on('exit', () => writeSync(3, `count ${here} ${count}\n`))
