import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { test } from 'node:test'
import { writeCbor } from './soft-authenticator.test-support.ts'
import { algorithms, checkAssertion, readRegistration } from './webauthn.ts'

const lima = { id: 'lima.example', origin: 'https://lima.example', challenge: 'YWJj' }
type Key = Parameters<typeof writeCbor>[0] & readonly (readonly [number | string, unknown])[]

const pairs = {
  es256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ed25519: generateKeyPairSync('ed25519'),
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  short: generateKeyPairSync('rsa', { modulusLength: 1024 }),
}
const part = (of: keyof typeof pairs, name: 'x' | 'y' | 'n' | 'e'): Buffer =>
  Buffer.from(pairs[of].publicKey.export({ format: 'jwk' })[name] ?? '', 'base64url')
/** COSE keys as RFC 9053 and RFC 8230 write them. */
const es256: Key = [
  [1, 2],
  [3, -7],
  [-1, 1],
  [-2, part('es256', 'x')],
  [-3, part('es256', 'y')],
]
const ed25519: Key = [
  [1, 1],
  [3, -8],
  [-1, 6],
  [-2, part('ed25519', 'x')],
]
const rsa = (of: 'rsa' | 'short'): Key => [
  [1, 3],
  [3, -257],
  [-1, part(of, 'n')],
  [-2, part(of, 'e')],
]
/** The key with one of its members another, or without it. */
function but(key: Key, label: number, value?: number | Buffer): Key {
  return key.flatMap(([at, own]) => (at !== label ? [[at, own] as const] : value === undefined ? [] : [[at, value] as const])) as Key
}

interface Made {
  readonly key?: Key
  readonly keyBytes?: Buffer
  readonly credential?: Buffer
  readonly flags?: number
  /** What stands behind the key. */
  readonly behind?: Buffer
  /** What stands behind all of it. */
  readonly after?: Buffer
  readonly client?: Buffer | string
  readonly attestation?: Buffer
}

const said = (more = ''): string => `{"type":"webauthn.create","challenge":"YWJj","origin":"https://lima.example"${more}}`
const party = createHash('sha256').update(lima.id).digest()

function register(made: Made) {
  const { key = es256, credential = Buffer.alloc(32, 9), flags = 0x45, behind = Buffer.of(), after = Buffer.of(), client = said() } = made
  const length = Buffer.of(credential.length >> 8, credential.length & 255)
  const attested = [Buffer.alloc(16), length, credential, made.keyBytes ?? writeCbor(key), behind]
  const authData = Buffer.concat([party, Buffer.of(flags), Buffer.alloc(4), ...attested])
  const attestationObject =
    made.attestation ??
    Buffer.concat([
      writeCbor([
        ['fmt', 'none'],
        ['attStmt', []],
        ['authData', authData],
      ]),
      after,
    ])
  return readRegistration({ clientDataJSON: Buffer.from(client), attestationObject }, lima)
}

test('takes keys of ES256, EdDSA and RS256, and of each the public key that it says', () => {
  assert.deepEqual(algorithms, [-7, -8, -257])
  for (const [key, of, algorithm] of [
    [es256, 'es256', -7],
    [ed25519, 'ed25519', -8],
    [rsa('rsa'), 'rsa', -257],
  ] as const) {
    const registered = register({ key })
    assert.equal(registered?.algorithm, algorithm)
    assert.deepEqual(registered.publicKey, pairs[of].publicKey.export({ format: 'der', type: 'spki' }))
    assert.deepEqual([registered.credential, registered.counter], [Buffer.alloc(32, 9), 0])
  }
})

test('takes no key whose kind, algorithm and curve do not go together, nor one that lacks or stretches a part', () => {
  const longer = (of: Parameters<typeof part>[0], name: 'x' | 'y') => Buffer.concat([Buffer.of(0), part(of, name)])
  const keys: readonly Key[] = [
    ...[1, 3, 4].map((kind) => but(es256, 1, kind)),
    ...[-8, -257, -35].map((algorithm) => but(es256, 3, algorithm)),
    ...[6, 2].map((curve) => but(es256, -1, curve)),
    ...[2, 3].map((kind) => but(ed25519, 1, kind)),
    ...[-7, -257].map((algorithm) => but(ed25519, 3, algorithm)),
    ...[1, 7].map((curve) => but(ed25519, -1, curve)),
    ...[1, 2].map((kind) => but(rsa('rsa'), 1, kind)),
    ...[-7, -8, -37].map((algorithm) => but(rsa('rsa'), 3, algorithm)),
    ...[1, 3, -1, -2, -3].map((label) => but(es256, label)),
    ...[1, 3, -1, -2].map((label) => but(ed25519, label)),
    ...[1, 3, -1, -2].map((label) => but(rsa('rsa'), label)),
    but(es256, -2, longer('es256', 'x')),
    but(es256, -3, longer('es256', 'y')),
    but(es256, -3, part('es256', 'y').subarray(1)),
    but(es256, -3, part('es256', 'x')),
    but(es256, -3, 7),
    but(ed25519, -2, longer('ed25519', 'x')),
    rsa('short'),
  ]
  for (const key of keys) assert.equal(register({ key }), undefined, JSON.stringify(key))
  assert.equal(register({ keyBytes: Buffer.of(0) }), undefined)
})

test('takes the credential’s name in 16 to 1023 bytes', () => {
  for (const length of [16, 255, 256, 300, 1023]) assert.equal(register({ credential: Buffer.alloc(length, 7) })?.credential.length, length)
  for (const length of [0, 15, 1024]) assert.equal(register({ credential: Buffer.alloc(length, 7) }), undefined, String(length))
})

test('lets extensions be that are announced, and nothing else behind the key', () => {
  const extensions = writeCbor([['credProtect', 2]])
  assert.ok(register({ flags: 0xc5, behind: extensions }))
  const refused: readonly Made[] = [
    { behind: Buffer.of(0) },
    { behind: extensions },
    { flags: 0xc5 },
    { flags: 0xc5, behind: Buffer.concat([extensions, Buffer.of(0)]) },
    { after: Buffer.of(0) },
    { attestation: Buffer.of(0) },
    { attestation: Buffer.of() },
    { attestation: writeCbor([['fmt', 'none']]) },
    {
      attestation: writeCbor([
        ['fmt', 1],
        ['authData', Buffer.alloc(200)],
      ]),
    },
    {
      attestation: writeCbor([
        ['fmt', 'none'],
        ['authData', 'text'],
      ]),
    },
    {
      attestation: writeCbor([
        ['fmt', 'none'],
        ['authData', party],
      ]),
    },
  ]
  for (const made of refused) assert.equal(register(made), undefined, JSON.stringify(made))
})

test('reads what the browser says as one JSON object in UTF-8, in no frame; members that it does not know are let be', () => {
  assert.ok(register({ client: said(',"more":"\u00ff","crossOrigin":false') }))
  const broken = Buffer.from(said(',"more":"\u00ff"'), 'latin1')
  for (const client of [
    broken,
    '',
    'null',
    '[]',
    '7',
    '"text"',
    said(',"topOrigin":"https://evil.example"'),
    said(',"crossOrigin":true'),
    `${said()}x`,
  ])
    assert.equal(register({ client }), undefined, String(client))
})

test('a fault of our own is no refusal', () => {
  const given = {
    get clientDataJSON(): Buffer {
      throw new Error('the memory is gone')
    },
    attestationObject: Buffer.of(),
  }
  assert.throws(() => readRegistration(given, lima), /the memory is gone/u)
})

/** Signs as the authenticator of a key does. */
function use({
  counter = 1,
  flags = 0x05,
  behind = Buffer.of(),
  known = 0,
}: {
  counter?: number
  flags?: number
  behind?: Buffer
  known?: number
}) {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(counter)
  const authenticatorData = Buffer.concat([party, Buffer.of(flags), count, behind])
  const clientDataJSON = Buffer.from(said().replace('create', 'get'))
  const signature = sign(
    null,
    Buffer.concat([authenticatorData, createHash('sha256').update(clientDataJSON).digest()]),
    pairs.ed25519.privateKey,
  )
  const publicKey = pairs.ed25519.publicKey.export({ format: 'der', type: 'spki' })
  return checkAssertion({ clientDataJSON, authenticatorData, signature }, { algorithm: -8, publicKey, counter: known }, lima)
}

test('takes a counter that goes on, or that stands at nothing and always did', () => {
  assert.equal(use({ counter: 6, known: 5 }), 6)
  assert.equal(use({ counter: 0, known: 0 }), 0)
  for (const [counter, known] of [
    [5, 5],
    [4, 5],
    [0, 5],
  ] as const)
    assert.equal(use({ counter, known }), undefined, `${counter} after ${known}`)
})

test('lets the extensions of a use be that are announced, and nothing else behind the counter', () => {
  const extensions = writeCbor([['credProtect', 2]])
  assert.equal(use({ flags: 0x85, behind: extensions }), 1)
  assert.equal(use({ behind: extensions }), undefined)
  assert.equal(use({ behind: Buffer.of(0) }), undefined)
  assert.equal(use({ flags: 0x85 }), undefined)
  assert.equal(use({ flags: 0x45 }), undefined)
})
