import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execFileSync } from 'node:child_process'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { readCertificates } from './certificate.ts'
import { openDeviceKey } from './device-key.ts'
import { signPdf } from './sign-pdf.ts'
import { readKeyFile } from './signing-key.ts'
import { smallPdf } from './small-pdf.test-support.ts'
import { isInstalled, openssl, testAuthority, type Wanted, workshop } from './test-keys.test-support.ts'
import { findAnchor } from './trust.ts'
import { verifyPdf } from './verify-pdf.ts'

const skip = isInstalled('openssl', ['version']) ? false : 'openssl is not installed here: no test keys can be made'
const module = '/usr/lib/softhsm/libsofthsm2.so'
const noDevice =
  isInstalled('softhsm2-util') && isInstalled('pkcs11-tool', ['--help']) && skip === false
    ? false
    : 'softhsm2 and opensc are not installed here'
const now = new Date()
const folder = skip === false ? workshop({ after }) : ''
const authority = skip === false ? testAuthority(folder) : undefined

function file(wanted: Wanted, passphrase = 'secret', more: readonly string[] = []): Buffer {
  assert.ok(authority !== undefined)
  return authority.pkcs12(authority.issue(wanted), passphrase, more)
}

async function fieldProblem(bytes: Uint8Array, passphrase = 'secret'): Promise<string> {
  const read = await readKeyFile(bytes, passphrase, now)
  if (read.ok) return 'none'
  const [field] = read.problem.fields ?? []
  return `${field?.field}: ${field?.rule}`
}

test('a certificate that has expired, is not yet valid, is not for signing or is too weak may not sign', { skip }, async () => {
  assert.equal(await fieldProblem(file({ name: 'Past', from: '20200101000000Z', to: '20250101000000Z' })), 'key: certificate-expired')
  assert.equal(await fieldProblem(file({ name: 'Coming', from: '20300101000000Z' })), 'key: certificate-not-yet-valid')
  const forSecrets = 'basicConstraints=critical,CA:false\nkeyUsage=critical,keyEncipherment\n'
  assert.equal(await fieldProblem(file({ name: 'Secrets', extensions: forSecrets })), 'key: certificate-not-for-signing')
  const authorityItself = 'basicConstraints=critical,CA:true\nkeyUsage=critical,digitalSignature,keyCertSign\n'
  assert.equal(await fieldProblem(file({ name: 'Authority', extensions: authorityItself })), 'key: certificate-not-for-signing')
  assert.equal(await fieldProblem(file({ name: 'Weak', kind: 'rsa-short' })), 'key: key-too-weak')
})

test('a wrong passphrase, half a file, and a file that is something else are told apart', { skip }, async () => {
  const bytes = file({ name: 'Ana' })
  assert.equal(await fieldProblem(bytes), 'none')
  assert.equal(await fieldProblem(bytes, 'Secret'), 'passphrase: wrong-passphrase')
  assert.equal(await fieldProblem(bytes, ''), 'passphrase: wrong-passphrase')
  assert.equal(await fieldProblem(bytes.subarray(0, bytes.length / 2)), 'key: key-file-unreadable')
  assert.equal(await fieldProblem(Buffer.from('a photograph')), 'key: key-file-unreadable')
  assert.equal(await fieldProblem(Buffer.alloc(1024 * 1024)), 'key: key-file-unreadable')
})

test(
  'key files of every usual make are read: a passphrase in Arabic, the seal of old programs, PEM with and without a passphrase',
  { skip },
  async () => {
    assert.ok(authority !== undefined)
    assert.equal(await fieldProblem(file({ name: 'A' }, 'كلمة السر'), 'كلمة السر'), 'none')
    const old = ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']
    assert.equal(await fieldProblem(file({ name: 'Old' }, 'secret', old)), 'none')
    assert.equal(await fieldProblem(file({ name: 'Long' }, 'secret', ['-macalg', 'sha512', '-iter', '10000'])), 'none')
    const made = authority.issue({ name: 'Pem' })
    const certificate = readFileSync(join(folder, made.certificate))
    const plain = readFileSync(join(folder, made.key))
    assert.equal(await fieldProblem(Buffer.concat([plain, certificate])), 'none')
    assert.equal(await fieldProblem(plain), 'key: certificate-missing')
    const sealed = openssl(folder, ['pkcs8', '-topk8', '-in', made.key, '-passout', 'pass:secret'])
    assert.equal(await fieldProblem(Buffer.concat([sealed, certificate])), 'none')
    assert.equal(await fieldProblem(Buffer.concat([sealed, certificate]), 'other'), 'passphrase: wrong-passphrase')
  },
)

test('a key with the certificate of another key may not sign', { skip }, async () => {
  assert.ok(authority !== undefined)
  const [one, other] = [authority.issue({ name: 'One' }), authority.issue({ name: 'Other' })]
  const mixed = Buffer.concat([readFileSync(join(folder, one.key)), readFileSync(join(folder, other.certificate))])
  assert.equal(await fieldProblem(mixed), 'key: certificate-of-another-key')
})

test('no changed byte of a key file makes reading it fail', { skip }, async () => {
  const bytes = file({ name: 'Fuzz' }, 'secret', ['-iter', '1', '-maciter'])
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, octet) => {
      const changed = Buffer.from(bytes)
      changed[at] = octet
      await readKeyFile(changed, 'secret', now)
    }),
    { numRuns: 150 },
  )
})

test('a chain is followed through an authority between, and not past its limit or through one that is none', { skip }, () => {
  assert.ok(authority !== undefined)
  const between = (name: string, extensions: string) => {
    const made = authority.issue({ name, extensions })
    const asked = authority.issue({ name: `${name} signer` })
    const request = openssl(folder, ['x509', '-x509toreq', '-in', asked.certificate, '-signkey', asked.key])
    writeFileSync(join(folder, 'x.cnf'), 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n')
    const issue = ['x509', '-req', '-CA', made.certificate, '-CAkey', made.key, '-CAcreateserial', '-days', '3000']
    const [leaf] = readCertificates(openssl(folder, issue, request).toString())
    const [middle] = readCertificates(readFileSync(join(folder, made.certificate), 'utf8'))
    assert.ok(leaf !== undefined && middle !== undefined)
    return findAnchor(leaf, [middle], readCertificates(authority.anchor), new Date())
  }
  assert.notEqual(between('Between', 'basicConstraints=critical,CA:true,pathlen:0\nkeyUsage=critical,keyCertSign\n'), undefined)
  assert.equal(between('None', 'basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature\n'), undefined)
  assert.equal(
    between('Names', 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\nnameConstraints=critical,permitted;DNS:a.b\n'),
    undefined,
  )
})

test('a key in a device signs, refuses a wrong PIN, and is missed where it is not', { skip: noDevice }, async () => {
  assert.ok(authority !== undefined)
  const home = workshop({ after })
  const settings = join(home, 'softhsm.conf')
  writeFileSync(settings, `directories.tokendir = ${home}\nobjectstore.backend = file\n`)
  process.env['SOFTHSM2_CONF'] = settings
  after(() => delete process.env['SOFTHSM2_CONF'])
  const run = (program: string, args: readonly string[]) => execFileSync(program, [...args], { stdio: 'ignore', timeout: 60_000 })
  run('softhsm2-util', ['--init-token', '--free', '--label', 'comity', '--so-pin', '12345678', '--pin', '4321'])
  for (const [id, kind] of [
    ['01', 'p256'],
    ['02', 'rsa'],
    ['03', 'p384'],
  ] as const) {
    const made = authority.issue({ name: `Device ${id}`, kind })
    writeFileSync(join(home, 'key.pem'), openssl(folder, ['pkcs8', '-topk8', '-nocrypt', '-in', made.key]))
    writeFileSync(join(home, 'c.der'), openssl(folder, ['x509', '-in', made.certificate, '-outform', 'der']))
    run('softhsm2-util', ['--import', join(home, 'key.pem'), '--token', 'comity', '--label', id, '--id', id, '--pin', '4321'])
    const login = ['--module', module, '--token-label', 'comity', '--login', '--pin', '4321']
    run('pkcs11-tool', [...login, '--write-object', join(home, 'c.der'), '--type', 'cert', '--id', id])
    const key = { label: `Key ${id}`, module, token: 'comity', id }
    const opened = await openDeviceKey(key, '4321', now)
    assert.ok(opened.ok)
    const signed = await signPdf(smallPdf(), { key: opened.value, at: now })
    assert.ok(signed.ok)
    const report = verifyPdf(signed.value, { anchors: readCertificates(authority.anchor), now })
    assert.equal(report.ok && report.value.verdict, 'good')
  }
  const first = { label: 'Key', module, token: 'comity', id: '01' }
  const wrong = await openDeviceKey(first, '4322', now)
  assert.ok(wrong.ok)
  const refused = await signPdf(smallPdf(), { key: wrong.value, at: now })
  assert.equal(!refused.ok && refused.problem.code, 'wrong-pin')
  for (const away of [
    { ...first, id: '09' },
    { ...first, token: 'other' },
    { ...first, module: '/nowhere.so' },
  ]) {
    const missed = await openDeviceKey(away, '4321', now)
    assert.equal(!missed.ok && missed.problem.code, 'key-not-at-hand')
  }
})
