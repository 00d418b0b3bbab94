import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { findText, keepText, replaceText } from './keep-text.ts'
import { OperatorError } from './operator-error.ts'

/** Where secrets lie sealed under the authority's key: short ones wherever their owner keeps them, and small files of the data folder. */
export interface Vault {
  /** Seals a few bytes. @param place where they belong: they open nowhere else */
  seal(plain: Uint8Array, place: string): Buffer
  /** @returns undefined under another authority's key, from another place, or where a byte was changed */
  open(sealed: Uint8Array, place: string): Buffer | undefined
  /**
   * What a secret file says. One that an earlier version left readable (`keys.json`) is sealed (`keys.sealed`) and goes.
   * @throws OperatorError where it does not open
   */
  find(name: string): Promise<string | undefined>
  /** Writes a secret file unless it is there. @returns what it says now */
  keep(name: string, text: string): Promise<string>
  replace(name: string, text: string): Promise<void>
}

const nonceLength = 12
const tagLength = 16

/** Opens the vault of a data folder. @param authorityKey 32 bytes */
export function openVault(dataDirectory: string, authorityKey: Uint8Array): Vault {
  const key = Buffer.from(hkdfSync('sha256', authorityKey, '', 'comity secrets', 32))
  const pathOf = (name: string) => join(dataDirectory, `${name}.sealed`)

  function seal(plain: Uint8Array, place: string): Buffer {
    const nonce = randomBytes(nonceLength)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  }

  function open(sealed: Uint8Array, place: string): Buffer | undefined {
    if (sealed.length < nonceLength + tagLength) return undefined
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength), { authTagLength: tagLength })
    decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-tagLength))
    try {
      return Buffer.concat([decipher.update(sealed.subarray(nonceLength, -tagLength)), decipher.final()])
    } catch {
      return undefined
    }
  }

  const sealText = (name: string, text: string) => `${seal(Buffer.from(text), `file ${name}`).toString('base64')}\n`

  function openText(name: string, sealed: string): string {
    const plain = open(Buffer.from(sealed, 'base64'), `file ${name}`)
    if (plain === undefined)
      throw new OperatorError(`${pathOf(name)} does not open with the keys of this data folder. Restore the file from its backup.`)
    return plain.toString()
  }

  async function keep(name: string, text: string): Promise<string> {
    await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
    return openText(name, await keepText(pathOf(name), sealText(name, text)))
  }

  return {
    seal,
    open,
    async find(name) {
      const readable = join(dataDirectory, `${name}.json`)
      const held = await findText(pathOf(name))
      const plain = await findText(readable)
      const text = held === undefined ? (plain === undefined ? undefined : await keep(name, plain)) : openText(name, held)
      // What was sealed lies durably; whoever starts beside us may have come first.
      if (plain !== undefined) await rm(readable, { force: true })
      return text
    },
    keep,
    replace: async (name, text) => replaceText(pathOf(name), sealText(name, text)),
  }
}
