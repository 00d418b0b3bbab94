// What an instance does with its disk, a little of each: `node scenario.ts FOLDER STAGE`. Says what it has acknowledged, a line for each.
import { createHash, randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { valueOf } from '@comity/domain/result.test-support'
import { generateSigningKey, type SigningKey } from '@comity/exchange/keys'
import { newIdentity } from '@comity/exchange/sealed-secrets'
import { addFirstAccounts } from '@comity/server/account/first-accounts'
import { buildTree } from '@comity/server/audit/tree-builder'
import { makeBackup } from '@comity/server/backup/backup'
import { openPartStore } from '@comity/server/exchange/part-store'
import { loadAuthorityKey } from '@comity/server/platform/authority-key'
import { openDatabase } from '@comity/server/platform/database'
import { type Files, openFiles } from '@comity/server/platform/files'
import { migrate } from '@comity/server/platform/migrate'
import { operatorSentence } from '@comity/server/platform/operator-error'
import type { Tables } from '@comity/server/platform/tables'
import { openVault } from '@comity/server/platform/vault'
import type { Kysely } from 'kysely'
import { act } from './act.ts'

const [home = '', stage = 'work'] = process.argv.slice(2)
const now = '2026-09-09T10:00:00.000Z'
const data = join(home, 'data')
const origin = 'PER/central/audit'

/** Said at once: what is killed in the next moment has said it. */
function acknowledge(what: string, ...about: readonly string[]): void {
  writeSync(1, `${[what, ...about].join(' ')}\n`)
}

async function* inPieces(bytes: Buffer): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 5000) yield bytes.subarray(at, at + 5000)
}

/** Takes a file in, and opens a request with it. */
async function actWithFile(db: Kysely<Tables>, files: Files, officer: string): Promise<void> {
  const file = valueOf(await files.write(inPieces(Buffer.from(randomBytes(6000).toString('hex'))), { name: 'a.txt' }))
  acknowledge('file', file.sha256)
  acknowledge('act', await act(db, { officer, file, now }))
}

/** A sealed part that a peer sends. */
async function receive(): Promise<void> {
  const bytes = randomBytes(12_000)
  const part = { ct256: createHash('sha256').update(bytes).digest('hex'), ctLen: bytes.length }
  valueOf(await openPartStore(join(data, 'parts')).append('CHE/central', part, 0, inPieces(bytes)))
  acknowledge('part', part.ct256)
}

async function work(): Promise<void> {
  const { db, close } = await openDatabase({ dataDirectory: data })
  await migrate(db)
  acknowledge('started')
  const authorityKey = await loadAuthorityKey(data)
  const files = await openFiles(join(data, 'files'), authorityKey)
  const vault = openVault(data, authorityKey)
  const account = { name: 'ana', displayName: 'A. Quispe', role: 'officer', language: 'es', password: 'eine lange Nacht im Juni' } as const
  await addFirstAccounts({ db, vault }, [{ ...account, totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }], now)
  const { id: officer } = await db.selectFrom('account').select('id').executeTakeFirstOrThrow()
  const key = JSON.parse(await vault.keep('keys', JSON.stringify(generateSigningKey()))) as SigningKey
  acknowledge('key', key.kid)
  for (let number = 1; number <= 4; number += 1) {
    // An act that fails is told to its caller, and the next goes on.
    await actWithFile(db, files, officer).catch((error: Error) => acknowledge('refused', error.message.replaceAll('\n', ' ')))
    if (number === 2) await receive().catch(() => acknowledge('refused', 'part'))
    if (number % 2 === 0)
      await buildTree(db, { origin, key }, () => new Date(now)).then(
        () => acknowledge('tree'),
        () => acknowledge('refused', 'tree'),
      )
  }
  await close()
  acknowledge('closed')
}

async function backUp(): Promise<void> {
  const { recipient } = await newIdentity()
  valueOf(await makeBackup({ dataDirectory: data }, join(home, 'backup'), { recipient }, now))
  acknowledge('backup')
}

// As every command does it.
await (stage === 'backup' ? backUp() : work()).catch((error: unknown) => {
  const sentence = operatorSentence(error)
  if (sentence === undefined) throw error
  writeSync(2, `${sentence}\n`)
  process.exit(1)
})
