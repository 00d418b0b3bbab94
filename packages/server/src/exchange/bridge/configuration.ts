import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import * as z from 'zod'
import { OperatorError } from '../../platform/operator-error.ts'

const PeerId = z.string().regex(/^[A-Z]{3}\/[a-z][a-z0-9-]{0,39}$/u, { error: 'an authority, as in CHE/central' })
const Path = z.string().min(1).max(1000)

/** What every bridge has. */
const common = {
  /** As officers read it. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/u, { error: 'small letters, digits and hyphens' }),
  /** How often it is looked into. */
  everySeconds: z.int().min(1).max(86_400).optional(),
  /** After how long without a receipt a message is put down again. */
  againHours: z.int().min(1).max(72).default(24),
  /** Longest file that it carries, in bytes; longer ones go in volumes. */
  limit: z.int().min(400_000).optional(),
}

/** What every peer of a bridge has. */
const peer = {
  peer: PeerId,
  /** HTTPS is tried first, and the bridge as well once a message is so old; absent, the bridge is the only way. */
  afterMinutes: z.int().min(1).max(8640).optional(),
}

const FileDrop = z.strictObject({
  ...common,
  kind: z.literal('file-drop'),
  in: Path,
  done: Path,
  failed: Path,
  settleSeconds: z.int().min(0).max(3600).default(2),
  peers: z.array(z.strictObject({ ...peer, out: Path })).min(1),
})

const Host = z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/u, { error: 'a host or an address' })
const Address = z
  .string()
  .max(254)
  .regex(/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+$/u, { error: 'an address of mail' })
/** Of a mailbox: no sign that means something to the server. */
const Folder = z.string().regex(/^[A-Za-z0-9 ._/-]{1,100}$/u, { error: 'letters, digits, and . _ / - only' })

/** A mail server and who we are there. Its password stands in a file of its own. */
const account = {
  host: Host,
  port: z.int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls']),
  user: z.string().min(1).max(254),
  passwordFile: Path,
  /** PEM of the certification authority, where it is none of the public ones. */
  caFile: Path.optional(),
}

const Mail = z.strictObject({
  ...common,
  kind: z.literal('mail'),
  from: Address,
  smtp: z.strictObject(account),
  imap: z.strictObject({
    ...account,
    mailbox: Folder.default('INBOX'),
    done: Folder.default('Comity-Done'),
    failed: Folder.default('Comity-Failed'),
  }),
  peers: z.array(z.strictObject({ ...peer, to: Address })).min(1),
})

/** A certificate of ours and its key, as PEM. */
const Own = z.strictObject({ certificateFile: Path, keyFile: Path })
const loopback: readonly string[] = ['127.0.0.1', '[::1]', '::1', 'localhost']

/** What crosses a network is TLS; plain HTTP stays on this machine. */
function isServiceUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, search, hash } = new URL(text)
  if (username !== '' || search !== '' || hash !== '' || text.endsWith('/')) return false
  return protocol === 'https:' || (protocol === 'http:' && loopback.includes(hostname))
}

/** A service of the operator's, and the folders in which what it brought lies until it is taken. */
const service = {
  url: z.string().max(300).refine(isServiceUrl, { error: 'https://…, or http://127.0.0.1:…, without a stroke at its end' }),
  caFile: Path.optional(),
  own: Own.optional(),
  in: Path,
  done: Path,
  failed: Path,
}

const Field = z.string().min(1).max(300)
/** Fields of the connector client's message, by its own names; their values are agreed in an e-CODEX project. */
const routing = {
  fromPartyId: Field,
  fromPartyType: Field.optional(),
  fromPartyRole: Field,
  originalSender: Field,
  service: Field,
  serviceType: Field.optional(),
  action: Field,
}
const destination = { toPartyId: Field, toPartyType: Field.optional(), toPartyRole: Field, finalRecipient: Field }

const ECodex = z.strictObject({
  ...common,
  ...service,
  kind: z.literal('e-codex'),
  /** The whole parcel is one text of JSON: what is longer goes in volumes. */
  limit: z.int().min(400_000).max(50_000_000).optional(),
  message: z.strictObject(routing),
  contentFile: Path.optional(),
  documentFile: Path.optional(),
  peers: z.array(z.strictObject({ ...peer, message: z.strictObject(destination) })).min(1),
})

const member = '[^/\\s]{1,100}'
const Listen = z
  .strictObject({
    address: Host.default('127.0.0.1'),
    port: z.int().min(0).max(65_535),
    own: Own.optional(),
    /** PEM of who may connect: the security server's own certificate. */
    clientsFile: Path.optional(),
  })
  .refine(({ address, own }) => own !== undefined || loopback.includes(address), { error: 'without a certificate, on 127.0.0.1 only' })

const XRoad = z.strictObject({
  ...common,
  ...service,
  kind: z.literal('x-road'),
  client: z.string().regex(new RegExp(`^${member}(?:/${member}){2,3}$`, 'u'), { error: 'INSTANCE/CLASS/MEMBER/SUBSYSTEM' }),
  listen: Listen,
  peers: z
    .array(
      z.strictObject({
        ...peer,
        service: z.string().regex(new RegExp(`^${member}(?:/${member}){3,4}$`, 'u'), { error: 'INSTANCE/CLASS/MEMBER/SUBSYSTEM/SERVICE' }),
      }),
    )
    .min(1),
})

/** The operator's file of bridges. */
const Bridges = z.strictObject({ bridges: z.array(z.discriminatedUnion('kind', [FileDrop, Mail, ECodex, XRoad])).max(50) })
/** One bridge of that file. */
export type BridgeSettings = z.infer<typeof Bridges>['bridges'][number]

function refuse(path: string, sentence: string): never {
  throw new OperatorError(`The file of bridges (${path}): ${sentence}.`)
}

function twice(values: readonly string[]): string | undefined {
  return values.find((value, at) => values.indexOf(value) !== at)
}

/** Folders are named as seen from the file that names them. */
function resolved(settings: BridgeSettings, folder: string): BridgeSettings {
  const at = (path: string): string => resolve(folder, path)
  if (settings.kind === 'mail') {
    const { smtp, imap } = settings
    const secrets = <T extends { readonly passwordFile: string; readonly caFile?: string | undefined }>(one: T): T => ({
      ...one,
      passwordFile: at(one.passwordFile),
      ...(one.caFile === undefined ? {} : { caFile: at(one.caFile) }),
    })
    return { ...settings, smtp: secrets(smtp), imap: secrets(imap) }
  }
  const folders = { in: at(settings.in), done: at(settings.done), failed: at(settings.failed) }
  if (settings.kind === 'file-drop') return { ...settings, ...folders, peers: settings.peers.map((one) => ({ ...one, out: at(one.out) })) }
  const whose = ({ certificateFile, keyFile }: z.infer<typeof Own>) => ({ certificateFile: at(certificateFile), keyFile: at(keyFile) })
  const { caFile, own } = settings
  const secrets = { ...(caFile === undefined ? {} : { caFile: at(caFile) }), ...(own === undefined ? {} : { own: whose(own) }) }
  if (settings.kind === 'e-codex') {
    const { contentFile, documentFile } = settings
    return {
      ...settings,
      ...folders,
      ...secrets,
      ...(contentFile === undefined ? {} : { contentFile: at(contentFile) }),
      ...(documentFile === undefined ? {} : { documentFile: at(documentFile) }),
    }
  }
  const { listen } = settings
  return {
    ...settings,
    ...folders,
    ...secrets,
    listen: {
      ...listen,
      ...(listen.own === undefined ? {} : { own: whose(listen.own) }),
      ...(listen.clientsFile === undefined ? {} : { clientsFile: at(listen.clientsFile) }),
    },
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return refuse(path, 'it cannot be read')
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return refuse(path, 'it is not JSON')
  }
}

/**
 * Reads the file in which the operator says which peers are reached by which bridge.
 * @throws OperatorError naming the place at fault; nothing of its values, among which may be what should stay unsaid
 */
export async function readBridges(path: string): Promise<readonly BridgeSettings[]> {
  const read = Bridges.safeParse(parse(path, await readText(path)))
  if (!read.success) {
    const [issue] = read.error.issues
    return refuse(path, `${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'wrong'}`)
  }
  const { bridges } = read.data
  const name = twice(bridges.map((one) => one.name))
  if (name !== undefined) refuse(path, `two bridges are called ${name}`)
  const served = twice(bridges.flatMap(({ peers }) => peers.map((one) => one.peer)))
  if (served !== undefined) refuse(path, `${served} stands under two bridges, and messages would not know which to take`)
  return bridges.map((one) => resolved(one, dirname(path)))
}
