import { createHash, randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { cipherInDevice } from '@comity/signature/device-program'
import { findText, replaceText } from './keep-text.ts'
import { OperatorError } from './operator-error.ts'
import { rootOver } from './root-key-held.ts'
import type { RootKey, RootKeyChoice } from './root-key.ts'

async function readPin(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/\r?\n$/u, '')
  } catch {
    throw new OperatorError(`COMITY_STORAGE_KEY_PIN_FILE: ${path} cannot be read.`)
  }
}

/**
 * A root key that is an AES key in a device. A PIN that was refused is not tried again, by no process: a service that restarts
 * would lock the device.
 * @param refusedPath where it is noted that a PIN was refused; only a salted digest of it
 */
export function openDeviceRoot(choice: Extract<RootKeyChoice, { kind: 'pkcs11' }>, refusedPath: string): RootKey {
  const { module, token, id, pinFile } = choice
  const name = `the key ${id} of the device ${token}`
  const digestOf = (salt: string, pin: string) => `${salt} ${createHash('sha256').update(`${salt} ${pin}`).digest('hex')}`

  async function cipher(way: 'encrypt' | 'decrypt', iv: string, input: Uint8Array): Promise<Buffer> {
    const pin = await readPin(pinFile)
    const refused = await findText(refusedPath)
    if (refused !== undefined && refused === digestOf(refused.split(' ')[0] ?? '', pin))
      throw new OperatorError(`The PIN in ${pinFile} was refused by ${name} and is not tried again: put the right one there.`)
    const done = await cipherInDevice({ label: name, module, token, id }, pin, way, iv, input)
    if (done.ok) {
      if (refused !== undefined) await rm(refusedPath, { force: true })
      return done.value
    }
    if (done.problem.code === 'wrong-pin') await replaceText(refusedPath, digestOf(randomBytes(16).toString('hex'), pin))
    const why = { 'wrong-pin': 'refuses its PIN', 'key-locked': 'is locked' }[done.problem.code as string] ?? 'does not answer'
    const sentence = `The storage key, ${name}, ${why}: see COMITY_STORAGE_KEY_DEVICE, COMITY_STORAGE_KEY_MODULE and the program pkcs11-tool.`
    throw new OperatorError(sentence)
  }

  return rootOver({
    name,
    mark: 'pkcs11',
    async seal(plain) {
      const iv = randomBytes(16).toString('hex')
      return `${iv} ${(await cipher('encrypt', iv, plain)).toString('hex')}`
    },
    async open(sealed) {
      const [iv = '', text = ''] = sealed.split(' ')
      return cipher('decrypt', iv, Buffer.from(text, 'hex'))
    },
  })
}
