import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import { OperatorError } from './operator-error.ts'
import { rootOver } from './root-key-held.ts'
import type { AskService, RootKey, RootKeyChoice } from './root-key.ts'

const Sealed = z.object({ data: z.object({ ciphertext: z.string().regex(/^vault:v\d{1,9}:[\w+/=-]{1,1000}$/u) }) })
const Opened = z.object({ data: z.object({ plaintext: z.base64() }) })

/** Where a key of a transit engine seals and opens, of its address as in `https://bao.example:8200/v1/transit/keys/comity`. @returns undefined for what is none */
export function transitPlaces(url: string): { readonly encrypt: string; readonly decrypt: string } | undefined {
  const parsed = URL.parse(url)
  const [, mount, key] = /^(\/v1\/.+)\/keys\/([\w.-]+)$/u.exec(parsed?.pathname ?? '') ?? []
  const isLocal = /^(?:localhost|127\.0\.0\.1|\[::1\])$/u.test(parsed?.hostname ?? '')
  const isSafe = parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isLocal)
  if (parsed === null || mount === undefined || key === undefined || !isSafe || parsed.search !== '' || parsed.username !== '')
    return undefined
  return { encrypt: `${parsed.origin}${mount}/encrypt/${key}`, decrypt: `${parsed.origin}${mount}/decrypt/${key}` }
}

async function readToken(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch {
    throw new OperatorError(`COMITY_STORAGE_KEY_TOKEN_FILE: ${path} cannot be read.`)
  }
}

/**
 * A root key that is one of the transit engine of OpenBao (HTTP API, `POST /transit/encrypt/:name` and `/transit/decrypt/:name`). The
 * token is read from its file at each use and kept nowhere.
 */
export function openTransitRoot({ url, tokenFile }: Extract<RootKeyChoice, { kind: 'openbao' }>, ask: AskService): RootKey {
  const name = `the transit key ${url}`
  const places = transitPlaces(url)
  if (places === undefined) throw new OperatorError(`COMITY_STORAGE_KEY_TRANSIT: ${url} is no key of a transit engine.`)

  async function post<T>(place: string, said: object, answer: z.ZodType<T>): Promise<T> {
    const headers = { 'x-vault-token': await readToken(tokenFile), 'x-vault-request': 'true' }
    const answered = await ask(place, { type: 'application/json', headers, body: Buffer.from(JSON.stringify(said)) })
    if (!answered.ok) {
      const reason = String(answered.problem.values?.['reason'])
      throw new OperatorError(
        `The storage key, ${name}, does not answer as it should (${reason}): look whether it is unsealed and takes the token.`,
      )
    }
    const read = answer.safeParse(parseJson(answered.value))
    if (!read.success) throw new OperatorError(`The storage key, ${name}, answers what no transit engine does.`)
    return read.data
  }

  return rootOver({
    name,
    mark: 'openbao',
    seal: async (plain) => (await post(places.encrypt, { plaintext: Buffer.from(plain).toString('base64') }, Sealed)).data.ciphertext,
    open: async (sealed) => Buffer.from((await post(places.decrypt, { ciphertext: sealed }, Opened)).data.plaintext, 'base64'),
  })
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}
