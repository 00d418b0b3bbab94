import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { SealSuite } from '@comity/exchange/keys'
import { digestOf } from '@comity/exchange/digest'
import { writeEvidence } from '@comity/exchange/evidence'
import type { Manifest } from '@comity/exchange/manifest'
import { paddingSaid } from '@comity/exchange/part-padding'
import { signReceipt } from '@comity/exchange/receipt'
import { writeSealedFile } from '@comity/exchange/sealed-file-layout'
import { exampleManifest, exampleNow, sealExample, twoAuthorities, valueOf } from '@comity/exchange/worked-example'

const folder = await mkdtemp(join(tmpdir(), 'comity-reader-'))
after(() => rm(folder, { recursive: true }))

interface Ran {
  readonly code: number
  readonly out: string
}

function run(program: string, args: readonly string[], cwd = folder): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd, encoding: 'utf8' }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out: stdout + stderr }),
    )
  })
}

function missing(...programs: readonly string[]): string | false {
  const none = programs.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0)
  return none.length === 0 ? false : `not on this machine: ${none.join(', ')}`
}

/** A message as it travels by hand, with receipts of both sides, and the identity that opens it. */
async function travelling(name: string, suite: SealSuite, padded = true, isSaid = padded) {
  const { peru, switzerland } = await twoAuthorities([suite])
  const { padding, crit, ...drafted } = await exampleManifest(peru, switzerland, folder, ['x'.repeat(200_000)], { padded })
  assert.equal(padding !== undefined && crit !== undefined, padded)
  const manifest: Manifest = { ...drafted, ...paddingSaid({ padded: isSaid }) }
  const sealed = await sealExample(manifest, peru, switzerland)
  const [key] = switzerland.keys.seal
  const [signing] = switzerland.keys.sign
  assert.ok(key && signing)
  const said = { v: 1, messageId: manifest.id, envelopeDigest: sealed.digest, at: exampleNow, by: switzerland.id } as const
  const first = await signReceipt({ ...said, event: 'RelayAcceptance', previous: null }, signing)
  const second = await signReceipt({ ...said, event: 'ContentConsignment', previous: digestOf(first) }, signing)
  const fork = await signReceipt({ ...said, event: 'ContentHandover', previous: digestOf(first) }, signing)
  const path = join(folder, `${name}.comity`)
  const parts = manifest.parts.map((part) => ({ ...part, path: join(folder, part.ct256) }))
  const directories = [peru.directory, switzerland.directory]
  await writeSealedFile(path, { envelope: sealed.envelope, directories, receipts: [first, second], parts })
  const evidence = join(folder, `${name}.evidence.json`)
  const bundle = { message: manifest.id, envelope: sealed.envelope, keys: peru.keys.archive, receipts: [first, second], directories }
  await writeFile(evidence, valueOf(await writeEvidence(bundle)))
  const part = join(folder, `${name}.part`)
  await writeFile(part, 'x'.repeat(200_000))
  const identity = join(folder, `${name}.identity`)
  await writeFile(identity, `${key.identity}\n`)
  return {
    path,
    evidence,
    part,
    identity,
    manifest,
    fingerprint: peru.directory.fingerprint,
    switzerland,
    receipts: [first, second, fork] as const,
  }
}

const classic = await travelling('classic', 'age-x25519')
const hybrid = await travelling('hybrid', 'age-mlkem768x25519')
const unpadded = await travelling('unpadded', 'age-x25519', false)

async function altered(path: string, at: number): Promise<string> {
  const bytes = await readFile(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  const other = `${path}.${at}`
  await writeFile(other, bytes)
  return other
}

interface RootsCase {
  readonly name: string
  readonly held: readonly string[]
  readonly now: string
  readonly document: string
  readonly expect: string
  readonly suspends?: true
}

/** Asks a reader for the outcome of each vector of directory documents and their roots. */
async function readsRoots(name: string, ask: (paths: readonly string[], at: string) => Promise<Ran>): Promise<void> {
  const text = await readFile(new URL('vectors/exchange/roots.json', import.meta.url), 'utf8')
  const { cases } = JSON.parse(text) as { cases: RootsCase[] }
  const check = async ({ held, document, now, expect, suspends, ...one }: RootsCase, place: number): Promise<void> => {
    const paths = [...held, document].map((_, at) => join(folder, `${name}-${place}-${at}`))
    await Promise.all([...held, document].map((content, at) => writeFile(paths[at] ?? '', content)))
    const { code, out } = await ask(paths, now)
    const said = code === 0 ? 'ok' : (/^(?:refused|does not hold): ([a-z-]+)/mu.exec(out)?.[1] ?? out)
    assert.deepEqual([said, out.startsWith('contradicts')], [expect, suspends ?? false], one.name)
  }
  await Promise.all(cases.map(check))
}

describe('a reader in another language', { skip: missing('python3') }, () => {
  const program = fileURLToPath(new URL('read_sealed_file.py', import.meta.url))
  const cryptography = spawnSync('python3', ['-c', 'from cryptography.hazmat.primitives import hpke']).status === 0
  const skip = cryptography ? false : 'Python has no `cryptography` with HPKE here'

  function open(one: typeof classic, more: Partial<Record<'as' | 'fingerprint', string>> = {}) {
    const into = join(folder, `opened-${Math.random()}`)
    const { as = 'CHE/central', fingerprint = one.fingerprint } = more
    return run('python3', [program, one.path, '--identity', one.identity, '--as', as, '--fingerprint', fingerprint, '--into', into]).then(
      (ran) => ({ ...ran, into }),
    )
  }

  for (const [suite, one] of Object.entries({ classic, hybrid, unpadded })) {
    test(`opens a sealed file (${suite}) and writes what was signed`, { skip }, async () => {
      const { code, out, into } = await open(one)
      assert.equal(code, 0, out)
      assert.match(out, /receipt +ContentConsignment by CHE\/central/u)
      const names = (await readdir(into)).toSorted()
      const digests = await Promise.all(names.map(async (name) => digestOf(await readFile(join(into, name)))))
      assert.deepEqual(
        digests,
        one.manifest.parts.map(({ sha256 }) => sha256),
      )
    })
  }

  test('refuses padding of which nothing is said, and its lack where it is said', { skip }, async () => {
    assert.match((await open(await travelling('silent', 'age-x25519', true, false))).out, /refused: too-large/u)
    assert.match((await open(await travelling('boasting', 'age-x25519', false, true))).out, /refused: bad-digest/u)
  })

  test('refuses another fingerprint, and a message to somebody else', { skip }, async () => {
    assert.match((await open(classic, { fingerprint: hybrid.fingerprint })).out, /refused: unknown-peer/u)
    assert.match((await open(classic, { as: 'KEN/central' })).out, /refused: not-addressed-to-us/u)
  })

  test('opens with the age program and checks signatures itself where cryptography is missing', { skip: missing('age') }, async () => {
    const without = join(folder, 'without')
    await mkdir(without)
    await writeFile(join(without, 'cryptography.py'), 'raise ImportError\n')
    const args = [program, classic.path, '--identity', classic.identity, '--as', 'CHE/central', '--fingerprint', classic.fingerprint]
    const { code, out } = await run('env', [`PYTHONPATH=${without}`, 'python3', ...args])
    assert.equal(code, 0, out)
    assert.match(out, /message +report-progress/u)
  })

  test('agrees with the vectors of sealed files', async () => {
    const text = await readFile(new URL('vectors/exchange/sealed-file.json', import.meta.url), 'utf8')
    const { cases } = JSON.parse(text) as { cases: { name: string; file: string; verify: string }[] }
    const check = async ({ name, file, verify }: (typeof cases)[number], place: number): Promise<void> => {
      const path = join(folder, `vector-${place}`)
      await writeFile(path, Buffer.from(file, 'base64'))
      const { code, out } = await run('python3', [program, path])
      assert.equal(code === 0 ? 'ok' : 'refused', verify === 'ok' ? 'ok' : 'refused', `${name}: ${out}`)
    }
    await Promise.all(cases.map(check))
  })

  test('agrees with the vectors of roots, and on what suspends their author', () =>
    readsRoots('python', (paths, at) => run('python3', [program, '--directory', ...paths, '--at', at])))

  for (const [suite, one] of Object.entries({ classic, hybrid })) {
    test(`checks the evidence of a message sealed ${suite} with nothing but Python, and whether a file is a part of it`, async () => {
      const { code, out } = await run('python3', [program, '--evidence', one.evidence, '--part', one.part])
      assert.equal(code, 0, out)
      assert.match(out, /receipt +ContentConsignment by CHE\/central/u)
      assert.match(out, /is part 1$/mu)
      const strange = await run('python3', [program, '--evidence', one.evidence, '--part', one.identity])
      assert.match(strange.out, /refused: bad-digest .* is no part of this message/u)
    })
  }

  test('refuses evidence with any letter changed, as ours does', async () => {
    const { length } = await readFile(classic.evidence)
    const check = async (at: number): Promise<void> => {
      const { code, out } = await run('python3', [program, '--evidence', await altered(classic.evidence, at)])
      assert.match(out, /^refused: /mu, `letter at ${at}`)
      assert.equal(code, 1)
    }
    await Promise.all([5, 50, 130, 2_000, 5_000, Math.floor(length / 2), length - 100].map(check))
  })

  test('agrees with the vectors of volumes', async () => {
    const text = await readFile(new URL('vectors/exchange/volumes.json', import.meta.url), 'utf8')
    const vector = JSON.parse(text) as { volumes: string[]; cases: { name: string; volumes: number[]; expect: string }[] }
    const check = async ({ name, volumes, expect }: (typeof vector.cases)[number], place: number): Promise<void> => {
      const paths = volumes.map((_, at) => join(folder, `volume-${place}-${at}`))
      for (const [at, one] of volumes.entries()) await writeFile(paths[at] ?? '', Buffer.from(vector.volumes[one] ?? '', 'base64'))
      const { code, out } = await run('python3', [program, ...paths])
      assert.equal(code === 0 ? 'ok' : (/^refused: ([a-z-]+)/mu.exec(out)?.[1] ?? out), expect, name)
    }
    await Promise.all(vector.cases.map(check))
  })

  test('refuses a sealed file with any bit changed, as ours does', async () => {
    const { length } = await readFile(classic.path)
    const check = async (at: number): Promise<void> => {
      const { code, out } = await run('python3', [program, await altered(classic.path, at)])
      assert.match(out, /^refused: /mu, `bit at ${at}`)
      assert.equal(code, 1)
    }
    await Promise.all([0, 130, 156, 700, 6_000, 20_000, Math.floor(length / 2), length - 1].map(check))
  })
})

describe('the verifier in one file', async () => {
  const program = join(folder, 'comity-verify.mjs')
  const source = fileURLToPath(new URL('../packages/exchange/src/verifier/main.ts', import.meta.url))
  await build({
    entryPoints: [source],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile: program,
    logLevel: 'error',
  })
  const verify = (...args: readonly string[]): Promise<Ran> => run(process.execPath, [program, ...args])

  async function receiptsFile(name: string, receipts: readonly Uint8Array[]): Promise<readonly string[]> {
    await writeFile(join(folder, name), receipts.map((bytes) => `${Buffer.from(bytes).toString()}\n`).join(''))
    await writeFile(join(folder, 'directory.json'), classic.switzerland.directory.bytes)
    return ['receipts', name, '--directory', 'directory.json']
  }

  test('checks a sealed file away from everything else', async () => {
    const { code, out } = await verify('sealed', classic.path)
    assert.equal(code, 0, out)
    assert.ok(out.includes(classic.fingerprint))
    assert.equal((await verify('sealed', await altered(classic.path, 700))).code, 1)
    assert.equal((await verify('sealed', 'none')).code, 2)
    assert.equal((await verify('what')).code, 2)
  })

  test('checks the evidence of a message, and whether a file is a part of it', async () => {
    const { code, out } = await verify('evidence', classic.evidence, '--part', classic.part)
    assert.equal(code, 0, out)
    assert.ok(out.includes(classic.fingerprint))
    assert.match(out, /is part 1$/mu)
    assert.equal((await verify('evidence', classic.evidence, '--part', classic.identity)).code, 1)
    for (const at of [5, 50, 130, 2_000, 5_000]) assert.equal((await verify('evidence', await altered(classic.evidence, at))).code, 1)
  })

  test('agrees with the vectors of roots, and on what suspends their author', () =>
    readsRoots('verifier', (paths, at) => verify('directory', ...paths, '--at', at)))

  test('checks a chain of receipts, and says where it is not whole', async () => {
    const [first, second] = classic.receipts
    const whole = await verify(...(await receiptsFile('whole', [second, first])))
    assert.match(whole.out, /2 of CHE\/central: one unbroken chain from its beginning/u)
    const part = await verify(...(await receiptsFile('part', [second])))
    assert.match(part.out, /1 stretch\(es\) of its chain/u)
    assert.equal(part.code, 0)
  })

  test('does not believe an issuer that keeps two chains, nor a receipt by nobody', async () => {
    const forked = await verify(...(await receiptsFile('forked', classic.receipts)))
    assert.match(forked.out, /does not hold: id-reuse/u)
    const [first] = hybrid.receipts
    const strange = await verify(...(await receiptsFile('strange', [first])))
    assert.match(strange.out, /does not hold: bad-signature/u)
    assert.equal(strange.code, 1)
  })
})

test(
  'a stranger opens and checks a sealed file by doing what the documentation says',
  { skip: missing('age', 'tar', 'jq', 'xxd', 'openssl', 'sha256sum', 'awk', 'bash') },
  async () => {
    const docs = await readFile(new URL('../docs/exchange.md', import.meta.url), 'utf8')
    const section = docs.slice(docs.indexOf('## Check it without Comity'))
    const commands = [...section.slice(0, section.indexOf('\n## ', 3)).matchAll(/```sh\n([\s\S]*?)```/gu)].map(([, block]) => block)
    assert.equal(commands.length, 3)
    const [act] = classic.manifest.parts
    const work = await mkdtemp(join(folder, 'stranger-'))
    await writeFile(join(work, 'message.comity'), await readFile(classic.path))
    await writeFile(join(work, 'identity.txt'), await readFile(classic.identity))
    const script = `set -euo pipefail\n${commands.slice(0, 2).join('\n')}`
      .replaceAll('CT256', act?.ct256 ?? '')
      .replaceAll('LEN', String(act?.len))
    const { code, out } = await run('bash', ['-c', script], work)
    assert.equal(code, 0, out)
    assert.ok(out.includes(act?.sha256 ?? 'no digest'), 'the digest of the act')
    for (const { ct256 } of classic.manifest.parts)
      assert.equal(out.split(`${ct256}  ${ct256}`).length, 2, 'a part bears its digest as its name')
    assert.match(out, /Signature Verified Successfully/u)
  },
)
