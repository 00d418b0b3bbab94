import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeAt, describeSecret } from '@comity/server/account/one-time-code'
import type { Desk, Officer } from './desk.ts'

/** An officer with what it takes to sign in. */
export interface Credentials extends Officer {
  readonly password: string
  /** Base 32. */
  readonly totpSecret: string
}

/** Where an authority of the demonstration keeps its sign-ins. */
export function credentialsPath(home: string, desk: Desk): string {
  return join(home, desk.key, 'accounts.json')
}

function password(): string {
  return randomBytes(9).toString('base64url').match(/.{4}/gu)?.join('-') ?? ''
}

/** Reads the sign-ins of a desk, and makes them at the first start: nobody's demonstration has the password of another's. */
export async function readCredentials(home: string, desk: Desk): Promise<readonly Credentials[]> {
  const path = credentialsPath(home, desk)
  const kept = await readFile(path, 'utf8').catch(() => undefined)
  if (kept !== undefined) return JSON.parse(kept) as Credentials[]
  const made = desk.officers.map((officer) => ({
    ...officer,
    password: password(),
    totpSecret: describeSecret(randomBytes(20), officer.name, 'Comity').totpSecret,
  }))
  await mkdir(join(home, desk.key), { recursive: true, mode: 0o700 })
  await writeFile(path, JSON.stringify(made, null, 2), { mode: 0o600 })
  return made
}

/**
 * The one-time code of a moment.
 * @param steps how many half minutes from now; each code is good once, so the story signs in with the one before and
 * leaves the one of now to the reader
 */
export function codeOf({ totpSecret }: Credentials, steps = 0): string {
  return codeAt(totpSecret, new Date(Date.now() + steps * 30_000).toISOString())
}
