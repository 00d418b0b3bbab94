import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { OperatorError } from '../../platform/operator-error.ts'
import type { Service } from './ask-service.ts'
import type { Bridge } from './bridge.ts'
import type { BridgeSettings } from './configuration.ts'
import { openECodex, type Routing } from './e-codex.ts'
import { openFileDrop } from './file-drop.ts'
import { openMail } from './mail.ts'
import { openXRoad } from './x-road.ts'

/** How a peer is reached beside HTTPS, or instead of it. */
export interface Route {
  readonly bridge: Bridge
  /** HTTPS is tried first and the bridge as well after so long; absent, the bridge is the only way. In milliseconds. */
  readonly after?: number
  /** After how long without a receipt a message is put down again. In milliseconds. */
  readonly again: number
}

/** A bridge with what the operator says of it. */
export interface OpenBridge {
  readonly bridge: Bridge
  /** How often it is looked into. In milliseconds. */
  readonly every: number
  readonly peers: ReadonlySet<string>
}

/** All bridges, and which peer goes by which. */
export interface Bridges {
  readonly all: readonly OpenBridge[]
  routeOf(peer: string): Route | undefined
}

/** How often a bridge is looked into where the operator does not say. In seconds. */
const everySeconds = { 'file-drop': 5, mail: 60, 'e-codex': 60, 'x-road': 5 } as const
/** Longest parcel of a mail where the operator does not say: most hosts take ten megabytes. In bytes. */
const mailLimit = 7_000_000
/** The same of an attachment, which is one text of JSON, and of a call. In bytes. */
const [attachmentLimit, callLimit] = [7_000_000, 20_000_000]

type Of<K extends BridgeSettings['kind']> = Extract<BridgeSettings, { readonly kind: K }>

function openFolders(settings: Of<'file-drop'>, clock: () => Date): Bridge {
  const { name, limit } = settings
  return openFileDrop({
    name,
    in: settings.in,
    done: settings.done,
    failed: settings.failed,
    out: new Map(settings.peers.map((one) => [one.peer, one.out])),
    settle: settings.settleSeconds * 1000,
    clock,
    ...(limit === undefined ? {} : { limit }),
  })
}

function readPem(path: string): string {
  const refused = new OperatorError(`The file ${path} of a certificate or a key cannot be read, or is no PEM.`)
  try {
    const text = readFileSync(path, 'utf8')
    if (!text.includes('-----BEGIN ')) throw refused
    return text
  } catch {
    throw refused
  }
}

/** An account as the bridge uses it. The password is read for each connection, so that it can be changed under a running instance. */
function accountOf({ host, port, security, user, passwordFile, caFile }: Of<'mail'>['smtp']) {
  const password = async (): Promise<string> => (await readFile(passwordFile, 'utf8')).replace(/\r?\n$/u, '')
  return { host, port, security, user, password, ...(caFile === undefined ? {} : { ca: readPem(caFile) }) }
}

function openMailboxes({ name, from, smtp, imap, peers, limit = mailLimit }: Of<'mail'>): Bridge {
  const { mailbox, done, failed } = imap
  return openMail({
    name,
    from,
    limit,
    smtp: accountOf(smtp),
    imap: { ...accountOf(imap), mailbox, done, failed },
    to: new Map(peers.map((one) => [one.peer, one.to])),
  })
}

function pairOf(own: Of<'x-road'>['own']) {
  return own === undefined ? undefined : { cert: readPem(own.certificateFile), key: readPem(own.keyFile) }
}

function serviceOf({ url, caFile, own }: Of<'e-codex'> | Of<'x-road'>): Service {
  const pair = pairOf(own)
  return { url, ...(caFile === undefined ? {} : { ca: readPem(caFile) }), ...(pair === undefined ? {} : { own: pair }) }
}

function openConnector(settings: Of<'e-codex'>, clock: () => Date): Bridge {
  const { name, done, failed, message, peers, contentFile, documentFile, limit = attachmentLimit } = settings
  const routing = (more: Of<'e-codex'>['peers'][number]['message']): Routing =>
    Object.fromEntries(Object.entries({ ...message, ...more }).filter((pair): pair is [string, string] => pair[1] !== undefined))
  return openECodex({
    name,
    service: serviceOf(settings),
    in: settings.in,
    done,
    failed,
    limit,
    clock,
    to: new Map(peers.map((one) => [one.peer, routing(one.message)])),
    ...(contentFile === undefined ? {} : { contentFile }),
    ...(documentFile === undefined ? {} : { documentFile }),
  })
}

function openSecurityServer(settings: Of<'x-road'>, clock: () => Date): Bridge {
  const { name, client, done, failed, peers, limit = callLimit } = settings
  const { address, port, own, clientsFile } = settings.listen
  const pair = pairOf(own)
  const tls = pair && { ...pair, ...(clientsFile === undefined ? {} : { ca: readPem(clientsFile) }) }
  return openXRoad({
    name,
    service: serviceOf(settings),
    client,
    in: settings.in,
    done,
    failed,
    limit,
    clock,
    to: new Map(peers.map((one) => [one.peer, one.service])),
    listen: { address, port, ...(tls === undefined ? {} : { tls }) },
  })
}

function open(settings: BridgeSettings, clock: () => Date): Bridge {
  if (settings.kind === 'mail') return openMailboxes(settings)
  if (settings.kind === 'file-drop') return openFolders(settings, clock)
  return settings.kind === 'e-codex' ? openConnector(settings, clock) : openSecurityServer(settings, clock)
}

/** Opens every bridge that the operator has named. Nothing is connected to before it is used. */
export function openBridges(settings: readonly BridgeSettings[], clock: () => Date): Bridges {
  const routes = new Map<string, Route>()
  const all = settings.map((one): OpenBridge => {
    const bridge = open(one, clock)
    const again = one.againHours * 3_600_000
    for (const { peer, afterMinutes } of one.peers)
      routes.set(peer, { bridge, again, ...(afterMinutes === undefined ? {} : { after: afterMinutes * 60_000 }) })
    const every = (one.everySeconds ?? everySeconds[one.kind]) * 1000
    return { bridge, every, peers: new Set(one.peers.map(({ peer }) => peer)) }
  })
  return { all, routeOf: (peer) => routes.get(peer) }
}
