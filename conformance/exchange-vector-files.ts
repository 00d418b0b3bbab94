import { readFile, writeFile } from 'node:fs/promises'
import { verifyDirectory } from '@comity/exchange/directory'
import type { AuthorityKeys, SealSuite } from '@comity/exchange/keys'
import type { Manifest } from '@comity/exchange/manifest'
import { type ExampleAuthority, exampleAuthority, valueOf } from '@comity/exchange/worked-example'

export const vectors = new URL('vectors/exchange/', import.meta.url)
/** Whether cases are only added to those that are there. */
export const adding = process.argv.includes('--add')

/** A file of vectors, as far as all are alike. */
export interface Vectors {
  readonly manifest?: Manifest
  readonly cases: readonly { readonly name: string; readonly [member: string]: unknown }[]
}

/** A file of vectors as it is there. */
export async function held<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(new URL(`${name}.json`, vectors), 'utf8')) as T
}

/** Writes a file of vectors, or adds the cases that it has not yet. */
export async function write(name: string, about: string, content: Partial<Vectors> & Readonly<Record<string, unknown>>): Promise<void> {
  const before = adding ? await held<Vectors>(name) : { cases: [] }
  const more = content.cases?.filter((one) => !before.cases.some((known) => known.name === one.name))
  const all = more === undefined ? { about, ...content } : { about, ...content, ...before, cases: [...before.cases, ...more] }
  await writeFile(new URL(`${name}.json`, vectors), `${JSON.stringify({ ...all, about }, null, 2)}\n`)
}

/** An authority with new keys, or with those that are there. */
export async function authority(state: string, name: string, suites?: readonly SealSuite[]): Promise<ExampleAuthority> {
  if (!adding) return exampleAuthority(state, name, suites)
  const { authorities } = await held<{ authorities: { authority: string; directory: string; keys: AuthorityKeys }[] }>('authorities')
  const found = authorities.find((one) => one.authority === `${state}/central`)
  if (found === undefined) throw new Error(`no keys of ${state}`)
  return { id: found.authority, keys: found.keys, directory: valueOf(await verifyDirectory(new TextEncoder().encode(found.directory))) }
}

/** Bytes as vectors hold them. */
export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

/** Bytes as text. */
export function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

/** A value as the payload of a JWS. */
export function payloadOf(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** The key in use. */
export function current<T>(keys: readonly T[]): T {
  const [first] = keys
  if (first === undefined) throw new Error('no key')
  return first
}
