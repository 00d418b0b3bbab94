import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { digestOf } from './digest.ts'
import { findPart, verifyEvidence, writeEvidence } from './evidence.ts'
import { signReceipt } from './receipt.ts'
import { exampleManifest, exampleNow, sealExample, twoAuthorities, valueOf } from './worked-example.ts'

const folder = await mkdtemp(join(tmpdir(), 'comity-evidence-'))
after(() => rm(folder, { recursive: true }))

describe('the evidence of a message', async () => {
  const { peru, switzerland } = await twoAuthorities()
  const manifest = await exampleManifest(peru, switzerland, folder, ['what the case says'])
  const { envelope, digest } = await sealExample(manifest, peru, switzerland)
  const [key] = switzerland.keys.sign
  const [seal] = switzerland.keys.seal
  assert.ok(key && seal)
  const said = { v: 1, messageId: manifest.id, envelopeDigest: digest, at: exampleNow, by: switzerland.id } as const
  const first = await signReceipt({ ...said, event: 'RelayAcceptance', previous: null }, key)
  const second = await signReceipt({ ...said, event: 'ContentConsignment', previous: digestOf(first) }, key)
  const parts = {
    message: manifest.id,
    envelope,
    keys: peru.keys.archive,
    receipts: [first, second],
    directories: [peru.directory, switzerland.directory],
  }
  const bundle = valueOf(await writeEvidence(parts))

  async function judge(change: (json: Record<string, unknown>) => void): Promise<string> {
    const json = JSON.parse(Buffer.from(bundle).toString()) as Record<string, unknown>
    change(json)
    const verified = await verifyEvidence(Buffer.from(JSON.stringify(json)))
    return verified.ok ? 'ok' : verified.problem.code
  }

  test('proves who signed what to whom and who has signed for it, to somebody without any key', async () => {
    const report = valueOf(await verifyEvidence(bundle))
    assert.deepEqual([report.signer.authority, report.manifest.to, report.envelopeDigest], [peru.id, switzerland.id, digest])
    assert.deepEqual(
      report.receipts.map(({ receipt }) => receipt.event),
      ['RelayAcceptance', 'ContentConsignment'],
    )
    assert.equal(findPart(report, manifest.parts[1]?.sha256 ?? ''), 1)
    assert.equal(findPart(report, digestOf(Buffer.from('something else'))), undefined)
  })

  test('is the same from the sender and from the recipient, byte for byte, and whenever it is made', async () => {
    assert.deepEqual(valueOf(await writeEvidence({ ...parts, keys: switzerland.keys.seal })), bundle)
    assert.deepEqual(valueOf(await writeEvidence(parts)), bundle)
  })

  test('holds nothing of what its parts say, and no private key', () => {
    const text = Buffer.from(bundle).toString()
    assert.ok(!text.includes('what the case says'))
    for (const { identity } of [...peru.keys.archive, ...switzerland.keys.seal]) assert.ok(!text.includes(identity))
  })

  test('is not made by somebody whose keys do not open it', async () => {
    const other = await twoAuthorities()
    const made = await writeEvidence({ ...parts, keys: other.peru.keys.archive })
    assert.equal(made.ok ? 'ok' : made.problem.code, 'cannot-decrypt')
  })

  test('does not hold with anything in it changed', async () => {
    assert.equal(await judge(() => undefined), 'ok')
    assert.equal(await judge((json) => (json['fileKey'] = 'AAAAAAAAAAAAAAAAAAAAAA')), 'cannot-decrypt')
    assert.equal(await judge((json) => (json['manifest'] = '{}')), 'bad-digest')
    assert.equal(await judge((json) => (json['message'] = '018f0000-0000-7000-8000-000000000001')), 'malformed')
    assert.equal(await judge((json) => (json['directories'] = [])), 'unknown-peer')
    assert.equal(await judge((json) => (json['form'] = 'comity-evidence/2')), 'malformed')
    assert.equal(await judge((json) => (json['more'] = 1)), 'malformed')
  })

  test('does not hold with a receipt of another message, nor of an issuer that keeps two chains', async () => {
    const other = await signReceipt({ ...said, envelopeDigest: 'ab'.repeat(32), event: 'ContentConsignment', previous: null }, key)
    assert.equal(await judge((json) => (json['receipts'] = [Buffer.from(other).toString()])), 'bad-digest')
    const fork = await signReceipt({ ...said, event: 'ContentHandover', previous: digestOf(first) }, key)
    assert.equal(await judge((json) => (json['receipts'] = [first, second, fork].map((one) => Buffer.from(one).toString()))), 'id-reuse')
  })
})
