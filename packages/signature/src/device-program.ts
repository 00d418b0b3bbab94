import { spawn } from 'node:child_process'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'

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

/** How the program ended. */
export interface Ran {
  readonly exit: number | null
  readonly out: Buffer
  readonly told: string
}

/** Runs the program. @returns undefined where it is not installed */
export async function runDevice(args: readonly string[], input: Uint8Array, pin?: string): Promise<Ran | undefined> {
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

/** The arguments that find a key. */
export function deviceArguments({ module, token, id }: DeviceKey): readonly string[] {
  return ['--module', module, '--token-label', token, '--id', id]
}

/** The device, its key or the program is not there. */
export function notAtHand({ label }: DeviceKey): Result<never> {
  return fail({ code: 'key-not-at-hand', values: { key: label } })
}

/**
 * Has a device sign with a key.
 * @param mechanism by its name in PKCS #11, as `pkcs11-tool` takes it
 * @param input what that mechanism signs
 * @returns what it answers; `wrong-pin` or `key-locked` where the device says so, `key-not-at-hand`, or `invalid-input` without a PIN
 */
export async function signInDevice(key: DeviceKey, pin: string, mechanism: string, input: Uint8Array): Promise<Result<Buffer>> {
  return useInDevice(key, pin, ['--sign', '--mechanism', mechanism], input)
}

/**
 * Has a device seal or open a few bytes with an AES key (AES-CBC-PAD: what every device knows). Nothing tells whether they were
 * changed meanwhile; whoever needs that looks himself.
 * @param iv 16 bytes, in hex
 * @returns as `signInDevice`
 */
export async function cipherInDevice(
  key: DeviceKey,
  pin: string,
  way: 'encrypt' | 'decrypt',
  iv: string,
  input: Uint8Array,
): Promise<Result<Buffer>> {
  return useInDevice(key, pin, [`--${way}`, '--mechanism', 'AES-CBC-PAD', '--iv', iv], input)
}

async function useInDevice(key: DeviceKey, pin: string, what: readonly string[], input: Uint8Array): Promise<Result<Buffer>> {
  if (pin === '') return fail(invalid('pin', 'required'))
  const ran = await runDevice([...deviceArguments(key), '--login', '--pin', `env:${pinVariable}`, ...what], input, pin)
  if (ran?.exit === 0 && ran.out.length > 0) return ok(ran.out)
  if (ran !== undefined && /CKR_PIN_(?:INCORRECT|LEN_RANGE|INVALID)/u.test(ran.told))
    return fail({ code: 'wrong-pin', values: { key: key.label } })
  if (ran !== undefined && /CKR_PIN_LOCKED/u.test(ran.told)) return fail({ code: 'key-locked', values: { key: key.label } })
  return notAtHand(key)
}
