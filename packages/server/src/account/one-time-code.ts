import { Secret, TOTP } from 'otpauth'

const period = 30

function generator(secret: Uint8Array, label = '', issuer = ''): TOTP {
  // SHA-1, six digits, thirty seconds: what every authenticator app understands (RFC 6238).
  return new TOTP({ secret: new Secret({ buffer: Uint8Array.from(secret).buffer }), label, issuer, algorithm: 'SHA1', digits: 6, period })
}

/**
 * The 30-second step to which a code belongs: the present one or a neighbour, because clocks differ.
 * @returns undefined when the code is none of these
 */
export function stepOf(code: string, secret: Uint8Array, now: string): number | undefined {
  const timestamp = Date.parse(now)
  const delta = generator(secret).validate({ token: code, window: 1, timestamp })
  return delta === null ? undefined : Math.floor(timestamp / 1000 / period) + delta
}

/** The code of a secret at a moment, for whoever holds the secret: the demonstration and the tests. */
export function codeAt(base32: string, now: string): string {
  return TOTP.generate({ secret: Secret.fromBase32(base32), timestamp: Date.parse(now) })
}

/** A secret as people and authenticator apps take it in. */
export function describeSecret(secret: Uint8Array, account: string, issuer: string): { totpSecret: string; totpUri: string } {
  const totp = generator(secret, account, issuer)
  return { totpSecret: totp.secret.base32, totpUri: totp.toString() }
}

/** Reads a secret as written by `describeSecret`. */
export function readSecret(base32: string): Uint8Array {
  return Secret.fromBase32(base32).bytes
}
