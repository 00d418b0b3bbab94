import { randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { ok } from '@comity/domain/result'
import { digestOf } from '@comity/exchange/digest'
import { writeWhole } from '@comity/exchange/write-whole'
import * as z from 'zod'
import { askService, bytesOf, expectWell, reachService, type Service } from './ask-service.ts'
import type { Bridge, Parcel } from './bridge.ts'
import { openFileDrop } from './file-drop.ts'
import { BridgeFault, unreached } from './secure-host.ts'

/** The fields of a connector client's message that say where it goes, by the names of its interface. Their values are agreed in an e-CODEX project. */
export type Routing = Readonly<Record<string, string>>

/** A connector client of the authority's own, and the folders in which what it gave lies until it is taken. */
export interface ECodexOptions {
  readonly name: string
  readonly service: Service
  readonly in: string
  readonly done: string
  readonly failed: string
  /** Where each peer's messages go. */
  readonly to: ReadonlyMap<string, Routing>
  /** Files that the project asks to go with every message: its XML, its PDF. */
  readonly contentFile?: string
  readonly documentFile?: string
  /** Longest parcel, in bytes. */
  readonly limit: number
  readonly clock: () => Date
}

/** Longest answer that is kept: it brings every message that came since the last. In bytes. */
const answerLimit = 400_000_000
/** An answer that is kept, under a name that is no parcel's. */
const keptAnswer = /^\.[0-9a-f-]{36}\.answer$/u

// Loose: what is set aside is set aside whole.
const File = z.looseObject({ fileName: z.string().nullish(), fileContent: z.base64().nullish() })
const Message = z.looseObject({ files: z.looseObject({ files: z.array(File).nullish() }).nullish() })
const Answer = z.looseObject({ messages: z.array(Message).nullish() }).nullable()

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function fileOf(fileName: string, fileType: string, bytes: Buffer) {
  return { fileName, fileType, fileContent: bytes.toString('base64') }
}

function parse(written: string): z.infer<typeof Answer> | undefined {
  try {
    // Nothing new is an answer of nothing.
    return written.trim() === '' ? null : Answer.safeParse(JSON.parse(written)).data
  } catch {
    return undefined
  }
}

/**
 * The bridge over an e-CODEX connector client's REST interface (eu-LISA, domibusConnectorClient: `submissionrestservice` and
 * `messagerestservice`). A parcel is the attachment of a message. Asking for what is new makes it old over there, so an answer is
 * on our disk before it is looked at. Tested against that contract, not against a live one.
 */
export function openECodex(options: ECodexOptions): Bridge {
  const { name, service, to, limit, failed, clock } = options
  const drop = openFileDrop({ name, in: options.in, done: options.done, failed, out: new Map(), settle: 0, clock })

  async function messageOf(routing: Routing, parcel: Parcel): Promise<Buffer> {
    const { contentFile, documentFile } = options
    const files = [
      ...(contentFile === undefined ? [] : [fileOf(basename(contentFile), 'BUSINESS_CONTENT', await readFile(contentFile))]),
      ...(documentFile === undefined ? [] : [fileOf(basename(documentFile), 'BUSINESS_DOCUMENT', await readFile(documentFile))]),
      fileOf(parcel.name, 'BUSINESS_ATTACHMENT', await buffer(parcel.stream())),
    ]
    return Buffer.from(JSON.stringify({ ...routing, backendMessageId: randomUUID(), files: { files } }))
  }

  async function submit(message: Buffer): Promise<void> {
    const answer = await askService(service, {
      method: 'POST',
      path: '/submissionrestservice/submitNewMessageFromBackendToConnectorClient',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: { size: message.length, stream: () => once(message) },
    })
    expectWell(answer)
    const said = await text(bytesOf(answer, 1000))
    if (said.trim() !== 'true') throw new BridgeFault('strange-answer')
  }

  async function fetchNew(): Promise<void> {
    // A folder that takes nothing is seen before anything is asked for.
    const path = join(options.in, `.${randomUUID()}.answer`)
    await writeWhole(`${path}.part`, once(new Uint8Array()), () => undefined)
    const answer = await askService(service, {
      method: 'GET',
      path: '/messagerestservice/requestNewMessagesFromConnectorClient',
      headers: { accept: 'application/json' },
    })
    expectWell(answer)
    await writeWhole(`${path}.part`, bytesOf(answer, answerLimit), () => path)
  }

  /** Lays the parcels of an answer down, each under a name of its own bytes, so that a second time changes nothing. */
  async function unpack(file: string): Promise<void> {
    const path = join(options.in, file)
    const setAside = (): string => join(failed, `${randomUUID()}.json`)
    const answer = parse(await readFile(path, 'utf8'))
    if (answer === undefined) return rename(path, setAside())
    for (const message of answer?.messages ?? []) {
      const parcels = (message.files?.files ?? []).filter(({ fileName }) => /\.(?:comity|receipts)$/iu.test(fileName ?? ''))
      for (const { fileName, fileContent } of parcels) {
        const bytes = Buffer.from(fileContent ?? '', 'base64')
        const place = join(options.in, `${digestOf(bytes).slice(0, 32)}${extname(fileName ?? '').toLowerCase()}`)
        await writeWhole(join(options.in, `.${randomUUID()}.part`), once(bytes), () => place)
      }
      // It is delivered as far as the connector client knows: whose it is finds it here.
      const bytes = Buffer.from(JSON.stringify(message))
      if (parcels.length === 0) await writeWhole(join(failed, `.${randomUUID()}.part`), once(bytes), setAside)
    }
    await rm(path)
  }

  return {
    name,
    kind: 'e-codex',
    limit,
    async put(peer, parcel) {
      const routing = to.get(peer)
      if (routing === undefined) throw new Error('a parcel is put down for a peer of the bridge')
      const message = await messageOf(routing, parcel)
      try {
        await submit(message)
        return ok(undefined)
      } catch (error) {
        return unreached(error)
      }
    },
    async collect(take, cursor) {
      let fault: unknown
      try {
        await fetchNew()
      } catch (error) {
        fault = error
      }
      try {
        for (const file of await readdir(options.in)) if (keptAnswer.test(file)) await unpack(file)
      } catch (error) {
        fault ??= error
      }
      // What came before is taken, whatever the connector client says today.
      const collected = await drop.collect(take, cursor)
      return fault === undefined ? collected : unreached(fault)
    },
    async probe() {
      try {
        await reachService(service)
        return await drop.probe()
      } catch (error) {
        return unreached(error)
      }
    },
    close: () => drop.close(),
  }
}
