import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { NotCbor, readCbor } from './cbor.ts'
import { type Odd, softAuthenticator, writeCbor } from './soft-authenticator.test-support.ts'
import { algorithms, checkAssertion, readRegistration, relyingPartyAt } from './webauthn.ts'

/** W3C, Web Authentication Level 3, section 16.2: an ES256 credential without attestation. Its authenticator verified nobody. */
const published = {
  registered: {
    challenge: '00c30fb78531c464d2b6771dab8d7b603c01162f2fa486bea70f283ae556e130',
    clientDataJSON:
      '7b2274797065223a22776562617574686e2e637265617465222c226368616c6c656e6765223a22414d4d507434557878475453746e63647134313759447742466938767049612d7077386f4f755657345441222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967696e223a66616c73652c22657874726144617461223a22636c69656e74446174614a534f4e206d617920626520657874656e6465642077697468206164646974696f6e616c206669656c647320696e20746865206675747572652c207375636820617320746869733a20426b5165446a646354427258426941774a544c453551227d',
    attestationObject:
      'a363666d74646e6f6e656761747453746d74a068617574684461746158a4bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b559000000008446ccb9ab1db374750b2367ff6f3a1f0020f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4a5010203262001215820afefa16f97ca9b2d23eb86ccb64098d20db90856062eb249c33a9b672f26df61225820930a56b87a2fca66334b03458abf879717c12cc68ed73290af2e2664796b9220',
  },
  credential: 'f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4',
  used: {
    challenge: '39c0e7521417ba54d43e8dc95174f423dee9bf3cd804ff6d65c857c9abf4d408',
    authenticatorData: 'bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b51900000000',
    clientDataJSON:
      '7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a224f63446e55685158756c5455506f334a5558543049393770767a7a59425039745a63685879617630314167222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967696e223a66616c73657d',
    signature:
      '3046022100f50a4e2e4409249c4a853ba361282f09841df4dd4547a13a87780218deffcd380221008480ac0f0b93538174f575bf11a1dd5d78c6e486013f937295ea13653e331e87',
  },
}
const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const example = relyingPartyAt('https://example.org/pages')
const base64url = (text: string): string => hex(text).toString('base64url')

test('takes the vectors that W3C publishes, and refuses them where the person must be verified', () => {
  const { registered, used } = published
  const made = { clientDataJSON: hex(registered.clientDataJSON), attestationObject: hex(registered.attestationObject) }
  const expected = { ...example, challenge: base64url(registered.challenge), verified: false }
  const key = readRegistration(made, expected)
  assert.ok(key !== undefined)
  assert.equal(key.credential.toString('hex'), published.credential)
  assert.equal(readRegistration(made, { ...expected, verified: true }), undefined)

  const signed = {
    clientDataJSON: hex(used.clientDataJSON),
    authenticatorData: hex(used.authenticatorData),
    signature: hex(used.signature),
  }
  const asked = { ...example, challenge: base64url(used.challenge), verified: false }
  assert.equal(checkAssertion(signed, key, asked), 0)
  assert.equal(checkAssertion(signed, key, { ...asked, verified: true }), undefined)
  assert.equal(checkAssertion({ ...signed, signature: hex(used.signature.replace('f50a', 'f50b')) }, key, asked), undefined)
})

const lima = { id: 'lima.example', origin: 'https://lima.example' }
const made = (odd?: Odd, algorithm?: number) => {
  const authenticator = softAuthenticator(lima, algorithm)
  const { clientDataJSON, attestationObject } = authenticator.create('YWJj', odd)
  const bytes = { clientDataJSON: Buffer.from(clientDataJSON, 'base64url'), attestationObject: Buffer.from(attestationObject, 'base64url') }
  return { authenticator, bytes, key: readRegistration(bytes, { ...lima, challenge: 'YWJj' }) }
}
const oddities: readonly Odd[] = [
  { origin: 'https://lima.example.evil' },
  { origin: 'http://lima.example' },
  { relyingParty: 'example' },
  { type: 'webauthn.other' },
  { crossOrigin: true },
]

test('registers and checks each of the three algorithms', () => {
  for (const algorithm of algorithms) {
    const { authenticator, key } = made(undefined, algorithm)
    assert.equal(key?.algorithm, algorithm)
    const { clientDataJSON, authenticatorData, signature } = authenticator.get('eHl6')
    const bytes = (text: string) => Buffer.from(text, 'base64url')
    const signed = { clientDataJSON: bytes(clientDataJSON), authenticatorData: bytes(authenticatorData), signature: bytes(signature) }
    assert.equal(checkAssertion(signed, key, { ...lima, challenge: 'eHl6' }), 2)
    assert.equal(checkAssertion(signed, key, { ...lima, challenge: 'eHl7' }), undefined)
    assert.equal(checkAssertion(signed, { ...key, counter: 2 }, { ...lima, challenge: 'eHl6' }), undefined)
  }
})

test('refuses another origin, host, ceremony or frame, a person who is absent or unverified, and a backup that cannot be', () => {
  for (const odd of [...oddities, { flags: 0x44 }, { flags: 0x41 }, { flags: 0x55 }, { flags: 0x05 }])
    assert.equal(made(odd).key, undefined, JSON.stringify(odd))
  const { authenticator, key } = made()
  assert.ok(key !== undefined)
  for (const odd of [...oddities, { flags: 0x04 }, { flags: 0x01 }, { flags: 0x15 }, { flags: 0x45 }, { counter: 1 }]) {
    const { clientDataJSON, authenticatorData, signature } = authenticator.get('eHl6', odd)
    const bytes = (text: string) => Buffer.from(text, 'base64url')
    const signed = { clientDataJSON: bytes(clientDataJSON), authenticatorData: bytes(authenticatorData), signature: bytes(signature) }
    assert.equal(checkAssertion(signed, key, { ...lima, challenge: 'eHl6' }), undefined, JSON.stringify(odd))
  }
})

test('takes no damaged registration for a good one, and falls over none', () => {
  const { bytes, key } = made()
  fc.assert(
    fc.property(fc.nat({ max: bytes.attestationObject.length - 1 }), fc.integer({ min: 1, max: 255 }), (place, by) => {
      const attestationObject = Buffer.from(bytes.attestationObject)
      attestationObject[place] = (attestationObject[place] ?? 0) ^ by
      const read = readRegistration({ ...bytes, attestationObject }, { ...lima, challenge: 'YWJj' })
      assert.ok(read === undefined || read.publicKey.equals(key?.publicKey ?? Buffer.of()))
    }),
    { numRuns: 500 },
  )
})

test('reads the CBOR that CTAP 2 writes, and nothing else', () => {
  assert.deepEqual(
    readCbor(
      writeCbor([
        [1, -7],
        ['a', Buffer.of(1, 2)],
      ]),
    ).item,
    new Map<unknown, unknown>([
      [1, -7],
      ['a', Buffer.of(1, 2)],
    ]),
  )
  const bad = [
    '',
    '5f',
    '1801',
    '190001',
    '1a00000001',
    '1b0000000000000001',
    'c000',
    'f97c00',
    'a201000100',
    'a1410000',
    '62c328',
    '8181818181818100',
    '42ff',
    '9f',
    'ff',
  ]
  for (const text of bad) assert.throws(() => readCbor(hex(text)), NotCbor, text)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      try {
        assert.ok(readCbor(bytes).end <= bytes.length)
      } catch (error) {
        assert.ok(error instanceof NotCbor)
      }
    }),
    { numRuns: 1000 },
  )
})
