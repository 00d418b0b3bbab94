import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readRequestFile } from '@comity/domain/request/schema'
import { valueOf } from '@comity/domain/result.test-support'
import { inLanguage } from '@comity/letters/in-language'
import { closePdf, renderPdf } from '@comity/letters/pdf'
import { requestLetter } from '@comity/letters/request-letter'
import { signPdf } from '@comity/signature/sign-pdf'
import { readKeyFile } from '@comity/signature/signing-key'
import { isInstalled, openssl, testAuthority, workshop } from '@comity/signature/test-keys.test-support'
import { callComity, caseFile } from './run-comity.ts'

after(closePdf)
const skip = isInstalled('openssl', ['version']) ? false : 'openssl is not installed here: no test keys can be made'
const noPdfsig = skip === false && isInstalled('pdfsig', ['-v']) ? false : 'pdfsig is not installed here'
const noQpdf = skip === false && isInstalled('qpdf') ? false : 'qpdf is not installed here'
const now = new Date()
const folder = skip === false ? workshop({ after }) : ''

async function arabicLetter(): Promise<Buffer> {
  const content = valueOf(readRequestFile(JSON.parse(await readFile(caseFile, 'utf8'))))
  const frame = { ...inLanguage('ar'), reference: 'UCJIE-417-2026', date: '2026-09-09', draft: false }
  return Buffer.from(await renderPdf(requestLetter(content, frame)))
}

/** An Arabic letter with the signature of an officer (RSA-3072) and the seal of an authority (P-256). */
async function twiceSigned(): Promise<{ readonly letter: Buffer; readonly signed: Buffer }> {
  const authority = testAuthority(folder, 'Test Justice')
  await writeFile(join(folder, 'anchor.pem'), authority.anchor)
  const letter = await arabicLetter()
  let signed = letter
  for (const [name, kind] of [
    ['Ana Quispe', 'rsa'],
    ['ختم وزارة العدل', 'p256'],
  ] as const) {
    const key = valueOf(await readKeyFile(authority.pkcs12(authority.issue({ name, kind }), 'secret'), 'secret', now))
    signed = valueOf(await signPdf(signed, { key, at: now }))
  }
  await writeFile(join(folder, 'letter.pdf'), signed)
  return { letter, signed }
}

const { letter, signed } = skip === false ? await twiceSigned() : { letter: Buffer.alloc(0), signed: Buffer.alloc(0) }

/** The letter with one byte of its text changed. */
async function changedLetter(): Promise<string> {
  const changed = Buffer.from(signed)
  const at = Math.floor(letter.length / 2)
  changed[at] = (changed[at] ?? 0) ^ 1
  await writeFile(join(folder, 'changed.pdf'), changed)
  return join(folder, 'changed.pdf')
}

test('a letter in Arabic with two signatures is good where its authority is trusted, and says so in Arabic', { skip }, async () => {
  assert.ok(signed.subarray(0, letter.length).equals(letter))
  const path = join(folder, 'letter.pdf')
  const good = await callComity(['verify', path, '--trust', join(folder, 'anchor.pem'), '--lang', 'ar'])
  assert.equal(good.exit, 0)
  assert.match(good.out, /التوقيعات صحيحة/u)
  assert.match(good.out, /ختم وزارة العدل/u)
  const unknown = await callComity(['verify', path])
  assert.equal(unknown.exit, 1)
  assert.match(unknown.out, /not every signer is known here/u)
})

test('after one changed byte the letter is not good, and both signatures say why', { skip }, async () => {
  const ran = await callComity(['verify', await changedLetter(), '--trust', join(folder, 'anchor.pem'), '--json'])
  assert.equal(ran.exit, 1)
  const report = JSON.parse(ran.out) as { verdict: string; signatures: { faults: string[] }[] }
  assert.equal(report.verdict, 'not-good')
  assert.deepEqual(
    report.signatures.map(({ faults }) => faults),
    [['changed'], ['changed']],
  )
})

test('a trust file that holds no certificate, and trust for a sealed file, are mistakes of the call', { skip }, async () => {
  const path = join(folder, 'letter.pdf')
  await writeFile(join(folder, 'empty.pem'), 'nothing')
  assert.equal((await callComity(['verify', path, '--trust', join(folder, 'empty.pem')])).exit, 2)
  assert.equal((await callComity(['verify', join(folder, 'empty.pem'), '--trust', join(folder, 'anchor.pem')])).exit, 2)
})

test('pdfsig accepts both signatures and refuses them after one changed byte', { skip: noPdfsig }, async () => {
  const run = (path: string) => execFileSync('pdfsig', [path], { encoding: 'utf8', timeout: 60_000, stdio: ['ignore', 'pipe', 'ignore'] })
  assert.equal(run(join(folder, 'letter.pdf')).match(/Signature is Valid/gu)?.length, 2)
  const refused = run(await changedLetter())
  assert.doesNotMatch(refused, /Signature is Valid/u)
  assert.equal(refused.match(/Digest Mismatch/gu)?.length, 2)
})

test('qpdf finds nothing wrong with the structure of a signed letter', { skip: noQpdf }, () => {
  execFileSync('qpdf', ['--check', join(folder, 'letter.pdf')], { timeout: 60_000, stdio: 'ignore' })
})

/** The signatures of a PDF and what each covers, read as plainly as can be: not with our own reader. */
function plainSignatures(pdf: Buffer) {
  const source = pdf.toString('latin1')
  return Array.from(source.matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)\s*\]/gu), ([, a, b, c]) => {
    const [first, second, length] = [Number(a), Number(b), Number(c)]
    const der = Buffer.from(source.slice(first + 1, second - 1), 'hex')
    const covered = Buffer.concat([pdf.subarray(0, first), pdf.subarray(second, second + length)])
    // The rest of the string is filled with zeros, which are no part of the value.
    return { cms: der.subarray(0, 4 + der.readUInt16BE(2)), covered }
  })
}

async function cmsVerify(pdf: Buffer): Promise<boolean[]> {
  const results: boolean[] = []
  for (const { cms, covered } of plainSignatures(pdf)) {
    await writeFile(join(folder, 's.der'), cms)
    await writeFile(join(folder, 's.bin'), covered)
    const args = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 's.der', '-content', 's.bin', '-CAfile', 'anchor.pem']
    try {
      openssl(folder, [...args, '-purpose', 'any', '-out', 's.out'])
      results.push(true)
    } catch {
      results.push(false)
    }
  }
  return results
}

test('openssl cms accepts both signatures as CAdES and refuses them after one changed byte', { skip }, async () => {
  assert.deepEqual(await cmsVerify(signed), [true, true])
  assert.deepEqual(await cmsVerify(await readFile(await changedLetter())), [false, false])
})
