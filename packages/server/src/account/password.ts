import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

// OWASP's first choice for Argon2id; about 55 ms of one core.
const memory = 19_456
const passes = 2
const parallelism = 1
const tagLength = 32

/** A hash to compare with when there is no account: the answer takes as long, and is no. */
const nobody = encode(randomBytes(16), randomBytes(tagLength))

function encode(nonce: Buffer, tag: Buffer): string {
  return ['argon2id', memory, passes, parallelism, nonce.toString('base64url'), tag.toString('base64url')].join('$')
}

/** Hashes a password with Argon2id; what is needed to check it again, its costs included, is in the text. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  return encode(nonce, await derive('argon2id', { message: password.normalize('NFC'), nonce, memory, passes, parallelism, tagLength }))
}

/** Whether the password is the one hashed; takes as long, and is false, where there is no hash. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const [, costMemory, costPasses, costParallelism, nonce = '', tag = ''] = (hash ?? nobody).split('$')
  const expected = Buffer.from(tag, 'base64url')
  const given = await derive('argon2id', {
    message: password.normalize('NFC'),
    nonce: Buffer.from(nonce, 'base64url'),
    memory: Number(costMemory),
    passes: Number(costPasses),
    parallelism: Number(costParallelism),
    tagLength: expected.length,
  })
  return timingSafeEqual(given, expected) && hash !== null
}
