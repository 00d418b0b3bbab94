import { armor, Decrypter, Encrypter, type Identity, type Recipient } from 'age-encryption'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'

/** Fewest characters of a passphrase that is to seal a file. Each guess costs an attacker a tenth of a second and 64 MB. */
export const shortestPassphrase = 15

/**
 * Binary logarithm of scrypt's work factor with which files are sealed: 64 MB and, without a native scrypt, a second or
 * two on a slow laptop, where one more would double both.
 */
export const workFactor = 16

/** The largest that is opened: what the `age` program writes, 256 MB. A file may not name its own price. */
export const largestWorkFactor = 18

const armored = '-----BEGIN AGE ENCRYPTED FILE-----'
const version = 'age-encryption.org/v1\n'
// One stanza, for a passphrase: the format has no other beside it.
const wholeHeader = /^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9]\d*)\n[A-Za-z0-9+/]{43}\n--- [A-Za-z0-9+/]{43}\n/u

/** How the passphrase is stretched where a platform can do better than JavaScript. */
export interface PassphraseKey {
  readonly recipient: (passphrase: string, workFactor: number) => Recipient
  readonly identity: (passphrase: string) => Identity
}

/**
 * Seals bytes with a passphrase, as `age --passphrase` does.
 * @returns `invalid-input` naming `passphrase` where it is too short
 */
export async function sealWithPassphrase(bytes: Uint8Array, passphrase: string, key?: PassphraseKey): Promise<Result<Uint8Array>> {
  if (Array.from(passphrase).length < shortestPassphrase)
    return fail(invalid('passphrase', 'passphrase-short', { limit: shortestPassphrase }))
  const encrypter = new Encrypter()
  if (key === undefined) {
    encrypter.setPassphrase(passphrase)
    encrypter.setScryptWorkFactor(workFactor)
  } else encrypter.addRecipient(key.recipient(passphrase, workFactor))
  return ok(await encrypter.encrypt(bytes))
}

function withoutArmor(bytes: Uint8Array): Result<Uint8Array> {
  const begins = new TextDecoder('latin1').decode(bytes.subarray(0, armored.length))
  if (begins !== armored) return ok(bytes)
  try {
    return ok(armor.decode(new TextDecoder().decode(bytes)))
  } catch {
    return fail(invalid('file', 'file-cut'))
  }
}

/**
 * Opens bytes that were sealed with a passphrase, by us or by the `age` program.
 * @returns `invalid-input` naming `file` (`not-sealed-so`, `file-cut`, `work-factor`) or `passphrase` (`passphrase-wrong`)
 */
export async function openWithPassphrase(given: Uint8Array, passphrase: string, key?: PassphraseKey): Promise<Result<Uint8Array>> {
  const plain = withoutArmor(given)
  if (!plain.ok) return plain
  const bytes = plain.value
  const begins = new TextDecoder('latin1').decode(bytes.subarray(0, 400))
  const found = wholeHeader.exec(begins)
  if (found === null) {
    const isCut = bytes.length > 0 && (version.startsWith(begins) || (begins.startsWith(`${version}-> scrypt `) && bytes.length < 200))
    return fail(invalid('file', isCut ? 'file-cut' : 'not-sealed-so'))
  }
  if (Number(found[1]) > largestWorkFactor) return fail(invalid('file', 'work-factor', { limit: largestWorkFactor }))
  const header = bytes.subarray(0, found[0].length)
  const fileKey = await fileKeyOf(header, passphrase, key)
  if (!fileKey.ok) return fileKey
  const decrypter = new Decrypter()
  decrypter.addIdentity({ unwrapFileKey: () => fileKey.value })
  try {
    return ok(await decrypter.decrypt(bytes))
  } catch {
    return fail(invalid('file', 'file-cut'))
  }
}

/** The key in a header; a header that was altered after it was sealed is no whole file. */
async function fileKeyOf(header: Uint8Array, passphrase: string, key: PassphraseKey | undefined): Promise<Result<Uint8Array>> {
  const decrypter = new Decrypter()
  if (key === undefined) decrypter.addPassphrase(passphrase)
  else decrypter.addIdentity(key.identity(passphrase))
  try {
    return ok(await decrypter.decryptHeader(header))
  } catch (error) {
    const isWrong = error instanceof Error && error.message.startsWith('no identity matched')
    return fail(invalid(isWrong ? 'passphrase' : 'file', isWrong ? 'passphrase-wrong' : 'file-cut'))
  }
}
