import { Encrypter } from 'age-encryption'
import { digestOf } from '../digest.ts'
import { writeAct } from '../act-part.ts'
import { type SignedKind, signJws } from '../jws.ts'
import { pad } from '../padding.ts'
import { paddingSaid } from '../part-padding.ts'
import { tarChunks } from '../tar.ts'
import { indexOf } from '../volume.ts'
import { exampleAuthority, exampleNow, knowing, twoAuthorities } from '../worked-example.ts'
import type { Corpus } from './targets.ts'

const utf8 = new TextEncoder()
const id = '018f0000-0000-7000-8000-000000000001'

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}

/** Valid inputs of every kind. */
export async function makeCorpus(): Promise<Corpus> {
  const { peru, switzerland } = await twoAuthorities(['age-x25519'])
  const third = await exampleAuthority('KEN', 'Attorney General', ['age-x25519'])
  const [key] = peru.keys.sign
  if (key === undefined) throw new Error('an authority has a signing key')
  const act = writeAct({
    id,
    type: 'ask-status',
    side: 'requesting',
    seq: 1,
    seen: 0,
    at: exampleNow,
    by: 'M. Salazar',
    body: { note: 'Any news?' },
  })
  const digest = digestOf(act)
  const part = { role: 'act', name: 'act.json', mediaType: 'application/json', len: act.length, sha256: digest, ct256: digest, ctLen: 400 }
  const version = { version: 1, sha256: peru.directory.digest }
  const manifest = utf8.encode(
    JSON.stringify({
      v: 1,
      profile: 'comity-exchange/1',
      id,
      type: 'ask-status',
      thread: id,
      seq: 1,
      prev: null,
      from: peru.id,
      to: switzerland.id,
      created: exampleNow,
      notAfter: '2026-11-28T10:00:00.000Z',
      originalMode: 'electronic-original',
      schema: 'comity-act/1',
      addSelf: version,
      addPeer: version,
      sealKid: switzerland.keys.seal[0]?.kid,
      parts: [part],
      ...paddingSaid({ padded: true }),
    }),
  )
  const directory = utf8.encode(JSON.stringify(third.directory.document))
  const receipt = utf8.encode(
    JSON.stringify({
      v: 1,
      event: 'RelayRejection',
      messageId: id,
      envelopeDigest: digest,
      at: exampleNow,
      by: peru.id,
      problem: 'expired',
      previous: null,
    }),
  )
  const sign = (kind: SignedKind, payload: Uint8Array): Promise<Uint8Array> => signJws(kind, payload, [key])
  const jws = {
    'comity-manifest': await sign('comity-manifest', manifest),
    'comity-directory': await sign('comity-directory', directory),
    'comity-receipt': await sign('comity-receipt', receipt),
  }
  const entries = [
    { name: 'directory/PER.central.000001', source: utf8.encode('x'.repeat(700)) },
    { name: 'envelope', source: utf8.encode('y'.repeat(512)) },
    { name: `evidence/${digest}`, source: utf8.encode('z') },
    { name: `parts/${digest}`, source: act },
  ]
  const volume = indexOf({ file: { sha256: digest, len: 25_000 }, slice: 10_240, slices: [digest, digest, digest] }, 2)
  const seal = (padded: Uint8Array): Promise<Uint8Array> => {
    const encrypter = new Encrypter()
    for (const { recipient } of switzerland.keys.seal) encrypter.addRecipient(recipient)
    return encrypter.encrypt(padded)
  }
  const whole = {
    envelope: await seal(pad(jws['comity-manifest'])),
    manifest,
    receipt: jws['comity-receipt'],
    directory: third.directory.bytes,
    opener: { self: switzerland.id, keys: switzerland.keys, findPeer: knowing([peru]), now: exampleNow },
    key,
    seal,
  }
  return { manifest, directory, receipt, act, jws, tar: await collect(tarChunks(entries)), volume, whole }
}
