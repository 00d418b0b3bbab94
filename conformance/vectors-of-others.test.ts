import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { isConsistent, isIncluded } from '@comity/exchange/audit/proof'
import { digestOf } from '@comity/exchange/digest'
import {
  isSignedEd25519,
  readSignature,
  readSignatureInput,
  signatureBase,
  writeSignature,
  writeSignatureInput,
} from '@comity/exchange/http-signature'
import { parseJws, verifiedKids } from '@comity/exchange/jws'
import { Decrypter } from 'age-encryption'

const folder = fileURLToPath(new URL('.', import.meta.url))

async function read<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(new URL(`vectors-of-others/${name}.json`, import.meta.url), 'utf8')) as T
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex')
}

/** Runs an expression of Python over the vectors, with our second reader at hand. */
function inPython(expression: string, input: unknown): unknown {
  const program = `import json,sys\nsys.path.insert(0, ${JSON.stringify(folder)})\nimport read_sealed_file as r\nd=json.load(sys.stdin)\nh=bytes.fromhex\n`
  const helper =
    'def opens(t):\n  try: return r.open_chunk(h(t["key"]), h(t["iv"]), h(t["ct"] + t["tag"])).hex()\n  except r.Refused: return None\n'
  const ran = spawnSync('python3', ['-c', `${program}${helper}print(json.dumps(${expression}))`], {
    input: JSON.stringify(input),
    encoding: 'utf8',
  })
  assert.equal(ran.status, 0, ran.stderr)
  return JSON.parse(ran.stdout)
}

const skip = spawnSync('python3', ['--version']).status === 0 ? false : 'Python is not on this machine'

interface Signed {
  readonly tcId: number
  readonly msg: string
  readonly sig: string
  readonly result: string
}
const ed25519 = await read<{ pk: string; tests: readonly Signed[] }>('ed25519')

test('Ed25519 holds to the vectors of Wycheproof', () => {
  const x = hex(ed25519.pk).toString('base64url')
  for (const { tcId, msg, sig, result } of ed25519.tests)
    assert.equal(isSignedEd25519({ x }, hex(msg), hex(sig)), result === 'valid', String(tcId))
})

test('the second reader’s own Ed25519 holds to them too', { skip }, () => {
  const found = inPython('[r.is_signed_ed25519(h(d["pk"]), h(t["msg"]), h(t["sig"])) for t in d["tests"]]', ed25519)
  assert.deepEqual(
    found,
    ed25519.tests.map(({ result }) => result === 'valid'),
  )
})

interface Sealed {
  readonly ct: string
  readonly tag: string
  readonly msg: string
}

test('the second reader’s own ChaCha20-Poly1305 opens what Wycheproof has sealed, and nothing altered', { skip }, async () => {
  const { tests } = await read<{ tests: readonly Sealed[] }>('chacha20-poly1305')
  // The chunks of age have no additional data.
  const bare = tests.slice(1)
  assert.deepEqual(
    inPython('[opens(t) for t in d]', bare),
    bare.map(({ msg }) => msg),
  )
  const altered = bare.map((one) => ({ ...one, tag: `${one.tag.startsWith('0') ? '1' : '0'}${one.tag.slice(1)}` }))
  assert.deepEqual(
    inPython('[opens(t) for t in d]', altered),
    altered.map(() => null),
  )
})

interface Token {
  readonly tcId: number
  readonly jws: string
  readonly result: string
}
const es256 = await read<{ public: { alg: 'ES256'; x: string; y: string; crv: 'P-256'; kty: 'EC' }; tests: readonly Token[] }>('jws-es256')

test('ES256 signatures of roots hold to the vectors of Wycheproof', async () => {
  const { kty, crv, alg, x, y } = es256.public
  for (const { tcId, jws, result } of es256.tests) {
    const [head = '', payload = '', signature = ''] = jws.split('.')
    // The general form is ours; theirs is the compact one, so the three parts are asked for as they stand.
    const unchecked = { payload: new Uint8Array(), encoded: payload, signatures: [{ kid: 'kid-ec-sign', protected: head, signature }] }
    const kids = await verifiedKids(unchecked, new Map([['kid-ec-sign', { kty, crv, alg, x, y }]]))
    assert.equal(kids.ok && kids.value.length === 1, result === 'valid', String(tcId))
  }
})

test('our JWS takes none of those, since all are in another form', async () => {
  for (const { jws } of es256.tests) assert.ok(!parseJws('comity-manifest', Buffer.from(jws)).ok)
})

interface Proofs {
  readonly consistency: readonly {
    size1: number
    size2: number
    root1: string
    root2: string
    proof: readonly string[]
    wantErr: boolean
    desc: string
  }[]
  readonly inclusion: readonly {
    leafIdx: number
    treeSize: number
    root: string
    leafHash: string
    proof: readonly string[]
    wantErr: boolean
    desc: string
  }[]
}

test('proofs of the audit log hold to the vectors of transparency-dev/merkle, which are those of RFC 6962', async () => {
  const { consistency, inclusion } = await read<Proofs>('rfc6962-proofs')
  const hash = (text: string): string => Buffer.from(text, 'base64').toString('hex')
  for (const { size1, size2, root1, root2, proof, wantErr, desc } of consistency) {
    const holds = isConsistent({ size: size1, root: hash(root1) }, { size: size2, root: hash(root2) }, proof.map(hash))
    assert.equal(holds, !wantErr, desc)
  }
  for (const { leafIdx, treeSize, root, leafHash, proof, wantErr, desc } of inclusion)
    assert.equal(isIncluded(hash(leafHash), { index: leafIdx, size: treeSize }, proof.map(hash), hash(root)), !wantErr, desc)
})

test('an age file of the age testkit opens to its payload', async () => {
  const { tests } = await read<{ tests: readonly { identity: string; payload: string; armored: readonly string[] }[] }>('age-testkit')
  for (const { identity, payload, armored } of tests) {
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    const opened = await decrypter.decrypt(Buffer.from(armored.slice(1, -1).join(''), 'base64'))
    assert.equal(digestOf(opened), payload)
  }
})

interface Rfc9421 {
  readonly jwk: { readonly x: string; readonly d: string }
  readonly request: { readonly method: string; readonly target: string; readonly headers: Readonly<Record<string, string>> }
  readonly tests: readonly { base: readonly string[]; signatureInput: string; signature: string }[]
}

test('HTTP message signatures hold to appendix B.2.6 of RFC 9421, base and signature to the byte', async () => {
  const { jwk, request, tests } = await read<Rfc9421>('rfc9421')
  const [path = ''] = request.target.split('?')
  const derived: Record<string, string> = { '@method': request.method, '@path': path, '@authority': request.headers['host'] ?? '' }
  for (const one of tests) {
    const input = readSignatureInput(one.signatureInput)
    assert.ok(input)
    assert.equal(`${input.label}=${writeSignatureInput(input).text}`, one.signatureInput)
    const base = signatureBase(input, (name) => derived[name] ?? request.headers[name])
    assert.equal(base, one.base.join('\n'))
    const bytes = readSignature(one.signature, input.label)
    assert.ok(bytes && isSignedEd25519(jwk, Buffer.from(base ?? ''), bytes))
    assert.ok(!isSignedEd25519(jwk, Buffer.from(`${base} `), bytes))
    const key = { kid: input.keyid, jwk: { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', x: jwk.x, d: jwk.d } } as const
    assert.equal(writeSignature(input.label, base ?? '', key), one.signature)
  }
})

test('the second reader checks signed calls as we do', { skip }, async () => {
  const files = ['call.json', 'authorities.json'].map((name) => fileURLToPath(new URL(`vectors/exchange/${name}`, import.meta.url)))
  const ran = spawnSync('python3', [fileURLToPath(new URL('check_calls.py', import.meta.url)), ...files], { encoding: 'utf8' })
  const { cases } = JSON.parse(await readFile(files[0] ?? '', 'utf8')) as { cases: { expect: string }[] }
  assert.deepEqual(
    ran.stdout.trim().split('\n'),
    cases.map(({ expect }) => expect),
    ran.stderr,
  )
})
