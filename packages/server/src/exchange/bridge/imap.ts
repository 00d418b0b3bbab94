import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { BridgeFault, openPlain, secure, type SecureHost } from './secure-host.ts'

/** How long nothing may move. In milliseconds. */
const patience = 60_000
/** Longest line beside literals: the numbers of very many mails. In bytes. */
const lineLimit = 4 * 1024 * 1024

/** What a server said at once: its text, with the literals that stood in it taken out. */
interface Said {
  readonly text: string
  readonly literals: readonly Buffer[]
}

/** One mailbox of a server, as far as fetching sealed files needs IMAP4rev1 (RFC 3501) with UIDPLUS and MOVE where there are. */
export interface Mailbox {
  /** Changes when numbers of mails no longer mean what they did. */
  readonly validity: string
  /** Numbers of mails from this one on, ascending. */
  listFrom(uid: number): Promise<readonly number[]>
  /** In bytes. */
  sizeOf(uid: number): Promise<number>
  /** The mail as it came; it is not marked as seen. @param limit most bytes */
  fetch(uid: number, limit: number): Promise<Buffer>
  /** Moves a mail to another mailbox, which is made if it is not there. */
  move(uid: number, folder: string): Promise<void>
  close(): void
}

/** Reads what a server says, answer after answer, with literals (`{n}`) up to a limit. */
function openReader(
  socket: () => Socket | TLSSocket,
  limit: () => number,
): { readonly next: () => Promise<Said>; readonly holds: () => boolean } {
  let held: Buffer[] = []
  let size = 0

  async function more(): Promise<void> {
    const source = socket()
    for (;;) {
      const chunk = source.read() as Buffer | null
      if (chunk !== null) {
        held.push(chunk)
        size += chunk.length
        return
      }
      if (source.destroyed || source.readableEnded) throw source.errored ?? new BridgeFault('no-connection')
      await new Promise<void>((resolve) => {
        const done = (): void => {
          for (const event of ['readable', 'end', 'close', 'error']) source.off(event, done)
          resolve()
        }
        for (const event of ['readable', 'end', 'close', 'error']) source.on(event, done)
      })
    }
  }

  function joined(): Buffer {
    if (held.length !== 1) held = [Buffer.concat(held)]
    return held[0] ?? Buffer.alloc(0)
  }

  function take(length: number): Buffer {
    const all = joined()
    held = [all.subarray(length)]
    size -= length
    return all.subarray(0, length)
  }

  async function line(): Promise<string> {
    for (let from = 0; ;) {
      const at = joined().indexOf('\r\n', from)
      if (at >= 0) return take(at + 2).toString('latin1', 0, at)
      from = Math.max(0, size - 1)
      if (size > lineLimit) throw new BridgeFault('strange-answer')
      await more()
    }
  }

  const next = async (): Promise<Said> => {
    const literals: Buffer[] = []
    let text = ''
    for (;;) {
      text += await line()
      const [, digits] = /\{(\d{1,12})\}$/u.exec(text) ?? []
      if (digits === undefined) return { text, literals }
      const length = Number(digits)
      if (length > limit() || literals.length > 10) throw new BridgeFault('strange-answer')
      while (size < length) await more()
      literals.push(Buffer.from(take(length)))
    }
  }
  return { next, holds: () => size > 0 }
}

/**
 * Opens a mailbox.
 * @throws BridgeFault, or what the connection throws
 */
export async function openMailbox(
  host: SecureHost,
  { user, password, mailbox }: { readonly user: string; readonly password: string; readonly mailbox: string },
): Promise<Mailbox> {
  const plain = await openPlain(host, patience)
  plain.on('error', () => undefined)
  let socket: Socket | TLSSocket = plain
  let literalLimit = 65_536
  let count = 0
  const reader = openReader(
    () => socket,
    () => literalLimit,
  )

  async function begin(): Promise<void> {
    socket = await secure(host, plain, patience)
    socket.on('error', () => undefined)
  }

  /** Gives a command and gathers what is said until it is done. @param proof sent where the server asks to go on */
  async function ask(
    command: string,
    proof?: string,
  ): Promise<{ readonly done: boolean; readonly status: string; readonly said: readonly Said[] }> {
    count += 1
    const tag = `C${count}`
    socket.write(`${tag} ${command}\r\n`)
    const said: Said[] = []
    for (;;) {
      const one = await reader.next()
      if (one.text.startsWith('+') && proof !== undefined) socket.write(`${proof}\r\n`)
      else if (one.text.startsWith(`${tag} `)) return { done: /^\S+ OK\b/iu.test(one.text), status: one.text, said }
      else said.push(one)
    }
  }

  async function must(command: string): Promise<readonly Said[]> {
    const { done, said } = await ask(command)
    if (!done) throw new BridgeFault('strange-answer')
    return said
  }

  async function capabilities(): Promise<string> {
    return (await must('CAPABILITY')).map(({ text }) => text.toUpperCase()).join(' ')
  }

  async function admit(): Promise<void> {
    if (host.security === 'tls') await begin()
    if (!(await reader.next()).text.startsWith('* OK')) throw new BridgeFault('strange-answer')
    if (host.security === 'starttls') {
      await must('STARTTLS')
      // What came in the plain and is still held would count as said under TLS.
      if (reader.holds()) throw new BridgeFault('strange-answer')
      await begin()
    }
    const proof = Buffer.from(`\0${user}\0${password}`, 'utf8').toString('base64')
    if (!(await ask('AUTHENTICATE PLAIN', proof)).done) throw new BridgeFault('not-admitted')
  }

  try {
    await admit()
    const can = await capabilities()
    const selected = await must(`SELECT "${mailbox}"`)
    const validity = /UIDVALIDITY (\d+)/iu.exec(selected.map(({ text }) => text).join(' '))?.[1] ?? '0'

    async function carryTo(uid: number, folder: string): Promise<boolean> {
      if (can.includes(' MOVE')) return (await ask(`UID MOVE ${uid} "${folder}"`)).done
      if (!(await ask(`UID COPY ${uid} "${folder}"`)).done) return false
      await must(`UID STORE ${uid} +FLAGS.SILENT (\\Deleted)`)
      // Without UIDPLUS others' deleted mails would go too: ours then stays, marked, and is passed over.
      if (can.includes(' UIDPLUS')) await must(`UID EXPUNGE ${uid}`)
      return true
    }

    return {
      validity,
      async listFrom(uid) {
        const said = await must(`UID SEARCH UID ${uid}:* NOT DELETED`)
        const numbers = said.flatMap(({ text }) => (/^\* SEARCH/iu.test(text) ? (text.match(/\d+/gu) ?? []) : [])).map(Number)
        // `n:*` names the last mail also where n is beyond it.
        return numbers.filter((number) => number >= uid).toSorted((a, b) => a - b)
      },
      async sizeOf(uid) {
        const said = await must(`UID FETCH ${uid} (RFC822.SIZE)`)
        const [, digits] = /RFC822\.SIZE (\d+)/iu.exec(said.map(({ text }) => text).join(' ')) ?? []
        return Number(digits ?? Number.NaN)
      },
      async fetch(uid, limit) {
        literalLimit = limit
        const said = await must(`UID FETCH ${uid} (BODY.PEEK[])`)
        const [mail] = said.flatMap(({ text, literals }) => (/BODY\[\]/iu.test(text) ? literals : []))
        if (mail === undefined) throw new BridgeFault('strange-answer')
        return mail
      },
      async move(uid, folder) {
        if (await carryTo(uid, folder)) return
        await ask(`CREATE "${folder}"`)
        if (!(await carryTo(uid, folder))) throw new BridgeFault('strange-answer')
      },
      close() {
        socket.end('Z LOGOUT\r\n')
        socket.destroySoon()
      },
    }
  } catch (error) {
    socket.destroy()
    plain.destroy()
    throw error
  }
}
