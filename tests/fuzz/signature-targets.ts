import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { X509Certificate } from 'node:crypto'
import { mutateBytes } from '@comity/exchange/fuzz/mutate'
import type { Target } from '@comity/exchange/fuzz/target'
import type { Chance } from '@comity/exchange/simulation/chance'
import { readCertificates } from '@comity/signature/certificate'
import { readSignedData } from '@comity/signature/cms-reading'
import { childrenOf, type DerNode, NotReadable, readDer } from '@comity/signature/der'
import { signPdf } from '@comity/signature/sign-pdf'
import { readKeyFile } from '@comity/signature/signing-key'
import { smallPdf, tamper } from '@comity/signature/small-pdf.test-support'
import { isInstalled, stampAuthority, testAuthority } from '@comity/signature/test-keys.test-support'
import { stamp } from '@comity/signature/time-stamp'
import { verifyPdf } from '@comity/signature/verify-pdf'
import { byteReader, isTaken } from './reader.ts'

const now = new Date(Math.floor(Date.now() / 1000) * 1000)

interface Signed {
  readonly pdfs: readonly Buffer[]
  readonly signatures: readonly Buffer[]
  readonly keys: readonly Buffer[]
  readonly anchors: readonly X509Certificate[]
}

function valueOf<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  assert.ok(result.ok)
  return result.value
}

/** The signature in a signed PDF, as it stands there between angle brackets. */
function signatureIn(pdf: Buffer): Buffer {
  const hex = /\/Contents\s*<([0-9a-fA-F]+)>/u.exec(pdf.toString('latin1'))?.[1] ?? ''
  return Buffer.from(readDer(Buffer.from(hex, 'hex')).bytes)
}

async function makeSigned(): Promise<Signed> {
  const plain = [smallPdf(), smallPdf({ form: 'stream' }), tamper(smallPdf(), { 9: '<</A (b)>>' })]
  if (!isInstalled('openssl', ['version'])) return { pdfs: plain, signatures: [], keys: [], anchors: [] }
  const folder = mkdtempSync(join(tmpdir(), 'comity-fuzz-'))
  try {
    const authority = testAuthority(folder)
    const anchors = readCertificates(authority.anchor)
    const file = authority.pkcs12(authority.issue({ name: 'Ana Quispe' }), 'secret')
    const key = valueOf(await readKeyFile(file, 'secret', now))
    const once = await Promise.all(plain.slice(0, 2).map(async (pdf) => valueOf(await signPdf(pdf, { key, at: now }))))
    const twice = valueOf(await signPdf(once[0] ?? plain[0] ?? Buffer.alloc(0), { key, at: now }))
    const ask = stampAuthority(authority)
    const token = await stamp(Buffer.from('x'), async (request) => ({ ok: true, value: ask(request) }), now)
    const tokens = token.ok ? [token.value] : []
    return { pdfs: [...plain, ...once, twice], signatures: [...once.map(signatureIn), ...tokens], keys: [file], anchors }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Damages a signed PDF as bytes, within the numbers and names that say where things stand, or in the signature itself. */
function damagedPdf(pdf: Buffer, chance: Chance): Buffer {
  if (chance.hits(0.03)) return pdf
  if (chance.hits(0.5)) return Buffer.from(mutateBytes(pdf, chance))
  const words = [...pdf.toString('latin1').matchAll(/\d+|\/[A-Za-z]+|<<|>>|\[|\]|endobj|stream/gu)]
  const word = chance.pick(words)
  const other = chance.hits(0.5) ? chance.pick(words)[0] : chance.pick(['0', '-1', '99999999999', '4294967296', '/', '<<', '[', '(', '<'])
  return Buffer.concat([pdf.subarray(0, word.index), Buffer.from(other), pdf.subarray(word.index + word[0].length)])
}

function readable(work: () => void): boolean {
  try {
    work()
    return true
  } catch (error) {
    if (error instanceof NotReadable) return false
    throw error
  }
}

function walk(node: DerNode, depth = 0): void {
  if ((node.tag & 0x20) !== 0 && depth < 20) for (const child of childrenOf(node, { ber: true })) walk(child, depth + 1)
}

/** The readers of signed letters, signatures and key files. */
export function signatureTargets(): readonly Target[] {
  let making: Promise<Signed> | undefined
  const made = async (): Promise<Signed> => (making ??= makeSigned())
  // Without OpenSSL there is nothing signed: what is damaged then has no signature in it.
  const signatures = async () => {
    const all = (await made()).signatures
    return all.length > 0 ? all : [Buffer.of(0x30, 0)]
  }
  const sealed: { keys?: readonly Buffer[] } = {}
  return [
    {
      name: 'a signed letter',
      slowness: 100,
      async shoot(chance) {
        const { pdfs, anchors } = await made()
        const pdf = chance.pick(pdfs)
        const damaged = damagedPdf(pdf, chance)
        const report = verifyPdf(damaged, { anchors, now })
        if (!isTaken(report) || !report.ok) return false
        // Nothing but what was signed is good: the first bytes are those of a letter that was.
        if (report.value.verdict === 'good')
          assert.ok(
            pdfs.some((one) => damaged.subarray(0, one.length).equals(one) || one.subarray(0, damaged.length).equals(damaged)),
            'another letter is called good',
          )
        return true
      },
    },
    byteReader('DER and BER', 2, signatures, (bytes) => readable(() => walk(readDer(bytes, { ber: true })))),
    byteReader('a signature by itself', 50, signatures, (bytes) => readable(() => readSignedData(bytes)) || bytes.length === 2),
    {
      name: 'a key file',
      slowness: 1000,
      async shoot(chance) {
        sealed.keys ??= (await made()).keys
        if (sealed.keys.length === 0) return true
        const one = chance.pick(sealed.keys)
        const result = await readKeyFile(chance.hits(0.1) ? one : mutateBytes(one, chance), 'secret', now)
        return isTaken(result)
      },
    },
  ]
}
