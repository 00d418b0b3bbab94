import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ok, type Result } from '@comity/domain/result'
import { readCertificates } from '@comity/signature/certificate'
import { isInstalled, openssl, testAuthority, workshop } from '@comity/signature/test-keys.test-support'
import { withDatabase } from '../platform/test-database.ts'
import { unlockKey, withDevice } from './device.ts'

const installed = isInstalled('openssl', ['version']) && isInstalled('softhsm2-util') && isInstalled('pkcs11-tool', ['--help'])
const skip = installed ? false : 'openssl, softhsm2 and opensc are not all installed here'

test('the third wrong PIN in a row locks a key, a right one begins anew, and only unlocking opens it again', { skip }, async (scope) => {
  const { db } = await withDatabase({ after })
  const folder = workshop({ after })
  writeFileSync(join(folder, 'softhsm.conf'), `directories.tokendir = ${folder}\nobjectstore.backend = file\n`)
  process.env['SOFTHSM2_CONF'] = join(folder, 'softhsm.conf')
  scope.after(() => delete process.env['SOFTHSM2_CONF'])
  const authority = testAuthority(folder)
  const made = authority.issue({ name: 'Head' })
  const run = (program: string, args: readonly string[]) => execFileSync(program, [...args], { stdio: 'ignore', timeout: 60_000 })
  run('softhsm2-util', ['--init-token', '--free', '--label', 'comity', '--so-pin', '12345678', '--pin', '4321'])
  writeFileSync(join(folder, 'key.pem'), openssl(folder, ['pkcs8', '-topk8', '-nocrypt', '-in', made.key]))
  writeFileSync(join(folder, 'c.der'), openssl(folder, ['x509', '-in', made.certificate, '-outform', 'der']))
  run('softhsm2-util', ['--import', join(folder, 'key.pem'), '--token', 'comity', '--label', 'head', '--id', '01', '--pin', '4321'])
  const module = '/usr/lib/softhsm/libsofthsm2.so'
  const login = ['--module', module, '--token-label', 'comity', '--login', '--pin', '4321']
  run('pkcs11-tool', [...login, '--write-object', join(folder, 'c.der'), '--type', 'cert', '--id', '01'])

  const signing = {
    anchors: readCertificates(authority.anchor),
    anchorsPem: authority.anchor,
    devices: [{ label: 'Head', module, token: 'comity', id: '01' }],
  }
  const now = new Date().toISOString()
  async function attempt(pin: string): Promise<string> {
    const use = { db, signing, key: 'Head', pin, now, by: 'a' }
    const result: Result<unknown> = await withDevice(use, async (key) => {
      const signed = await key.sign(Buffer.from('a letter'))
      return signed.ok ? ok('signed') : signed
    })
    return result.ok ? 'signed' : result.problem.code
  }
  assert.deepEqual([await attempt('1111'), await attempt('1111'), await attempt('4321')], ['wrong-pin', 'wrong-pin', 'signed'])
  const three = [await attempt('1111'), await attempt('2222'), await attempt('3333'), await attempt('4321')]
  assert.deepEqual(three, ['wrong-pin', 'wrong-pin', 'key-locked', 'key-locked'])
  const entries = await db
    .selectFrom('audit')
    .select(['action', 'outcome'])
    .where('action', '=', 'signing-key.try')
    .orderBy('seq')
    .execute()
  assert.deepEqual(
    entries.map(({ outcome }) => outcome),
    ['wrong-pin', 'wrong-pin', 'wrong-pin', 'wrong-pin', 'key-locked'],
  )
  await db.transaction().execute((trx) => unlockKey(trx, 'Head', now))
  assert.equal(await attempt('4321'), 'signed')
})
