import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { argv, stderr, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import type { Problem } from '@comity/domain/problem'
import { verifyLog } from '../audit/verify-log.ts'
import { digestOf } from '../digest.ts'
import { findPart, verifyEvidence } from '../evidence.ts'
import { findContradiction } from '../contradiction.ts'
import { readDirectory, verifyDirectory, type SignedDirectory } from '../directory.ts'
import { verifyReceipts, type ChainReport } from '../receipt-line.ts'
import { verifySealedFile } from '../sealed-file.ts'
import { peerOf } from '../peer.ts'

const usage = `comity-verify: checks evidence without a server, a database, a network or a private key.

  comity-verify sealed FILE
      The form of a sealed file, its directory documents, receipts and the names of its parts.
  comity-verify receipts FILE --directory DOCUMENT [--directory DOCUMENT ...]
      Receipts, one signed receipt in each line, by the keys of the directory documents, oldest first.
  comity-verify evidence FILE [--part FILE ...]
      The evidence of one message: who signed what to whom, what was signed about it since, and whether a file is a part of it.
  comity-verify directory DOCUMENT [DOCUMENT ...] [--at INSTANT]
      Directory documents of one author, oldest first: whether each may take the place of the one before it, whether the last is
      in force at that moment, and whether it contradicts the others.
  comity-verify log FILE [--key KEY] [--checkpoint FILE]
      An exported audit log, by its key and against a checkpoint that it gave out earlier.

Compare every fingerprint with one that you have from elsewhere. Exit: 0 holds, 1 does not hold, 2 could not be checked.
`

interface Outcome {
  readonly holds: boolean
  readonly lines: readonly string[]
}

function broken({ code, values, fields }: Problem): Outcome {
  const where = [...Object.entries(values ?? {}).map(([name, value]) => `${name}: ${value}`), ...(fields ?? []).map(({ field }) => field)]
  return { holds: false, lines: [`does not hold: ${code}${where.length === 0 ? '' : ` (${where.join(', ')})`}`] }
}

function directoryLine(one: { readonly authority: string; readonly version: number; readonly fingerprint: string }): string {
  return `directory  ${one.authority} version ${one.version}, fingerprint ${one.fingerprint}`
}

function chainLine({ by, receipts, stretches, fromTheBeginning }: ChainReport): string {
  const whole = stretches === 1 && fromTheBeginning ? 'one unbroken chain from its beginning' : `${stretches} stretch(es) of its chain`
  return `receipts   ${receipts} of ${by}: ${whole}`
}

async function sealed(path: string): Promise<Outcome> {
  const report = await verifySealedFile(path)
  if (!report.ok) return broken(report.problem)
  const { envelopeDigest, authorities, receipts, parts } = report.value
  const seen = receipts.map((one) =>
    one.signature === 'verified'
      ? `receipt    ${one.receipt.event} by ${one.receipt.by} at ${one.receipt.at}`
      : `receipt    ${one.digest}: no directory document of its issuer is at hand, not checked`,
  )
  const names = parts.map(({ ct256, ctLen }) => `part       ${ct256} ${ctLen} bytes`)
  return { holds: true, lines: [`envelope   ${envelopeDigest}`, ...authorities.map(directoryLine), ...seen, ...names] }
}

async function receiptLines(path: string, documents: readonly string[]): Promise<Outcome> {
  const known = new Map<string, SignedDirectory>()
  for (const document of documents) {
    const bytes = new Uint8Array(await readFile(document))
    const alone = await verifyDirectory(bytes)
    const read = alone.ok ? await verifyDirectory(bytes, known.get(alone.value.authority)) : alone
    if (!read.ok) return broken(read.problem)
    known.set(read.value.authority, read.value)
  }
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '')
  const report = await verifyReceipts(
    lines.map((line) => new TextEncoder().encode(line)),
    (authority) => {
      const found = known.get(authority)
      return found && peerOf(found, 'proposed')
    },
  )
  if (!report.ok) return broken(report.problem)
  const directories = [...known.values()].map(({ authority, document, fingerprint }) =>
    directoryLine({ authority, version: document.version, fingerprint }),
  )
  return { holds: true, lines: [...directories, ...report.value.map(chainLine)] }
}

async function directoryChain(paths: readonly string[], at: string | undefined): Promise<Outcome> {
  const documents = await Promise.all(paths.map(async (path) => new Uint8Array(await readFile(path))))
  const last = documents.pop()
  const taken: SignedDirectory[] = []
  for (const bytes of documents) {
    const read = await verifyDirectory(bytes, taken.at(-1))
    if (!read.ok) return broken(read.problem)
    taken.push(read.value)
  }
  const held = taken.at(-1)
  if (last === undefined) return { holds: false, lines: [] }
  const read = await (at === undefined ? verifyDirectory(last, held) : readDirectory(last, at, held))
  if (read.ok) {
    const { authority, document, fingerprint } = read.value
    return { holds: true, lines: [directoryLine({ authority, version: document.version, fingerprint })] }
  }
  const listKept = async (version: number) => taken.filter(({ document }) => document.version === version).map(({ bytes }) => bytes)
  const now = at ?? new Date().toISOString()
  const against = held === undefined ? undefined : await findContradiction(last, now, held, listKept)
  const { lines } = broken(read.problem)
  return { holds: false, lines: against === undefined ? lines : ['contradicts what was taken in: its author is to be suspended', ...lines] }
}

async function evidence(path: string, files: readonly string[]): Promise<Outcome> {
  const report = await verifyEvidence(new Uint8Array(await readFile(path)))
  if (!report.ok) return broken(report.problem)
  const { manifest, envelopeDigest, manifestDigest, signer, directories, receipts, chains } = report.value
  const lines = [
    `message    ${manifest.type} ${manifest.id} from ${manifest.from} to ${manifest.to}, number ${manifest.seq} of thread ${manifest.thread}`,
    `written    ${manifest.created}, good until ${manifest.notAfter}, signed by key ${signer.kid}`,
    `envelope   ${envelopeDigest}`,
    `manifest   ${manifestDigest}`,
    ...manifest.parts.map(({ sha256, len }, place) => `part       ${place} ${sha256} ${len} bytes`),
    ...directories.map(({ authority, document: { version }, fingerprint }) => directoryLine({ authority, version, fingerprint })),
    ...receipts.map(
      ({ receipt: { event, by, at, problem } }) => `receipt    ${event}${problem === undefined ? '' : ` (${problem})`} by ${by} at ${at}`,
    ),
    ...chains.map(chainLine),
  ]
  let holds = true
  for (const file of files) {
    const place = findPart(report.value, digestOf(new Uint8Array(await readFile(file))))
    holds &&= place !== undefined
    lines.push(place === undefined ? `file       ${file} is no part of this message` : `file       ${file} is part ${place}`)
  }
  return { holds, lines }
}

async function log(path: string, key: string | undefined, checkpoint: string | undefined): Promise<Outcome> {
  const earlier = checkpoint === undefined ? undefined : await readFile(checkpoint, 'utf8')
  const found = await verifyLog(createReadStream(path), { key, earlier })
  if (!found.holds)
    return { holds: false, lines: [`does not hold: ${found.fault}${found.entry === undefined ? '' : ` at entry ${found.entry}`}`] }
  const { checkpoint: head, entries, extent, continues } = found
  const since = continues === undefined ? [] : [`continues  the checkpoint of ${continues} entries`]
  return {
    holds: true,
    lines: [
      `log        ${head.origin}: ${entries} entries (${extent}) of ${head.size}, root ${head.root}`,
      `key        ${found.key}`,
      ...since,
    ],
  }
}

async function check(): Promise<Outcome | undefined> {
  const options = {
    directory: { type: 'string', multiple: true },
    key: { type: 'string' },
    checkpoint: { type: 'string' },
    part: { type: 'string', multiple: true },
    at: { type: 'string' },
  } as const
  const { positionals, values } = parseArgs({ args: argv.slice(2), options, allowPositionals: true })
  const [what, path, ...more] = positionals
  if (what === 'directory' && path !== undefined) return directoryChain([path, ...more], values.at)
  if (path === undefined || more.length > 0) return undefined
  if (what === 'sealed') return sealed(path)
  if (what === 'receipts') return receiptLines(path, values.directory ?? [])
  if (what === 'evidence') return evidence(path, values.part ?? [])
  return what === 'log' ? log(path, values.key, values.checkpoint) : undefined
}

/** Runs the verifier on the command line's arguments. @returns the exit code */
async function main(): Promise<number> {
  try {
    const outcome = await check()
    if (outcome === undefined) {
      stderr.write(usage)
      return 2
    }
    stdout.write(`${outcome.lines.join('\n')}\n`)
    return outcome.holds ? 0 : 1
  } catch (error) {
    stderr.write(`could not be checked: ${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  }
}

process.exitCode = await main()
