import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Result } from '@comity/domain/result'
import { problemOf, valueOf } from '@comity/domain/result.test-support'
import fc from 'fast-check'
import { readCertificates } from './certificate.ts'
import { integer, sequence } from './der.ts'
import { signPdf } from './sign-pdf.ts'
import { readKeyFile, type SigningKey } from './signing-key.ts'
import { smallPdf, tamper } from './small-pdf.test-support.ts'
import { isInstalled, stampAuthority, testAuthority, workshop } from './test-keys.test-support.ts'
import { type LetterReport, verifyPdf } from './verify-pdf.ts'

const skip = isInstalled('openssl', ['version']) ? false : 'openssl is not installed here: no test keys can be made'
const now = new Date(Math.floor(Date.now() / 1000) * 1000)

interface Bench {
  readonly authority: ReturnType<typeof testAuthority>
  readonly rsa: SigningKey
  readonly ec: SigningKey
}

async function makeKeys(): Promise<Bench> {
  const authority = testAuthority(workshop({ after }))
  const key = async (name: string, kind: 'rsa' | 'p256') =>
    valueOf(await readKeyFile(authority.pkcs12(authority.issue({ name, kind }), 'secret'), 'secret', now))
  return { authority, rsa: await key('Ana Quispe', 'rsa'), ec: await key('وزارة العدل', 'p256') }
}

// Made once: keys take their time.
const made = skip === false ? await makeKeys() : undefined

function keys(): Bench {
  assert.ok(made !== undefined)
  return made
}

async function signed(pdf: Buffer, key: SigningKey, at = now): Promise<Buffer> {
  return valueOf(await signPdf(pdf, { key, at }))
}

async function verified(pdf: Uint8Array, anchored = true): Promise<LetterReport> {
  const { authority } = keys()
  return valueOf(verifyPdf(pdf, { anchors: anchored ? readCertificates(authority.anchor) : [], now }))
}

for (const form of ['table', 'stream'] as const) {
  test(`two persons sign a PDF whose references are a ${form}, and every earlier byte stays`, { skip }, async () => {
    const { rsa, ec } = keys()
    const letter = smallPdf({ form })
    const once = await signed(letter, rsa)
    const twice = await signed(once, ec)
    assert.ok(once.subarray(0, letter.length).equals(letter))
    assert.ok(twice.subarray(0, once.length).equals(once))
    const report = await verified(twice)
    assert.equal(report.verdict, 'good')
    const [first, second] = report.signatures
    assert.equal(first?.certificate?.holder, 'Ana Quispe, Test Root')
    assert.equal(first.claimedAt, now.toISOString())
    assert.equal(first.wholeFile, false)
    assert.deepEqual(first.after, { signatures: 1, others: [] })
    assert.equal(second?.certificate?.holder, 'وزارة العدل, Test Root')
    assert.equal(second.certificate.anchor, 'Test Root CA, Test Root')
    assert.equal(second.wholeFile, true)
  })
}

test('a signer whose authority is not known here is said to be so, and is not called good', { skip }, async () => {
  const { rsa } = keys()
  const report = await verified(await signed(smallPdf(), rsa), false)
  assert.equal(report.verdict, 'not-known')
  assert.equal(report.signatures[0]?.certificate?.anchor, undefined)
})

test('a file without a signature says so', async () => {
  assert.equal(valueOf(verifyPdf(smallPdf(), { anchors: [], now })).verdict, 'none')
})

test('no changed byte leaves a file good, and none makes reading it fail', { skip }, async () => {
  const { rsa, ec } = keys()
  const letter = await signed(await signed(smallPdf(), ec), rsa)
  const gap = letter.lastIndexOf('/Contents <')
  const gapEnd = letter.indexOf('>', gap)
  const anchors = readCertificates(keys().authority.anchor)
  fc.assert(
    fc.property(fc.nat(letter.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = Buffer.from(letter)
      changed[at] = (changed[at] ?? 0) ^ change
      const result = verifyPdf(changed, { anchors, now })
      // Within the signature itself a digit may be written in the other case, and what fills it up is no part of it.
      if (at > gap && at < gapEnd) return true
      return !result.ok || result.value.verdict !== 'good'
    }),
    { numRuns: 250 },
  )
})

test('a file cut anywhere, or with a piece repeated, is read without failing', { skip }, async () => {
  const letter = await signed(smallPdf({ form: 'stream' }), keys().ec)
  fc.assert(
    fc.property(fc.nat(letter.length), fc.nat(letter.length), fc.boolean(), (a, b, cut) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      const piece = letter.subarray(from, to)
      const result = verifyPdf(cut ? Buffer.concat([letter.subarray(0, from), letter.subarray(to)]) : Buffer.concat([letter, piece]), {
        anchors: [],
        now,
      })
      return result.ok || result.problem.code === 'malformed'
    }),
    { numRuns: 200 },
  )
})

/** Rewrites the last range, in its own place. */
function withRange(pdf: Buffer, change: (range: readonly number[]) => readonly number[]): Buffer {
  const changed = Buffer.from(pdf)
  const at = pdf.lastIndexOf('/ByteRange [')
  const text = pdf.toString('latin1', at, pdf.indexOf(']', at) + 1)
  const range = [...text.matchAll(/\d+/gu)].map(Number)
  changed.write(`/ByteRange [${change(range).join(' ')}]`.padEnd(text.length), at, 'latin1')
  return changed
}

test('a range with another gap, another beginning or another end is refused as a range', { skip }, async () => {
  const letter = await signed(smallPdf(), keys().ec)
  const tricks: readonly ((range: readonly number[]) => readonly number[])[] = [
    ([, a = 0, b = 0, c = 0]) => [1, a - 1, b, c],
    ([z = 0, a = 0, b = 0, c = 0]) => [z, a - 10, b, c],
    ([z = 0, a = 0, b = 0, c = 0]) => [z, a, b + 4, c - 4],
    ([z = 0, a = 0, b = 0, c = 0]) => [z, a, b - 4, c],
    ([z = 0, a = 0, b = 0, c = 0]) => [z, a, b, c - 20],
    ([z = 0, a = 0, b = 0, c = 0]) => [z, a, b, c + 20],
    ([z = 0, , , c = 0]) => [z, 0, 0, c],
    ([z = 0, a = 0, b = 0]) => [z, a, b, -1],
  ]
  for (const trick of tricks) {
    const report = await verified(withRange(letter, trick))
    assert.deepEqual(report.signatures[0]?.faults, ['range'], trick.toString())
  }
  assert.equal((await verified(withRange(letter, (range) => range))).verdict, 'good')
})

test('what is put behind a signature is named: another text of a page, a form, something visible', { skip }, async () => {
  const letter = await signed(smallPdf({ pages: 2 }), keys().ec)
  const content = 'BT /F1 12 Tf 72 720 Td (Another sum) Tj ET'
  const stream = `<</Length ${content.length}>>\nstream\n${content}\nendstream`
  const otherPage = await verified(tamper(letter, { 7: stream }))
  assert.equal(otherPage.verdict, 'changed-after')
  assert.equal(otherPage.signatures[0]?.verdict, 'good')
  assert.deepEqual(otherPage.signatures[0].after, { signatures: 0, others: [{ what: 'page', number: 2 }] })
  const note = await verified(
    tamper(letter, {
      4: '<</Type /Page /Parent 2 0 R /MediaBox [0 0 595.28 841.89] /Contents 5 0 R /Resources <<>> /Annots [90 0 R]>>',
      90: '<</Type /Annot /Subtype /FreeText /Rect [0 0 500 500]>>',
    }),
  )
  assert.deepEqual(note.signatures[0]?.after?.others, [
    { what: 'page', number: 1 },
    { what: 'object', number: 90 },
  ])
  const field = /(\d+) 0 obj\n<<\/Type \/Annot/u.exec(letter.toString('latin1'))?.[1] ?? ''
  const visible = await verified(tamper(letter, { [field]: '<</Type /Annot /Subtype /Widget /FT /Sig /Rect [0 0 500 500]>>' }))
  assert.equal(visible.signatures.length, 0)
  const signature = /(\d+) 0 obj\n<<\/Type \/Sig/u.exec(letter.toString('latin1'))?.[1] ?? ''
  const grown = await verified(
    tamper(letter, { [field]: `<</Type /Annot /Subtype /Widget /FT /Sig /V ${signature} 0 R /Rect [0 0 500 500]>>` }),
  )
  assert.deepEqual(grown.signatures[0]?.after?.others, [{ what: 'object', number: Number(field) }])
  assert.equal(grown.verdict, 'changed-after')
  const catalog = await verified(tamper(letter, { 1: '<</Type /Catalog /Pages 91 0 R>>', 91: '<</Type /Pages /Count 0 /Kids []>>' }))
  assert.equal(catalog.signatures.length, 0)
})

test('a signature taken from one letter and put on another is refused', { skip }, async () => {
  const { ec } = keys()
  const [one, other] = [await signed(smallPdf(), ec), await signed(smallPdf({ catalog: '/Lang (en)' }), ec)]
  const place = (pdf: Buffer) => [pdf.lastIndexOf('/Contents <'), pdf.indexOf('>', pdf.lastIndexOf('/Contents <'))] as const
  const [from, to] = place(one)
  const [start, end] = place(other)
  const moved = Buffer.concat([other.subarray(0, start), one.subarray(from, to), other.subarray(end)])
  assert.deepEqual((await verified(moved)).signatures[0]?.faults, ['changed'])
})

test('a file to which nothing can be added safely is not signed', { skip }, async () => {
  const { ec } = keys()
  const certified = '/Perms <</DocMDP <</Type /Sig /Reference [<</TransformMethod /DocMDP /TransformParams <</P 1>>>>]>>>>'
  const refused: readonly Buffer[] = [
    Buffer.from('not a letter'),
    smallPdf().subarray(0, 500),
    Buffer.concat([smallPdf(), Buffer.from('something behind the end')]),
    smallPdf({ trailer: '/Encrypt <</Filter /Standard>>' }),
    smallPdf({ catalog: '/AcroForm <</Fields [] /XFA (x)>>' }),
    smallPdf({ catalog: certified }),
    smallPdf({ catalog: '/Lang (en) /Lang (ar)' }),
    Buffer.from(smallPdf().toString('latin1').replace('/Prev', '').replace('trailer\n<<', 'trailer\n<</Prev 9 '), 'latin1'),
  ]
  for (const pdf of refused) {
    const problem = problemOf(await signPdf(pdf, { key: ec, at: now })) as { code: string }
    assert.equal(problem.code, 'pdf-not-signable')
  }
})

test('a certificate that has expired since is good only where a known time-stamp proves the time', { skip }, async () => {
  const { authority } = keys()
  const answer = stampAuthority(authority)
  const today = new Date()
  const key = keys().ec
  const ask = async (request: Uint8Array) => ({ ok: true as const, value: answer(request) })
  const stamped = valueOf(await signPdf(smallPdf(), { key, at: today, timeStamp: ask }))
  const plain = valueOf(await signPdf(smallPdf(), { key, at: today }))
  const later = new Date('2051-01-01T00:00:00Z')
  const anchors = readCertificates(authority.anchor)
  const report = valueOf(verifyPdf(stamped, { anchors, now: later }))
  assert.deepEqual(report.signatures[0]?.faults, [])
  assert.equal(report.verdict, 'good')
  assert.equal(report.signatures[0].stampedAt?.certificate.holder, 'Test Time, Test Root')
  assert.deepEqual(valueOf(verifyPdf(plain, { anchors, now: later })).signatures[0]?.faults, ['expired'])
  const unknown = valueOf(verifyPdf(stamped, { anchors: [], now: later }))
  assert.deepEqual(unknown.signatures[0]?.faults, ['expired'])
})

test('an authority that is silent, refuses, answers nonsense, another question or another nonce gives no signature', { skip }, async () => {
  const { authority, ec } = keys()
  const answer = stampAuthority(authority)
  const at = new Date()
  const sign = async (reply: (request: Uint8Array) => Result<Uint8Array>) =>
    problemOf(await signPdf(smallPdf(), { key: ec, at, timeStamp: async (request) => reply(request) }))
  const nonsense = { code: 'no-time-stamp', values: { reason: 'nonsense' } }
  assert.deepEqual(await sign(() => ({ ok: false, problem: { code: 'try-later' } })), {
    code: 'no-time-stamp',
    values: { reason: 'silent' },
  })
  assert.deepEqual(await sign(() => ({ ok: true, value: Buffer.from('<html>busy</html>') })), nonsense)
  assert.deepEqual(await sign(() => ({ ok: true, value: Buffer.alloc(0) })), nonsense)
  const refusal = sequence(sequence(integer(Buffer.of(2))))
  assert.deepEqual(await sign(() => ({ ok: true, value: refusal })), nonsense)
  let first: Buffer | undefined
  const repeats = (request: Uint8Array) => {
    first ??= answer(request)
    return { ok: true as const, value: first }
  }
  assert.equal((await signPdf(smallPdf(), { key: ec, at, timeStamp: async (request) => repeats(request) })).ok, true)
  assert.deepEqual(await sign(repeats), nonsense)
  const otherNonce = (request: Uint8Array) => {
    const other = Buffer.from(request)
    const last = other.length - 5
    other[last] = (other[last] ?? 0) ^ 1
    return { ok: true as const, value: answer(other) }
  }
  assert.deepEqual(await sign(otherNonce), nonsense)
  const past = new Date(at.getTime() - 3_600_000)
  const asked = await signPdf(smallPdf(), { key: ec, at: past, timeStamp: async (request) => ({ ok: true, value: answer(request) }) })
  assert.deepEqual(problemOf(asked), { code: 'no-time-stamp', values: { reason: 'clock' } })
})
