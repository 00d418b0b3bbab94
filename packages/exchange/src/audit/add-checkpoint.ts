import type { Hash } from './tree.ts'

/** What a log brings to a witness: how far the witness knew it, the proof that it goes on from there, and the new checkpoint. */
export interface AddCheckpoint {
  readonly old: number
  readonly proof: readonly Hash[]
  /** The signed note. */
  readonly note: string
}

/** Most hashes of a proof. C2SP tlog-witness, "add-checkpoint". */
const proofLimit = 63

/** Writes the body of the call. C2SP tlog-witness, "add-checkpoint". */
export function writeAddCheckpoint({ old, proof, note }: AddCheckpoint): string {
  return [`old ${old}`, ...proof.map((hash) => Buffer.from(hash, 'hex').toString('base64')), '', note].join('\n')
}

/** Whether a line is 32 bytes in base64 in the one form they have (RFC 4648 section 3.5): the last sign has two bits that say nothing. */
function isHash(line: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/u.test(line) && Buffer.from(line, 'base64').toString('base64') === line
}

/** Reads the body of the call. @returns undefined when its form is wrong */
export function readAddCheckpoint(body: string): AddCheckpoint | undefined {
  const end = body.indexOf('\n\n')
  const [first = '', ...lines] = end < 0 ? [] : body.slice(0, end).split('\n')
  const old = /^old (?<size>0|[1-9]\d{0,15})$/u.exec(first)?.groups?.['size']
  if (old === undefined || lines.length > proofLimit || !lines.every(isHash)) return undefined
  return { old: Number(old), proof: lines.map((line) => Buffer.from(line, 'base64').toString('hex')), note: body.slice(end + 2) }
}
