import { randomBytes } from 'node:crypto'
import { unwrapKey, wrapKey } from './key-wrap.ts'
import { OperatorError } from './operator-error.ts'
import { aboutAuthority } from './root-key-file.ts'
import type { RootKey } from './root-key.ts'

/** A key that never leaves its place: it seals and opens a few bytes there. */
interface HeldKey {
  readonly name: string
  /** How what it wrapped begins. */
  readonly mark: 'pkcs11' | 'openbao'
  /** @returns text without a colon at its end @throws OperatorError */
  seal(plain: Uint8Array): Promise<string>
  open(sealed: string): Promise<Buffer>
}

/**
 * A root key over a key that is held elsewhere. It seals a key of a moment, and that one wraps the authority's, bound to what it is:
 * so nothing is asked of the device or the service but to seal 32 bytes.
 */
export function rootOver({ name, mark, seal, open }: HeldKey): RootKey {
  return {
    name,
    async wrap(key) {
      const between = randomBytes(32)
      return [mark, wrapKey(key, between, aboutAuthority).toString('hex'), await seal(between)].join(' ')
    },
    async unwrap(wrapped) {
      const [by, inner = '', ...outer] = wrapped.trim().split(' ')
      if (by !== mark)
        throw new OperatorError(`The key of the authority was not wrapped by ${name}: set what was set before, and use comity rewrap.`)
      const between = await open(outer.join(' '))
      const key = between.length === 32 ? unwrapKey(Buffer.from(inner, 'hex'), between, aboutAuthority) : undefined
      if (key === undefined)
        throw new OperatorError(`The key of the authority does not open with ${name}: one of them belongs to another instance.`)
      return key
    },
  }
}
