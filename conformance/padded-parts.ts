import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digestOf } from '@comity/exchange/digest'
import { sealPart } from '@comity/exchange/part'
import { paddedLength, paddingProfile } from '@comity/exchange/part-padding'
import type { Recipients } from '@comity/exchange/recipients'
import type { Vectors } from './exchange-vector-files.ts'

/** What the file of these vectors says. */
export const balance = 'Saldo: USD 3.480.500,00\n'

/** The same file, padded; and what only looks so. */
export async function paddedParts(recipients: Recipients, folder: string): Promise<Vectors['cases']> {
  const plain = Buffer.from(balance)
  const whole = Buffer.alloc(paddedLength(plain.length))
  plain.copy(whole)
  const sealed = async (content: Uint8Array, padded = false): Promise<{ sealed: string; part: object; padding: string }> => {
    const { ct256, ctLen } = await sealPart(content, { ...recipients, padded }, folder)
    const part = { len: plain.length, sha256: digestOf(plain), ct256, ctLen }
    return { sealed: await readFile(join(folder, ct256), 'base64'), part, padding: paddingProfile }
  }
  const marked = Uint8Array.from(whole)
  marked[marked.length - 1] = 1
  const good = await sealed(plain, true)
  return [
    { name: 'padded', ...good, plain: balance, expect: 'ok' },
    { name: 'padded, where none is said', sealed: good.sealed, part: good.part, expect: 'too-large' },
    { name: 'padding that is not zero', ...(await sealed(marked)), expect: 'bad-digest' },
    { name: 'padding too short', ...(await sealed(whole.subarray(0, -1))), expect: 'bad-digest' },
    { name: 'padding too long', ...(await sealed(Buffer.concat([whole, Buffer.alloc(1)]))), expect: 'too-large' },
    { name: 'no padding, where it is said', ...(await sealed(plain)), expect: 'bad-digest' },
  ]
}
