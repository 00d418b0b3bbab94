import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { Stanza } from 'age-encryption'
import type { PassphraseKey } from './passphrase.ts'

const label = Buffer.from('age-encryption.org/v1/scrypt')
const nonce = Buffer.alloc(12)

// Each takes up to 256 MB for a moment: one after the other, however many ask.
let last: Promise<unknown> = Promise.resolve()

function stretch(passphrase: string, salt: Buffer, logN: number): Promise<Buffer> {
  const work = () =>
    new Promise<Buffer>((resolve, reject) => {
      const cost = { N: 2 ** logN, r: 8, p: 1, maxmem: 2 ** (logN + 10) + 2 ** 24 }
      scrypt(passphrase, Buffer.concat([label, salt]), 32, cost, (error, key) => (error === null ? resolve(key) : reject(error)))
    })
  const done = last.then(work)
  last = done.catch(() => {})
  return done
}

/**
 * The passphrase stanza of age (C2SP age.md, "scrypt recipient type") with the platform's own scrypt, which works beside
 * the process and not in its way. The header was looked at before: its work factor is bounded.
 */
export const nativeKey: PassphraseKey = {
  recipient: (passphrase, logN) => ({
    async wrapFileKey(fileKey) {
      const salt = randomBytes(16)
      const cipher = createCipheriv('chacha20-poly1305', await stretch(passphrase, salt, logN), nonce, { authTagLength: 16 })
      const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()])
      return [new Stanza(['scrypt', salt.toString('base64').replace(/=+$/u, ''), String(logN)], new Uint8Array(body))]
    },
  }),
  identity: (passphrase) => ({
    async unwrapFileKey([stanza]) {
      const [type, salt = '', logN] = stanza?.args ?? []
      if (stanza === undefined || type !== 'scrypt' || stanza.body.length !== 32) return null
      const key = await stretch(passphrase, Buffer.from(salt, 'base64'), Number(logN))
      const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 })
      decipher.setAuthTag(stanza.body.subarray(16))
      try {
        return new Uint8Array(Buffer.concat([decipher.update(stanza.body.subarray(0, 16)), decipher.final()]))
      } catch {
        return null
      }
    },
  }),
}
