import { spawn } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { digestInfo, type SignatureAlgorithm } from './algorithm.ts'
import { integer, sequence } from './der.ts'
import { checkCertificate, type SigningKey } from './signing-key.ts'

/** A key in a device that speaks PKCS #11, as the operator configured it. */
export interface DeviceKey {
  /** What officers choose it by. */
  readonly label: string
  /** The vendor's library. */
  readonly module: string
  readonly token: string
  /** Identifier of the key and of its certificate on the token, in hex. */
  readonly id: string
}

/** OpenSC's program, which the operator installs; the vendor's library runs in its process and never in ours. */
const program = 'pkcs11-tool'
const patience = 30_000
/** The PIN goes by the environment of the child: arguments are there for every user of the machine to read. */
const pinVariable = 'COMITY_DEVICE_PIN'
const outputLimit = 1024 * 1024

interface Ran {
  readonly exit: number | null
  readonly out: Buffer
  readonly told: string
}

async function run(args: readonly string[], input: Uint8Array, pin?: string): Promise<Ran | undefined> {
  const { PATH = '', SOFTHSM2_CONF } = process.env
  const env = {
    PATH,
    LC_ALL: 'C',
    ...(SOFTHSM2_CONF === undefined ? {} : { SOFTHSM2_CONF }),
    ...(pin === undefined ? {} : { [pinVariable]: pin }),
  }
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, timeout: patience, killSignal: 'SIGKILL', stdio: ['pipe', 'pipe', 'pipe'] })
    const out: Buffer[] = []
    let told = ''
    let length = 0
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > outputLimit) child.kill('SIGKILL')
      else out.push(chunk)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => (told = (told + text).slice(0, 10_000)))
    child.on('error', () => resolve(undefined))
    child.on('close', (exit) => resolve({ exit, out: Buffer.concat(out), told }))
    // It may end before it has read; its exit says enough.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

function where({ module, token, id }: DeviceKey): readonly string[] {
  return ['--module', module, '--token-label', token, '--id', id]
}

function notAtHand({ label }: DeviceKey): Result<never> {
  return fail({ code: 'key-not-at-hand', values: { key: label } })
}

/**
 * Reads the certificate of a device's key; no PIN is needed for that.
 * @returns `key-not-at-hand` where the program, the device or the certificate is not there
 */
export async function readDeviceCertificate(key: DeviceKey): Promise<Result<X509Certificate>> {
  const ran = await run([...where(key), '--read-object', '--type', 'cert'], Buffer.alloc(0))
  if (ran?.exit !== 0) return notAtHand(key)
  try {
    return ok(new X509Certificate(ran.out))
  } catch {
    return notAtHand(key)
  }
}

/** What the mechanism takes, and what becomes of its answer: a device signs digests, and a curve answers two bare numbers. */
function mechanismOf({ family, digest }: SignatureAlgorithm) {
  const hash = (data: Uint8Array) => createHash(digest).update(data).digest()
  return family === 'rsa'
    ? { name: 'RSA-PKCS', input: (data: Uint8Array) => digestInfo(digest, hash(data)), output: (raw: Buffer) => raw }
    : {
        name: 'ECDSA',
        input: hash,
        output: (raw: Buffer) => sequence(integer(raw.subarray(0, raw.length / 2)), integer(raw.subarray(raw.length / 2))),
      }
}

/**
 * Opens a device's key for signing. The PIN is used at each signature and kept nowhere.
 * @param chain certificates of the issuers, which devices often do not hold
 * @returns `key-not-at-hand`, or what `checkCertificate` refuses; signing answers `wrong-pin` where the device says so
 */
export async function openDeviceKey(
  key: DeviceKey,
  pin: string,
  at: Date,
  chain: readonly X509Certificate[] = [],
): Promise<Result<SigningKey>> {
  const certificate = await readDeviceCertificate(key)
  if (!certificate.ok) return certificate
  const usable = checkCertificate(certificate.value, at, 'key')
  if (!usable.ok) return usable
  const algorithm = usable.value
  const mechanism = mechanismOf(algorithm)
  return ok({
    certificates: [certificate.value, ...chain.filter((issuer) => certificate.value.checkIssued(issuer))],
    algorithm,
    async sign(data) {
      if (pin === '') return fail(invalid('pin', 'required'))
      const args = [...where(key), '--login', '--pin', `env:${pinVariable}`, '--sign', '--mechanism', mechanism.name]
      const ran = await run(args, mechanism.input(data), pin)
      if (ran?.exit === 0 && ran.out.length > 0) return ok(mechanism.output(ran.out))
      if (ran !== undefined && /CKR_PIN_(?:INCORRECT|LEN_RANGE|INVALID)/u.test(ran.told))
        return fail({ code: 'wrong-pin', values: { key: key.label } })
      if (ran !== undefined && /CKR_PIN_LOCKED/u.test(ran.told)) return fail({ code: 'key-locked', values: { key: key.label } })
      return notAtHand(key)
    },
  })
}
