import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Where clamd listens: a socket of this machine, or a port of it. */
export type ScannerAddress = { readonly path: string } | { readonly host: string; readonly port: number }

/** Longest answer that is read, in bytes; its two sentences are far shorter. */
const replyLimit = 1000
/** Largest piece in which bytes are handed over. */
const pieceLength = 65_536

/**
 * Reads an address as operators write it: `/run/clamav/clamd.ctl`, or `127.0.0.1:3310`. What it is sent goes in the clear, so it has to be
 * this machine.
 */
export function readScannerAddress(value: string): ScannerAddress | undefined {
  if (/^\/[^\0]{1,100}$/u.test(value)) return { path: value }
  const [, bracketed, plain, port] = /^(?:\[(::1)\]|(127(?:\.\d{1,3}){3}|localhost)):(\d{1,5})$/u.exec(value) ?? []
  const host = bracketed ?? plain
  return host === undefined || Number(port) < 1 || Number(port) > 65_535 ? undefined : { host, port: Number(port) }
}

/** What came back, and whether everything had been sent by then. */
export interface Reply {
  /** Up to its NUL, and only if nothing stood behind that; undefined for anything else. */
  readonly text: string | undefined
  readonly whole: boolean
}

function lengthOf(piece: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(piece.length)
  return length
}

/**
 * Asks clamd one thing (clamd(8): commands with a `z` end in NUL, and so do answers). A scanner that is slow, breaks off, says too much or
 * says it too early gives no text; errors of the line give none either.
 * @param patience how long it may be silent while bytes wait for it, and how long it may think at the end. In milliseconds
 * @throws what reading `body` throws
 */
export async function askClamd(
  address: ScannerAddress,
  command: 'INSTREAM' | 'VERSION',
  { patience, body }: { readonly patience: number; readonly body?: AsyncIterable<Uint8Array> },
): Promise<Reply> {
  const socket = connect(address)
  const told: Buffer[] = []
  let length = 0
  let whole = body === undefined
  let wholeAtReply = false
  const ended = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      if (length === 0) wholeAtReply = whole
      length += chunk.length
      told.push(chunk)
      if (length > replyLimit || chunk.includes(0)) resolve()
    })
    socket.once('close', () => resolve())
    socket.once('error', () => resolve())
  })
  let over = false
  void ended.then(() => {
    over = true
  })
  let clock = setTimeout(() => socket.destroy(), patience)
  const wind = (): void => {
    clearTimeout(clock)
    clock = setTimeout(() => socket.destroy(), patience)
  }
  const hand = async (bytes: Uint8Array): Promise<void> => {
    if (over || socket.destroyed) return
    if (!socket.write(bytes)) await Promise.race([once(socket, 'drain'), ended]).catch(() => undefined)
    wind()
  }
  try {
    await hand(Buffer.from(`z${command}\0`))
    if (body !== undefined) {
      for await (const piece of pieces(body)) {
        if (over) break
        await hand(lengthOf(piece))
        await hand(piece)
      }
      whole = !over
      await hand(Buffer.alloc(4))
    }
    await ended
    return { text: textOf(Buffer.concat(told)), whole: wholeAtReply }
  } finally {
    clearTimeout(clock)
    destroy(socket)
  }
}

async function* pieces(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) for (let at = 0; at < chunk.length; at += pieceLength) yield chunk.subarray(at, at + pieceLength)
}

function textOf(reply: Buffer): string | undefined {
  return reply.length > 0 && reply.length <= replyLimit && reply.indexOf(0) === reply.length - 1
    ? reply.toString('latin1', 0, reply.length - 1)
    : undefined
}

/** What is left of a line that is over may still fail; nobody needs to know. */
function destroy(socket: Socket): void {
  socket.on('error', () => undefined)
  socket.destroy()
}
