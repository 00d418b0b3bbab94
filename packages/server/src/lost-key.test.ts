import assert from 'node:assert/strict'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { valueOf } from '@comity/domain/result.test-support'
import { sql } from 'kysely'
import { codeAt } from './account/one-time-code.ts'
import { openDatabase } from './platform/database.ts'
import { startInstance } from './test-instance.ts'

test('an instance whose storage key is lost says so, and goes on with new keys by the steps of the operator’s page', async (t) => {
  const instance = await startInstance(['administrator'])
  t.after(() => instance.stop())
  const before = valueOf(await instance.anyone().getDirectory({})).fingerprint
  await instance.halt()
  const at = (name: string) => join(instance.folder, name)
  await rm(at('storage.key'))
  await assert.rejects(instance.restart({}), /storage key .* is not there/u)

  for (const name of ['authority.key', 'keys.sealed', 'gateway.sealed']) await rename(at(name), at(`${name}.lost`))
  const { db, close } = await openDatabase({ dataDirectory: instance.folder })
  await sql`ALTER TABLE directory DISABLE TRIGGER directory_append_only`.execute(db)
  await sql`DELETE FROM directory`.execute(db)
  await sql`ALTER TABLE directory ENABLE TRIGGER directory_append_only`.execute(db)
  await sql`UPDATE account SET totp_sealed = NULL, password_hash = NULL, enrolment_hash = sha256('A-LONG-CODE-OF-YOUR-OWN'),
    enrolment_expires_at = now() + interval '1 day' WHERE name = 'administrator'`.execute(db)
  await close()

  await instance.restart({})
  const [name, password] = ['administrator', 'correct horse battery']
  const enrolled = await instance.anyone().enrol({ body: { name, enrolmentCode: 'A-LONG-CODE-OF-YOUR-OWN', password } })
  // Nobody else is there who could confirm that it is the administrator.
  await instance.halt()
  const again = await openDatabase({ dataDirectory: instance.folder })
  await sql`UPDATE account SET confirmed_at = now(), confirmation_hash = NULL WHERE name = 'administrator'`.execute(again.db)
  await again.close()
  await instance.restart({})
  const code = codeAt(valueOf(enrolled).totpSecret, new Date().toISOString())
  assert.ok((await instance.anyone().signIn({ body: { name, password, code } })).ok)
  assert.notEqual(valueOf(await instance.anyone().getDirectory({})).fingerprint, before)
})
