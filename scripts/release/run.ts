// Makes a release of the commit that is checked out, or makes it once more and compares:
// npm run release -- --key KEY.pem [--to FOLDER]
// npm run release -- --check FOLDER --key PUBLIC.pem
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPublicKey } from 'node:crypto'
import { parseArgs } from 'node:util'
import { type Envelope, keyIdOf, openStatement, signStatement } from './envelope.ts'
import { commitOf, makeRelease } from './make.ts'
import { type Provenance, provenanceOf } from './provenance.ts'

const { key, to, check } = parseArgs({
  options: { key: { type: 'string' }, to: { type: 'string', default: 'build/release' }, check: { type: 'string' } },
}).values
if (key === undefined) throw new Error('--key names the file of an Ed25519 key, or to check, of its public half')
const pem = readFileSync(key, 'utf8')
const statementName = 'provenance.dsse.json'

function publish(folder: string): void {
  const { source, files } = makeRelease('.')
  mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes)
  const statement = provenanceOf(source, files, keyIdOf(createPublicKey(pem)))
  writeFileSync(join(folder, statementName), `${JSON.stringify(signStatement(statement, pem), undefined, 2)}\n`)
  for (const { name, digest } of statement.subject) console.log(`${digest.sha256}  ${name}`)
}

/** @returns what is wrong, or nothing */
function compare(folder: string): string | undefined {
  const envelope = JSON.parse(readFileSync(join(folder, statementName), 'utf8')) as Envelope
  const said = openStatement(envelope, pem) as Provenance | undefined
  if (said === undefined) return 'this key has not signed the statement'
  const { commit } = said.predicate.buildDefinition.externalParameters
  if (commit !== commitOf('.')) return `check out ${commit} first: that is what the release was made of`
  const { source, files } = makeRelease('.')
  const found = provenanceOf(source, files, keyIdOf(createPublicKey(pem)))
  if (JSON.stringify(found) !== JSON.stringify(said)) return 'what is made of this commit here is something else than the statement says'
  for (const [name, bytes] of files) if (!readFileSync(join(folder, name)).equals(bytes)) return `${name} is not what was signed`
  return undefined
}

if (check === undefined) publish(to)
else {
  const wrong = compare(check)
  console.log(wrong ?? 'the same to the last bit, and signed by this key')
  process.exitCode = wrong === undefined ? 0 : 1
}
