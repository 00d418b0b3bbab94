import { isLocked } from '@comity/domain/signature/pin-attempts'
import { fail, ok, type Result } from '@comity/domain/result'
import { openDeviceKey } from '@comity/signature/device-key'
import type { SigningKey } from '@comity/signature/signing-key'
import type { Kysely } from 'kysely'
import { appendAudit } from '../audit/store.ts'
import type { Tables } from '../platform/tables.ts'
import type { Signing } from './signing.ts'
import { countWrongForChange, setWrong } from './store.ts'

/** One use of a key in a device. */
export interface DeviceUse {
  readonly db: Kysely<Tables>
  readonly signing: Signing
  readonly key: string
  readonly pin: string
  /** RFC 3339, UTC. */
  readonly now: string
  /** An account's id, or `system` for the seal. */
  readonly by: string
}

/** Counts a try before it is made, so that several at once are no more than three. @returns how many were wrong before; undefined when locked */
async function claimTry({ db, key, now }: DeviceUse): Promise<number | undefined> {
  return db.transaction().execute(async (trx) => {
    const wrong = await countWrongForChange(trx, key, now)
    if (isLocked({ wrong })) return undefined
    await setWrong(trx, key, wrong + 1, now)
    return wrong
  })
}

/** Writes down how a try ended; a wrong PIN, and a key that it locks, are on record. */
async function settleTry({ db, key, now, by }: DeviceUse, before: number, code: string | undefined): Promise<boolean> {
  const isWrong = code === 'wrong-pin' || code === 'key-locked'
  const wrong = code === 'key-locked' ? Number.MAX_SAFE_INTEGER : before + 1
  return db.transaction().execute(async (trx) => {
    if (!isWrong) {
      await setWrong(trx, key, code === undefined ? 0 : 'less', now)
      return false
    }
    if (code === 'key-locked') await setWrong(trx, key, 3, now)
    await appendAudit(trx, {
      at: now,
      actor: by,
      action: 'signing-key.try',
      subject: key,
      outcome: isLocked({ wrong }) ? 'key-locked' : 'wrong-pin',
    })
    return isLocked({ wrong })
  })
}

/**
 * Uses a key in a device with its PIN. The third wrong PIN in a row locks the key here, before the device locks it for good.
 * @returns what the work returns; `not-found` for a key that is not configured, `key-locked`, or `wrong-pin`
 */
export async function withDevice<T>(use: DeviceUse, work: (key: SigningKey) => Promise<Result<T>>): Promise<Result<T>> {
  const device = use.signing.devices.find(({ label }) => label === use.key)
  if (device === undefined) return fail({ code: 'not-found' })
  const before = await claimTry(use)
  if (before === undefined) return fail({ code: 'key-locked', values: { key: use.key } })
  let result: Result<T> | undefined
  try {
    const opened = await openDeviceKey(device, use.pin, new Date(use.now), use.signing.anchors)
    result = opened.ok ? await work(opened.value) : opened
  } finally {
    // A failure of ours says nothing about the PIN.
    const locked = await settleTry(use, before, result === undefined ? 'failed' : result.ok ? undefined : result.problem.code)
    if (locked) result = fail({ code: 'key-locked', values: { key: use.key } })
  }
  return result
}

/** Unlocks a key. */
export async function unlockKey(trx: Parameters<typeof setWrong>[0], key: string, now: string): Promise<Result<void>> {
  await countWrongForChange(trx, key, now)
  await setWrong(trx, key, 0, now)
  return ok(undefined)
}
