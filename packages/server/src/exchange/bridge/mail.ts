import { Readable } from 'node:stream'
import { ok } from '@comity/domain/result'
import nodemailer from 'nodemailer'
import type { Bridge, Collection, Parcel, Take, Verdict } from './bridge.ts'
import { type Mailbox, openMailbox } from './imap.ts'
import { parcelsIn } from './mail-parcels.ts'
import { placeOf, type SecureHost, serverNameOf, unreached } from './secure-host.ts'

/** How to get at a mail server: who we are there, and where its password is read, each time. */
interface Account extends SecureHost {
  readonly user: string
  readonly password: () => Promise<string>
}

/** Mail to and from an authority's mailbox of its own. */
export interface MailOptions {
  readonly name: string
  readonly smtp: Account
  readonly imap: Account & { readonly mailbox: string; readonly done: string; readonly failed: string }
  /** Our address. */
  readonly from: string
  /** Where each peer is written to: the operator's word, never a letter's. */
  readonly to: ReadonlyMap<string, string>
  /** Longest parcel, in bytes: a mail is about a third and a half longer. */
  readonly limit: number
}

/** Most mails of one look; the rest wait for the next. */
const atOnce = 200
/** Nothing may move for so long. In milliseconds. */
const patience = 60_000

const subject = 'Comity: sealed file'
const text =
  'This mail carries one file that is sealed to the authority it is addressed to, and is read by its system.\n' +
  'It says nothing more. Whoever received it by mistake can read nothing in it and may delete it.\n'

function plan(cursor: string | undefined, validity: string): number {
  const [held, uid] = (cursor ?? '').split(':')
  return held === validity && uid !== undefined ? Number(uid) + 1 : 1
}

/** The most that stands against a mail decides of it. */
function worst(verdicts: readonly Verdict[]): Verdict {
  return (['later', 'set-aside', 'taken'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'taken'
}

/** Mails in which a parcel fits: base64 with its line ends, and the text around it. In bytes. */
function mailLimit(limit: number): number {
  return Math.ceil(limit * 1.4) + 1_000_000
}

/** The bridge of two mailboxes: a parcel is the attachment of a mail that says nothing else. */
export function openMail(options: MailOptions): Bridge {
  const { name, smtp, imap, from, to, limit } = options

  async function transport() {
    const { address } = await placeOf(smtp.host)
    return nodemailer.createTransport({
      host: address,
      port: smtp.port,
      secure: smtp.security === 'tls',
      requireTLS: true,
      auth: { user: smtp.user, pass: await smtp.password() },
      tls: { ...serverNameOf(smtp), minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(smtp.ca === undefined ? {} : { ca: smtp.ca }) },
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
      disableFileAccess: true,
      disableUrlAccess: true,
      logger: false,
    })
  }

  async function send(recipient: string, parcel: Parcel): Promise<void> {
    const way = await transport()
    try {
      await way.sendMail({
        from,
        to: recipient,
        subject,
        text,
        attachments: [{ filename: parcel.name, contentType: 'application/octet-stream', content: Readable.from(parcel.stream()) }],
      })
    } finally {
      way.close()
    }
  }

  async function withMailbox<T>(work: (box: Mailbox) => Promise<T>): Promise<T> {
    const box = await openMailbox(imap, { user: imap.user, password: await imap.password(), mailbox: imap.mailbox })
    try {
      return await work(box)
    } finally {
      box.close()
    }
  }

  /** @returns undefined for a mail that is none of ours */
  async function takeOne(box: Mailbox, uid: number, take: Take): Promise<Verdict | undefined> {
    const most = mailLimit(limit)
    const size = await box.sizeOf(uid)
    if (!(size <= most)) return undefined
    const parcels = await parcelsIn(await box.fetch(uid, most))
    if (parcels === 'none') return undefined
    if (parcels === 'broken') return 'set-aside'
    const verdicts: Verdict[] = []
    for (const bytes of parcels) verdicts.push(await take(Readable.from([bytes])))
    return worst(verdicts)
  }

  async function look(box: Mailbox, take: Take, cursor: string | undefined): Promise<Collection> {
    let leftAlone = 0
    let seen = plan(cursor, box.validity) - 1
    let held = false
    for (const uid of (await box.listFrom(seen + 1)).slice(0, atOnce)) {
      const verdict = await takeOne(box, uid, take)
      if (verdict === 'taken' || verdict === 'set-aside') await box.move(uid, verdict === 'taken' ? imap.done : imap.failed)
      if (verdict === 'later') held = true
      if (held) continue
      if (verdict === undefined) leftAlone += 1
      seen = uid
    }
    return { leftAlone, cursor: `${box.validity}:${seen}` }
  }

  return {
    name,
    kind: 'mail',
    limit,
    async put(peer, parcel) {
      const recipient = to.get(peer)
      if (recipient === undefined) throw new Error('a parcel is put down for a peer of the bridge')
      try {
        await send(recipient, parcel)
        return ok(undefined)
      } catch (error) {
        // A part that is not on our own disk is no matter of the mail.
        if ((error as NodeJS.ErrnoException).syscall === 'open') throw error
        return unreached(error)
      }
    },
    async collect(take, cursor) {
      try {
        return ok(await withMailbox((box) => look(box, take, cursor)))
      } catch (error) {
        return unreached(error)
      }
    },
    async probe() {
      try {
        const way = await transport()
        await way.verify().finally(() => way.close())
        await withMailbox(async () => undefined)
        return ok(undefined)
      } catch (error) {
        return unreached(error)
      }
    },
    async close() {
      // Each connection ends with what it was opened for.
    },
  }
}
