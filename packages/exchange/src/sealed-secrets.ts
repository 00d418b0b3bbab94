import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import * as z from 'zod'

/** To whom a backup's secrets are sealed: whoever knows a passphrase, or holds the identity of an age recipient (`age1…`). */
export type SecretsFor = { readonly passphrase: string; readonly workFactor?: number } | { readonly recipient: string }
/** What opens them: the passphrase, or the identity (`AGE-SECRET-KEY-…`). */
export type SecretsBy = { readonly passphrase: string } | { readonly identity: string }

/** Makes an identity that opens what is sealed to its recipient, as `age-keygen` does. */
export async function newIdentity(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** Small secret files by name, as text. */
export type Secrets = Readonly<Record<string, string>>

/**
 * Seals secret files so that the `age` program opens them too: it gives their JSON.
 * @returns `invalid-input` for what is no recipient
 */
export async function sealSecrets(secrets: Secrets, to: SecretsFor): Promise<Result<Uint8Array>> {
  const encrypter = new Encrypter()
  try {
    if ('recipient' in to) encrypter.addRecipient(to.recipient)
    else {
      if (to.workFactor !== undefined) encrypter.setScryptWorkFactor(to.workFactor)
      encrypter.setPassphrase(to.passphrase)
    }
  } catch {
    return fail(invalid('recipient', 'not-of-this-kind'))
  }
  return ok(await encrypter.encrypt(JSON.stringify(secrets)))
}

/** Opens sealed secrets. @returns `cannot-decrypt` for another passphrase or identity, or where a byte was changed */
export async function openSecrets(sealed: Uint8Array, by: SecretsBy): Promise<Result<Secrets>> {
  const decrypter = new Decrypter()
  try {
    if ('identity' in by) decrypter.addIdentity(by.identity)
    else decrypter.addPassphrase(by.passphrase)
    return ok(z.record(z.string(), z.string()).parse(JSON.parse(await decrypter.decrypt(sealed, 'text'))))
  } catch {
    return fail({ code: 'cannot-decrypt' })
  }
}
