import assert from 'node:assert/strict'
import { mutateBytes } from '@comity/exchange/fuzz/mutate'
import type { Target } from '@comity/exchange/fuzz/target'
import type { Chance } from '@comity/exchange/simulation/chance'
import { NotCbor, readCbor } from '@comity/server/account/cbor'
import { softAuthenticator } from '@comity/server/account/soft-authenticator.test-support'
import { checkAssertion, readRegistration, type RegisteredKey } from '@comity/server/account/webauthn'
import { byteReader } from './reader.ts'

const lima = { id: 'lima.example', origin: 'https://lima.example' }
const challenge = 'YWJj'
const expected = { ...lima, challenge }

const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64url')

/** An authenticator of each kind, with what it makes. */
function authenticators() {
  return [-7, -8, -257].map((algorithm) => {
    const one = softAuthenticator(lima, algorithm)
    const made = one.create(challenge)
    const registration = { clientDataJSON: bytesOf(made.clientDataJSON), attestationObject: bytesOf(made.attestationObject) }
    const registered = readRegistration(registration, expected)
    assert.ok(registered !== undefined)
    const { clientDataJSON, authenticatorData, signature } = one.get(challenge)
    const assertion = {
      clientDataJSON: bytesOf(clientDataJSON),
      authenticatorData: bytesOf(authenticatorData),
      signature: bytesOf(signature),
    }
    return { registration, registered, assertion }
  })
}

type Made = ReturnType<typeof authenticators>[number]

/** One of its members damaged, or none. */
function damaged<T extends Readonly<Record<string, Buffer>>>(given: T, chance: Chance): T {
  if (chance.hits(0.03)) return given
  const name = chance.pick(Object.keys(given))
  return { ...given, [name]: Buffer.from(mutateBytes(given[name] ?? Buffer.alloc(0), chance)) }
}

/** Whether anything but the bytes that are for nobody to check is as it was made. */
function sameKey(read: RegisteredKey, { algorithm, publicKey }: RegisteredKey): boolean {
  return read.algorithm === algorithm && read.publicKey.equals(publicKey)
}

function ceremony(name: string, slowness: number, read: (made: Made, chance: Chance) => boolean): Target {
  let made: readonly Made[] | undefined
  return {
    name,
    slowness,
    shoot(chance) {
      made ??= authenticators()
      return read(chance.pick(made), chance)
    },
  }
}

/** The readers of what authenticators make. */
export function signInTargets(): readonly Target[] {
  return [
    byteReader(
      'CBOR of an authenticator',
      1,
      () => authenticators().map(({ registration }) => registration.attestationObject),
      (bytes) => {
        try {
          const { end } = readCbor(bytes)
          assert.ok(end > 0 && end <= bytes.length)
          return true
        } catch (error) {
          if (error instanceof NotCbor) return false
          throw error
        }
      },
    ),
    ceremony('a new passkey', 50, ({ registration, registered }, chance) => {
      const read = readRegistration(damaged(registration, chance), expected)
      // Nothing in it is signed: another key of the same form is another passkey.
      return read !== undefined && (sameKey(read, registered) || read.credential.length >= 16)
    }),
    ceremony('a sign-in by passkey', 50, ({ assertion, registered }, chance) => {
      const given = damaged(assertion, chance)
      const counter = checkAssertion(given, { ...registered, counter: 0 }, expected)
      if (counter === undefined) return false
      for (const member of ['clientDataJSON', 'authenticatorData'] as const)
        assert.ok(given[member].equals(assertion[member]), 'something else than was signed')
      return true
    }),
  ]
}
