import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { before, describe, test } from 'node:test'
import nodemailer from 'nodemailer'
import { suiteScope } from '../../platform/suite-scope.test-support.ts'
import {
  askStatus,
  callAs,
  dispatchOf,
  introduce,
  officers,
  secret,
  send,
  standsAt,
  startAuthority,
  storePdf,
  type TestAuthority,
  timesApplied,
  until,
} from '../test-authority.ts'
import type { BridgeSettings } from './configuration.ts'
import { openMailbox } from './imap.ts'
import { parcelsIn } from './mail-parcels.ts'
import { openBridges } from './open-bridges.ts'
import { type MailHost, startMailHost, whyNoMailHost } from './test-mail-host.ts'

type Mail = Extract<BridgeSettings, { readonly kind: 'mail' }>
type Attached = { filename: string; content: string | Buffer }

const missing = await whyNoMailHost()

describe('a mail bridge', { skip: missing === undefined ? false : `needs real mail servers: ${missing}` }, () => {
  const scope = suiteScope()
  let host: MailHost
  let password: string
  let peru: TestAuthority
  let switzerland: TestAuthority

  function settingsOf(me: string, peer: string, other: string, more: Partial<Mail> = {}): Mail {
    const account = { host: '127.0.0.1', user: me, passwordFile: host.passwordFile, caFile: host.ca }
    return {
      name: 'post',
      kind: 'mail',
      from: `${me}@${me}.test`,
      everySeconds: 0.3,
      againHours: 24,
      smtp: { ...account, port: host.smtpPort, security: 'starttls' },
      imap: { ...account, port: host.imapPort, security: 'tls', mailbox: 'INBOX', done: 'Comity-Done', failed: 'Comity-Failed' },
      peers: [{ peer, to: `${other}@${other}.test` }],
      ...more,
    }
  }

  async function mailbox(user: string, name: string) {
    const ca = await readFile(host.ca, 'utf8')
    return openMailbox({ host: '127.0.0.1', port: host.imapPort, security: 'tls', ca }, { user, password, mailbox: name })
  }

  /** Every mail that lies in a mailbox of Switzerland's. */
  async function mailsIn(name: string): Promise<readonly string[]> {
    const box = await mailbox('switzerland', name)
    const mails = []
    for (const uid of await box.listFrom(1)) mails.push((await box.fetch(uid, 50_000_000)).toString('latin1'))
    box.close()
    return mails
  }

  async function writeTo(recipient: string, subject: string, attachments: readonly Attached[]): Promise<void> {
    const way = nodemailer.createTransport({
      host: '127.0.0.1',
      port: host.smtpPort,
      requireTLS: true,
      auth: { user: 'stranger', pass: password },
      tls: { ca: await readFile(host.ca, 'utf8') },
    })
    await way.sendMail({ from: 'stranger@peru.test', to: recipient, subject, text: 'Good day', attachments: [...attachments] })
    way.close()
  }

  const counts = () => switzerland.db.selectFrom('bridge').select(['taken', 'left_alone', 'set_aside']).executeTakeFirstOrThrow()
  const consigned = (authority: TestAuthority, id: string) => until(async () => (await standsAt(authority, id))?.standing === 'consigned')

  before(async () => {
    host = await startMailHost()
    scope.after(() => host.stop())
    password = (await readFile(host.passwordFile, 'utf8')).trim()
    peru = await startAuthority(scope, 'PER', { bridges: [settingsOf('peru', 'CHE/central', 'switzerland', { limit: 700_000 })] })
    switzerland = await startAuthority(scope, 'CHE', { bridges: [settingsOf('switzerland', 'PER/central', 'peru')] })
    await introduce(peru, switzerland)
    await introduce(switzerland, peru)
  })

  test('carries messages both ways in volumes and whole, brings receipts back, and tells nothing of the case', async () => {
    const act = dispatchOf([await storePdf(peru, 1_000_000)])
    const sent = await send(peru, 'CHE', act)
    assert.ok(sent.ok)
    await consigned(peru, act.id)
    assert.equal(await timesApplied(switzerland, act.id), 1)
    const view = await callAs(switzerland, officers[0], 'getMessage')({ params: { message: act.id } })
    assert.equal(view.ok ? view.value.history[0]?.way : view, 'bridge:post')
    const mails = await mailsIn('Comity-Done')
    assert.ok(mails.length >= 2, 'in volumes')
    for (const mail of mails) {
      assert.match(mail, /^Subject: Comity: sealed file\r$/mu)
      for (const word of [secret, 'UCJI-1', act.id, 'Salazar', 'estado-de-cuenta']) assert.ok(!mail.includes(word), word)
    }
    const answer = { ...askStatus(1), side: 'requested' as const }
    assert.ok((await send(switzerland, 'PER', answer, sent.value)).ok)
    await consigned(switzerland, answer.id)
    assert.equal(await timesApplied(peru, answer.id), 1)
  })

  test('leaves mails of others alone and counts them, and sets aside what is none of what it says', async () => {
    const earlier = await counts()
    await writeTo('switzerland@switzerland.test', 'Invitation', [])
    await writeTo('switzerland@switzerland.test', 'Minutes', [{ filename: 'minutes.pdf', content: '%PDF-1.7' }])
    const many = Array.from({ length: 1000 }, (_, place) => ({ filename: `${place}.comity`, content: 'x' }))
    await writeTo('switzerland@switzerland.test', 'Thousand', many)
    await writeTo('switzerland@switzerland.test', 'False', [{ filename: 'message.comity', content: 'nothing of the kind' }])
    await writeTo('switzerland@switzerland.test', 'Huge', [{ filename: 'huge.comity', content: Buffer.alloc(13_000_000, 'a') }])
    await until(async () => {
      const { left_alone, set_aside } = await counts()
      return left_alone - earlier.left_alone === 3 && set_aside >= earlier.set_aside + 1 && (await mailsIn('Comity-Failed')).length === 2
    })
    const subjects = (mails: readonly string[]) =>
      mails.map((mail) => /^Subject: (.*)\r$/mu.exec(mail)?.[1] ?? '').toSorted((a, b) => a.localeCompare(b))
    assert.deepEqual(subjects(await mailsIn('Comity-Failed')), ['False', 'Thousand'])
    assert.deepEqual(subjects(await mailsIn('INBOX')), ['Huge', 'Invitation', 'Minutes'])
  })

  test('tells a name and a password to nobody but the host whose certificate is known, and says which of them was wrong', async () => {
    const base = settingsOf('peru', 'CHE/central', 'switzerland')
    const other = { caFile: host.otherCa }
    const wrong = { passwordFile: host.ca }
    const reasons = []
    for (const more of [{}, other, wrong]) {
      const { all } = openBridges([{ ...base, smtp: { ...base.smtp, ...more }, imap: { ...base.imap, ...more } }], () => new Date())
      const probed = await all[0]?.bridge.probe()
      const collected = await all[0]?.bridge.collect(async () => 'later', undefined)
      reasons.push([probed, collected].map((one) => (one?.ok === false ? one.problem.values?.['reason'] : 'well')))
    }
    assert.deepEqual(reasons, [
      ['well', 'well'],
      ['another-certificate', 'another-certificate'],
      ['not-admitted', 'not-admitted'],
    ])
  })
})

test('a mail that is nested without end is broken, and what it nests is not looked for', async () => {
  const nested = Array.from(
    { length: 500 },
    (_, depth) => `Content-Type: multipart/mixed; boundary="b${depth}"\r\n\r\n--b${depth}\r\n`,
  ).join('')
  assert.equal(await parcelsIn(Buffer.from(nested)), 'broken')
  assert.equal(await parcelsIn(Buffer.from('Subject: hello\r\n\r\nno attachment')), 'none')
  assert.equal(await parcelsIn(Buffer.from(`X: ${'y'.repeat(400_000)}\r\n\r\n`)), 'broken')
})
