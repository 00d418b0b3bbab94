import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Result } from '@comity/domain/result'
import { findContradiction } from './contradiction.ts'
import { digestOf } from './digest.ts'
import { readDirectory, type SignedDirectory, verifyDirectory } from './directory.ts'
import { openEnvelope } from './envelope.ts'
import { joinVolumes } from './join-volumes.ts'
import { readKeys, type AuthorityKeys } from './keys.ts'
import type { Manifest } from './manifest.ts'
import { openPart, type SealedPart } from './part.ts'
import type { PaddingSaid } from './part-padding.ts'
import type { PeerStage } from './peer.ts'
import { readReceipt } from './receipt.ts'
import { openSealedFile, verifySealedFile } from './sealed-file.ts'
import { knowing, valueOf, type ExampleAuthority } from './worked-example.ts'

interface Case {
  readonly name: string
  readonly expect: string
}

async function vectors<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(new URL(`../../../conformance/vectors/exchange/${name}.json`, import.meta.url), 'utf8')) as T
}

function outcome(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.problem.code
}

const folder = await mkdtemp(join(tmpdir(), 'comity-'))
// Not in `after`: that runs as soon as the tests registered so far have ended, and more are registered while vectors are read.
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'given')
const into = join(folder, 'opened')

const utf8 = new TextEncoder()
const { authorities } = await vectors<{
  authorities: { authority: string; fingerprint: string; directoryDigest: string; directory: string; keys: AuthorityKeys }[]
}>('authorities')
const known: ExampleAuthority[] = []
for (const { authority, directory, keys } of authorities) {
  known.push({ id: authority, keys, directory: valueOf(await verifyDirectory(utf8.encode(directory))) })
}
const [peru, switzerland] = known
assert.ok(peru && switzerland)

for (const [place, one] of authorities.entries()) {
  test(`vector authorities, ${one.authority}: keys, digest and fingerprint agree`, async () => {
    assert.deepEqual(await readKeys(one.keys), { ok: true, value: one.keys })
    assert.equal(known[place]?.directory.digest, one.directoryDigest)
    assert.equal(known[place]?.directory.fingerprint, one.fingerprint)
  })
}

const directories = await vectors<{ cases: (Case & { now: string; previous?: string; document: string })[] }>('directory')
for (const one of directories.cases) {
  test(`vector directory, ${one.name}: ${one.expect}`, async () => {
    const previous = one.previous === undefined ? undefined : valueOf(await verifyDirectory(utf8.encode(one.previous)))
    assert.equal(outcome(await readDirectory(utf8.encode(one.document), one.now, previous)), one.expect)
  })
}

const roots = await vectors<{ cases: (Case & { now: string; held: string[]; document: string; suspends?: true })[] }>('roots')
for (const one of roots.cases) {
  test(`vector roots, ${one.name}: ${one.expect}`, async () => {
    const taken: SignedDirectory[] = []
    for (const text of one.held) taken.push(valueOf(await verifyDirectory(utf8.encode(text), taken.at(-1))))
    const [bytes, held] = [utf8.encode(one.document), taken.at(-1)]
    assert.equal(outcome(await readDirectory(bytes, one.now, held)), one.expect)
    const kept = async (version: number) => taken.filter(({ document }) => document.version === version).map((before) => before.bytes)
    const against = held === undefined ? undefined : await findContradiction(bytes, one.now, held, kept)
    assert.equal(against !== undefined, one.suspends ?? false)
  })
}

type EnvelopeCase = Case & { now: string; peer: PeerStage | 'none'; envelope: string; jws?: string; digest?: string; jwsDigest?: string }
const envelopes = await vectors<{ manifest: Manifest; cases: EnvelopeCase[] }>('envelope')
for (const one of envelopes.cases) {
  test(`vector envelope, ${one.name}: ${one.expect}`, async () => {
    const findPeer = one.peer === 'none' ? knowing([]) : knowing([peru], one.peer)
    const by = { self: 'CHE/central', keys: switzerland.keys, findPeer, now: one.now }
    const result = await openEnvelope(Buffer.from(one.envelope, 'base64'), by)
    assert.equal(outcome(result), one.expect)
    if (!result.ok) return
    assert.equal(result.value.manifest.id, envelopes.manifest.id)
    assert.equal(result.value.digest, one.digest ?? result.value.digest)
    if (one.jws === undefined) return
    assert.deepEqual(result.value.manifest, envelopes.manifest)
    assert.equal(new TextDecoder().decode(result.value.jws), one.jws)
    assert.equal(result.value.jwsDigest, one.jwsDigest)
  })
}

const parts = await vectors<{ cases: (Case & PaddingSaid & { sealed: string; part: SealedPart; plain?: string })[] }>('part')
for (const one of parts.cases) {
  test(`vector part, ${one.name}: ${one.expect}`, async () => {
    await writeFile(path, Buffer.from(one.sealed, 'base64'))
    assert.equal(outcome(await openPart(path, one.part, switzerland.keys.seal, into, one)), one.expect)
    if (one.plain !== undefined) assert.equal(await readFile(into, 'utf8'), one.plain)
    await rm(into, { force: true })
  })
}

const receipts = await vectors<{ cases: (Case & { receipt: string; digest?: string })[] }>('receipt')
for (const one of receipts.cases) {
  test(`vector receipt, ${one.name}: ${one.expect}`, async () => {
    const bytes = utf8.encode(one.receipt)
    assert.equal(outcome(await readReceipt(bytes, knowing(known))), one.expect)
    assert.equal(digestOf(bytes), one.digest ?? digestOf(bytes))
  })
}

const files = await vectors<{ now: string; cases: { name: string; file: string; verify: string; open: string }[] }>('sealed-file')
for (const one of files.cases) {
  test(`vector sealed file, ${one.name}: ${one.verify} and ${one.open}`, async () => {
    await writeFile(path, Buffer.from(one.file, 'base64'))
    assert.equal(outcome(await verifySealedFile(path)), one.verify)
    const by = { self: 'CHE/central', keys: switzerland.keys, findPeer: knowing([peru]), now: files.now }
    assert.equal(outcome(await openSealedFile(path, by, into)), one.open)
    await rm(into, { recursive: true, force: true })
  })
}

const cut = await vectors<{ file: string; volumes: string[]; cases: (Case & { volumes: number[] })[] }>('volumes')
for (const one of cut.cases) {
  test(`vector volumes, ${one.name}: ${one.expect}`, async () => {
    const paths = one.volumes.map((_, at) => join(folder, `volume-${at}`))
    for (const [at, place] of one.volumes.entries()) await writeFile(paths[at] ?? '', Buffer.from(cut.volumes[place] ?? '', 'base64'))
    const joined = await joinVolumes(paths, path)
    const [broken] = joined.ok ? [] : (joined.problem.fields ?? [])
    assert.equal(!joined.ok && joined.problem.code === 'invalid-input' ? broken?.rule : outcome(joined), one.expect)
    if (joined.ok) assert.equal(digestOf(await readFile(path)), cut.file)
    await rm(path, { force: true })
  })
}
