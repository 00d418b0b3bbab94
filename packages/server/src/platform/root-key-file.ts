import { randomBytes } from 'node:crypto'
import { findText, keepText } from './keep-text.ts'
import { unwrapKey, wrapKey } from './key-wrap.ts'
import { OperatorError } from './operator-error.ts'
import type { RootKey } from './root-key.ts'

/** What a wrapped key is bound to: the key of an authority. */
export const aboutAuthority = 'comity authority key'

function readStorageKey(text: string, path: string): Buffer {
  const hex = text.trim()
  if (!/^[0-9a-f]{64}$/u.test(hex)) throw new OperatorError(`${path} is no storage key: it has to hold 64 hexadecimal digits.`)
  return Buffer.from(hex, 'hex')
}

/** A root key that is a file of 64 hexadecimal digits. It is made where there is none. */
export function openFileRoot(path: string): RootKey {
  const name = `the storage key ${path}`
  return {
    name,
    async wrap(key) {
      const text = (await findText(path)) ?? (await keepText(path, `${randomBytes(32).toString('hex')}\n`))
      return wrapKey(key, readStorageKey(text, path), aboutAuthority).toString('hex')
    },
    async unwrap(wrapped) {
      const text = await findText(path)
      if (text === undefined)
        throw new OperatorError(
          `The storage key ${path} is not there: files of requests and the keys of the exchange do not open without it.`,
        )
      const key = unwrapKey(Buffer.from(wrapped, 'hex'), readStorageKey(text, path), aboutAuthority)
      if (key === undefined)
        throw new OperatorError(`The key of the authority does not open with ${name}: one of them belongs to another instance.`)
      return key
    },
  }
}
