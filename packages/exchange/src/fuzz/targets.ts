import assert from 'node:assert/strict'
import { problemCodes, type ProblemCode } from '@comity/domain/problem'
import type { Result } from '@comity/domain/result'
import { readAct } from '../act-part.ts'
import { fromBase64url, toBase64url } from '../base64url.ts'
import { Directory } from '../directory-document.ts'
import { readSignatureInput, writeSignatureInput } from '../http-signature.ts'
import { parseJws, type SignedKind } from '../jws.ts'
import type { Manifest } from '../manifest.ts'
import { readManifest } from '../manifest.ts'
import { readTar } from '../memory-tar.ts'
import { pad, unpad } from '../padding.ts'
import { Receipt } from '../receipt.ts'
import { entriesLimit, isEntry } from '../sealed-file-layout.ts'
import { readDocument } from '../signed-document.ts'
import { readJson } from '../strict-json.ts'
import { listTarIn, tarChunks, type TarEntry } from '../tar.ts'
import { VolumeIndex } from '../volume.ts'
import { damage, mutateBytes } from './mutate.ts'
import type { Target } from './target.ts'
import { type WholeCorpus, wholeTargets } from './whole.ts'

/** Valid inputs, from which all others grow. */
export interface Corpus {
  readonly manifest: Uint8Array
  readonly directory: Uint8Array
  readonly receipt: Uint8Array
  readonly act: Uint8Array
  readonly jws: Readonly<Record<SignedKind, Uint8Array>>
  readonly tar: Uint8Array
  readonly volume: Uint8Array
  readonly whole: WholeCorpus
}

const utf8 = new TextEncoder()

function encode(value: unknown): Uint8Array {
  return utf8.encode(JSON.stringify(value))
}

function isClosed<T>(result: Result<T>, codes: readonly ProblemCode[]): result is { readonly ok: true; readonly value: T } {
  if (!result.ok) assert.ok(codes.includes(result.problem.code) && problemCodes.includes(result.problem.code), result.problem.code)
  return result.ok
}

const codes: readonly ProblemCode[] = ['malformed', 'unsupported-profile', 'too-large']

/** What was accepted must mean the same when it is written again and read again. */
function document(name: string, valid: Uint8Array, read: (bytes: Uint8Array) => Result<unknown>): Target {
  return {
    name,
    slowness: 1,
    shoot(chance) {
      const result = read(damage(valid, chance))
      if (!isClosed(result, codes)) return false
      const again = read(encode(result.value))
      assert.ok(again.ok)
      assert.equal(JSON.stringify(again.value), JSON.stringify(result.value))
      return true
    },
  }
}

function jws(corpus: Corpus): Target {
  const kinds = Object.keys(corpus.jws) as SignedKind[]
  return {
    name: 'JWS',
    slowness: 1,
    shoot(chance) {
      const kind = chance.pick(kinds)
      const bytes = damage(corpus.jws[chance.hits(0.9) ? kind : chance.pick(kinds)], chance)
      const result = parseJws(kind, bytes)
      if (!isClosed(result, codes)) return false
      const { encoded, signatures, payload } = result.value
      const general = { payload: encoded, signatures: signatures.map((one) => ({ protected: one.protected, signature: one.signature })) }
      assert.ok(Buffer.from(bytes).equals(encode(general)), 'two forms of one JWS')
      assert.equal(toBase64url(payload), encoded)
      return true
    },
  }
}

function padding(corpus: Corpus): Target {
  const valid = pad(corpus.jws['comity-manifest'])
  return {
    name: 'envelope once unsealed',
    slowness: 1,
    shoot(chance) {
      const bytes = chance.hits(0.1) ? valid : mutateBytes(chance.hits(0.5) ? valid : valid.subarray(0, chance.below(5000)), chance)
      const result = unpad(bytes)
      if (!isClosed(result, codes)) return false
      assert.ok(Buffer.from(pad(result.value)).equals(bytes), 'two forms of one padding')
      isClosed(parseJws('comity-manifest', result.value), codes)
      return true
    },
  }
}

function base64url(): Target {
  return {
    name: 'base64url',
    slowness: 1,
    shoot(chance) {
      const valid = toBase64url(Uint8Array.from({ length: chance.below(12) }, () => chance.below(256)))
      const text = chance.hits(0.2) ? valid : Buffer.from(mutateBytes(utf8.encode(valid), chance)).toString('latin1')
      const bytes = fromBase64url(text)
      if (bytes !== undefined) assert.equal(toBase64url(bytes), text)
      return bytes !== undefined
    },
  }
}

async function written(entries: readonly TarEntry[], bytes: Uint8Array): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  const sources = entries.map(({ name, start, length }) => ({ name, source: bytes.subarray(start, start + length) }))
  for await (const chunk of tarChunks(sources)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function tar(corpus: Corpus): Target {
  // Where headers say something, so that the shots do not all go into the zeros.
  const heads = [...Buffer.from(corpus.tar).toString('latin1').matchAll(/ustar/gu)].map(({ index }) => index - 257)
  return {
    name: 'sealed file',
    slowness: 1,
    async shoot(chance) {
      let bytes = Buffer.from(corpus.tar)
      if (chance.hits(0.7)) {
        const at = chance.pick(heads) + chance.pick([chance.below(100), 100 + chance.below(57), 257 + chance.below(90), chance.below(512)])
        bytes[at] = chance.hits(0.5) ? chance.below(256) : 0x30 + chance.below(10)
      } else if (chance.hits(0.9)) bytes = Buffer.from(mutateBytes(bytes, chance))
      const read = async (start: number, length: number): Promise<Uint8Array> => bytes.subarray(start, start + length)
      const result = await listTarIn({ size: bytes.length, read }, isEntry, entriesLimit)
      // The reader of archives in memory must agree with the one of archives on disk, but for the names that it lets be.
      const memory = readTar(bytes, entriesLimit)
      isClosed(memory, codes)
      if (!isClosed(result, codes)) return false
      assert.ok(result.value.length <= entriesLimit)
      assert.deepEqual(
        memory.ok ? [...memory.value.keys()] : [],
        result.value.map(({ name }) => name),
      )
      assert.ok(bytes.equals(await written(result.value, bytes)), 'two forms of one archive')
      return true
    },
  }
}

function signatureInput(): Target {
  const said = {
    covered: ['@method', '@path', 'content-digest'],
    created: 1_795_255_200,
    keyid: 'k'.repeat(43),
    nonce: 'n'.repeat(24),
    tag: 'comity-calls/1',
  }
  const valid = utf8.encode(`comity=${writeSignatureInput(said).text}`)
  return {
    name: 'signature of a call',
    slowness: 1,
    shoot(chance) {
      const text = Buffer.from(chance.hits(0.02) ? valid : mutateBytes(valid, chance)).toString('latin1')
      const read = readSignatureInput(text)
      if (read === undefined) return false
      assert.equal(`${read.label}=${read.text}`, text)
      const again = readSignatureInput(`${read.label}=${writeSignatureInput(read).text}`)
      assert.deepEqual({ ...again, text: '' }, { ...read, text: '' })
      return true
    },
  }
}

/** Every parser that reads what another authority has written: below its seals and signatures, and with them. */
export function targetsOf(corpus: Corpus): readonly Target[] {
  const manifest = JSON.parse(new TextDecoder().decode(corpus.manifest)) as Manifest
  return [
    base64url(),
    document('strict JSON', corpus.manifest, readJson),
    jws(corpus),
    padding(corpus),
    document('manifest', corpus.manifest, readManifest),
    document('directory document', corpus.directory, (bytes) => readDocument(Directory, bytes)),
    document('receipt', corpus.receipt, (bytes) => readDocument(Receipt, bytes)),
    document('act', corpus.act, (bytes) => readAct(bytes, manifest)),
    tar(corpus),
    document('volume index', corpus.volume, (bytes) => readDocument(VolumeIndex, bytes)),
    signatureInput(),
    ...wholeTargets(corpus.whole),
  ]
}
