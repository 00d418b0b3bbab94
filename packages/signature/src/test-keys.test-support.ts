import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether a program is installed here: tests that need it say so where it is not. */
export function isInstalled(program: string, probe: readonly string[] = ['--version']): boolean {
  try {
    execFileSync(program, probe, { stdio: 'ignore', timeout: 20_000 })
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT'
  }
}

/** A folder for the files of programs; gone after the test. */
export function workshop(scope: { after(clean: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'comity-signature-'))
  scope.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs OpenSSL in a folder. */
export function openssl(folder: string, args: readonly string[], input?: Uint8Array): Buffer {
  return execFileSync('openssl', [...args], {
    cwd: folder,
    timeout: 60_000,
    stdio: ['pipe', 'pipe', 'ignore'],
    ...(input === undefined ? {} : { input }),
  })
}

const kinds = {
  rsa: ['-newkey', 'rsa:3072'],
  'rsa-short': ['-newkey', 'rsa:1024'],
  p256: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
} as const

/** A certificate to be made. */
export interface Wanted {
  readonly name: string
  readonly kind?: keyof typeof kinds
  /** Lines of `openssl.cnf`; those of a signer's certificate where none are given. */
  readonly extensions?: string
  /** Validity, as in `20200101000000Z`; ten years around now where none is given. */
  readonly from?: string
  readonly to?: string
}

/** A key and its certificate, by the names of their files. */
export interface Made {
  readonly key: string
  readonly certificate: string
}

/** A small certification authority of a test's own: no key is ever kept. */
export interface TestAuthority {
  readonly folder: string
  /** The anchor, as PEM. */
  readonly anchor: string
  issue(wanted: Wanted): Made
  /** A PKCS #12 file with a key, its certificate and the authority's. */
  pkcs12(made: Made, passphrase: string, more?: readonly string[]): Buffer
}

const signer = 'basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature,nonRepudiation\n'

/** Makes an authority with a root of its own. */
export function testAuthority(folder: string, name = 'Test Root'): TestAuthority {
  const file = (suffix: string) => `${name.replaceAll(/\W/gu, '-')}${suffix}`
  const root = { key: file('.key'), certificate: file('.crt') }
  writeFileSync(join(folder, file('.index')), '')

  /** A key, and a certificate over it by the root, or by itself. Its dates are given, never those of the moment: tests set their own clock. */
  function certify(made: Made, subject: string, kind: keyof typeof kinds, extensions: string, dates: readonly string[], more: string[]) {
    const asked = `${made.key}.csr`
    openssl(folder, ['req', '-new', ...kinds[kind], '-nodes', '-keyout', made.key, '-out', asked, '-utf8', '-subj', subject])
    const config = `[ca]\ndefault_ca=a\n[a]\nnew_certs_dir=.\ndatabase=${file('.index')}\nrand_serial=yes\ndefault_md=sha256\npolicy=p\nunique_subject=no\n[p]\ncommonName=supplied\norganizationName=optional\ncountryName=optional\n[x]\n${extensions}`
    writeFileSync(join(folder, 'ca.cnf'), config)
    const ca = ['ca', '-batch', '-config', 'ca.cnf', '-extensions', 'x', '-keyfile', root.key, '-utf8', '-notext', ...more]
    openssl(folder, [...ca, '-startdate', dates[0] ?? '', '-enddate', dates[1] ?? '', '-in', asked, '-out', made.certificate])
  }

  const issuer = 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\n'
  certify(root, `/C=PE/O=${name}/CN=${name} CA`, 'p256', issuer, ['20230101000000Z', '20350101000000Z'], ['-selfsign'])
  let serial = 0
  return {
    folder,
    anchor: readFileSync(join(folder, root.certificate), 'utf8'),
    issue({ name: holder, kind = 'p256', extensions = signer, from = '20240101000000Z', to = '20340101000000Z' }) {
      serial += 1
      const made = { key: file(`-${serial}.key`), certificate: file(`-${serial}.crt`) }
      certify(made, `/C=PE/O=${name}/CN=${holder}`, kind, extensions, [from, to], ['-cert', root.certificate])
      return made
    },
    pkcs12(made, passphrase, more = []) {
      const pass = `pass:${passphrase}`
      const chain = ['-inkey', made.key, '-in', made.certificate, '-certfile', root.certificate]
      openssl(folder, ['pkcs12', '-export', ...chain, '-passout', pass, '-out', 'key.p12', ...more])
      return readFileSync(join(folder, 'key.p12'))
    },
  }
}

/** A time-stamp authority: OpenSSL's, answering as a server would. */
export function stampAuthority(authority: TestAuthority): (request: Uint8Array) => Buffer {
  const { folder } = authority
  const extensions = 'basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n'
  const made = authority.issue({ name: 'Test Time', kind: 'p256', extensions })
  const lines = ['serial=tsa.serial', 'crypto_device=builtin', `signer_cert=${made.certificate}`, `signer_key=${made.key}`]
  const more = ['signer_digest=sha256', 'default_policy=1.2.3.4.1', 'digests=sha256', 'ess_cert_id_alg=sha256', 'accuracy=secs:1']
  writeFileSync(join(folder, 'tsa.cnf'), `[tsa]\ndefault_tsa=t\n[t]\n${[...lines, ...more].join('\n')}\n`)
  return (request) => {
    writeFileSync(join(folder, 'request.tsq'), request)
    openssl(folder, ['ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'request.tsq', '-out', 'reply.tsr'])
    return readFileSync(join(folder, 'reply.tsr'))
  }
}
