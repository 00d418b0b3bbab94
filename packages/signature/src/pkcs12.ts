import { createDecipheriv, createHash, createHmac, createPrivateKey, pbkdf2Sync, timingSafeEqual, X509Certificate } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { childOf, childrenOf, demand, type DerNode, NotReadable, octetsOf, oidOf, readDer, smallOf } from './der.ts'

const ber = { ber: true } as const

const oids = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certificateBag: '1.2.840.113549.1.12.10.1.3',
  pbes2: '1.2.840.113549.1.5.13',
  pbmac1: '1.2.840.113549.1.5.14',
  pbkdf2: '1.2.840.113549.1.5.12',
  tripleDes: '1.2.840.113549.1.12.1.3',
} as const

const hashes: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
}

const ciphers: Readonly<Record<string, { readonly name: string; readonly keyLength: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyLength: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyLength: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyLength: 32 },
}

/** The most rounds that a file may ask of us: programs use some thousands. */
const mostRounds = 2_000_000
const mostOldRounds = 100_000

function roundsOf(node: DerNode | undefined, most: number): number {
  const rounds = node === undefined ? 1 : smallOf(node)
  if (rounds < 1 || rounds > most) throw new NotReadable('rounds beyond reason')
  return rounds
}

function hashOf(node: DerNode | undefined, otherwise: string): string {
  if (node === undefined) return otherwise
  const hash = hashes[oidOf(childOf(node, 0, undefined, ber))]
  if (hash === undefined) throw new NotReadable('a digest that is not known')
  return hash
}

/** Adds one and a block to each block of the salt and passphrase, as whole numbers (RFC 7292 appendix B.2 step 6C). */
function addBlock(blocks: Buffer, block: Buffer): void {
  for (let start = 0; start < blocks.length; start += block.length) {
    let carry = 1
    for (let at = block.length - 1; at >= 0; at -= 1) {
      carry += (blocks[start + at] ?? 0) + (block[at] ?? 0)
      blocks[start + at] = carry & 0xff
      carry >>= 8
    }
  }
}

/** Derives a key from a passphrase as PKCS #12 did before PBKDF2 (RFC 7292 appendix B); files still carry their seal so. */
function oldDerive(use: 1 | 2 | 3, passphrase: string, salt: Buffer, given: { hash: string; rounds: number; length: number }): Buffer {
  const { hash, rounds, length } = given
  const blockLength = hash === 'sha384' || hash === 'sha512' ? 128 : 64
  const fill = (bytes: Buffer) => (bytes.length === 0 ? bytes : Buffer.alloc(Math.ceil(bytes.length / blockLength) * blockLength, bytes))
  const secret = Buffer.from(`${passphrase}\0`, 'utf16le').swap16()
  const blocks = Buffer.concat([fill(salt), fill(secret)])
  const diversifier = Buffer.alloc(blockLength, use)
  const derived: Buffer[] = []
  for (let got = 0; got < length;) {
    let digest = createHash(hash).update(diversifier).update(blocks).digest()
    for (let round = 1; round < rounds; round += 1) digest = createHash(hash).update(digest).digest()
    derived.push(digest)
    got += digest.length
    addBlock(blocks, Buffer.alloc(blockLength, digest))
  }
  return Buffer.concat(derived).subarray(0, length)
}

function openOld(parameters: DerNode, content: Buffer, passphrase: string): Buffer {
  const salt = octetsOf(childOf(parameters, 0))
  const rounds = roundsOf(childOf(parameters, 1), mostOldRounds)
  const derive = (use: 1 | 2, length: number) => oldDerive(use, passphrase, salt, { hash: 'sha1', rounds, length })
  const decipher = createDecipheriv('des-ede3-cbc', derive(1, 24), derive(2, 8))
  return Buffer.concat([decipher.update(content), decipher.final()])
}

/** PBES2 with PBKDF2 and AES (RFC 8018 section 6.2). */
function openPbes2(parameters: DerNode, content: Buffer, passphrase: string): Buffer {
  const [derivation, encryption] = childrenOf(parameters)
  if (oidOf(childOf(demand(derivation), 0)) !== oids.pbkdf2) throw new NotReadable('a derivation that is not known')
  const [salt, rounds, ...rest] = childrenOf(childOf(demand(derivation), 1))
  const cipher = ciphers[oidOf(childOf(demand(encryption), 0))]
  if (cipher === undefined) throw new NotReadable('a cipher that is not known')
  const hash = hashOf(
    rest.find(({ tag }) => tag === 0x30),
    'sha1',
  )
  const key = pbkdf2Sync(passphrase, octetsOf(demand(salt)), roundsOf(demand(rounds), mostRounds), cipher.keyLength, hash)
  const decipher = createDecipheriv(cipher.name, key, octetsOf(childOf(demand(encryption), 1)))
  return Buffer.concat([decipher.update(content), decipher.final()])
}

function openContent(algorithm: DerNode, content: Buffer, passphrase: string): Buffer {
  const name = oidOf(childOf(algorithm, 0))
  const parameters = childOf(algorithm, 1)
  if (name === oids.pbes2) return openPbes2(parameters, content, passphrase)
  if (name === oids.tripleDes) return openOld(parameters, content, passphrase)
  throw new NotReadable('sealed in a way that is broken')
}

/** Whether the passphrase is that of the file; undefined where the file bears a seal that we cannot check. */
function isSealedWith(seal: DerNode, safe: Buffer, passphrase: string): boolean | undefined {
  const [digestInfo, salt, rounds] = childrenOf(seal, ber)
  const [algorithm, expected] = childrenOf(demand(digestInfo), ber)
  if (oidOf(childOf(demand(algorithm), 0, undefined, ber)) === oids.pbmac1) return undefined
  const hash = hashOf(demand(algorithm), '')
  const length = octetsOf(demand(expected)).length
  const key = oldDerive(3, passphrase, octetsOf(demand(salt)), { hash, rounds: roundsOf(rounds, mostOldRounds), length })
  return timingSafeEqual(createHmac(hash, key).update(safe).digest(), octetsOf(demand(expected)))
}

/** The bags of one part of the safe. */
function bagsOf(part: DerNode, passphrase: string): readonly DerNode[] {
  const [type, holder] = childrenOf(part, ber)
  const kind = oidOf(demand(type))
  const content = childOf(demand(holder), 0, undefined, ber)
  if (kind === oids.data) return childrenOf(readDer(octetsOf(content), ber), ber)
  if (kind !== oids.encryptedData) throw new NotReadable('sealed to a certificate')
  const [, algorithm, sealed] = childrenOf(childOf(content, 1, 0x30, ber), ber)
  return childrenOf(readDer(openContent(demand(algorithm), octetsOf(demand(sealed)), passphrase), ber), ber)
}

function keyOf(kind: string, value: DerNode, passphrase: string): KeyObject {
  const plain = kind === oids.keyBag ? value.bytes : openContent(childOf(value, 0), octetsOf(childOf(value, 1)), passphrase)
  return createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' })
}

/** Whether the bytes may be a PKCS #12 file: a sequence that begins with version 3. */
export function isPkcs12(bytes: Buffer): boolean {
  if (bytes[0] !== 0x30) return false
  const [version] = childrenOf(readDer(bytes, ber), ber)
  return version?.tag === 0x02 && smallOf(version) === 3
}

/**
 * Reads the keys and certificates of a PKCS #12 file (RFC 7292).
 * @returns `invalid-input` at `passphrase` or at `key`
 * @throws NotReadable, or what OpenSSL throws, for what is no such file
 */
export async function readPkcs12(
  bytes: Buffer,
  passphrase: string,
): Promise<Result<{ readonly key: KeyObject; readonly certificates: readonly X509Certificate[] }>> {
  const [, contentInfo, seal] = childrenOf(readDer(bytes, ber), ber)
  const safe = octetsOf(childOf(childOf(demand(contentInfo), 1, 0xa0, ber), 0, undefined, ber))
  const sealed = seal === undefined ? undefined : isSealedWith(seal, safe, passphrase)
  if (sealed === false) return fail(invalid('passphrase', 'wrong-passphrase'))
  const bags = childrenOf(readDer(safe, ber), ber).flatMap((part) => bagsOf(part, passphrase))
  const keys: KeyObject[] = []
  const certificates: X509Certificate[] = []
  for (const bag of bags) {
    const [type, holder] = childrenOf(bag, ber)
    const kind = oidOf(demand(type))
    const value = childOf(demand(holder), 0, undefined, ber)
    if (kind === oids.keyBag || kind === oids.shroudedKeyBag) keys.push(keyOf(kind, value, passphrase))
    if (kind === oids.certificateBag)
      certificates.push(new X509Certificate(octetsOf(childOf(childOf(value, 1, 0xa0, ber), 0, undefined, ber))))
  }
  const [key, ...others] = keys
  if (key === undefined || others.length > 0) return fail(invalid('key', 'key-file-not-one-key'))
  return ok({ key, certificates })
}
