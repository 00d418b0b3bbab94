import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { OperatorError } from '../../platform/operator-error.ts'
import type { Bridge } from './bridge.ts'
import type { BridgeSettings } from './configuration.ts'
import { openFileDrop } from './file-drop.ts'
import { openMail } from './mail.ts'

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
const everySeconds = { 'file-drop': 5, mail: 60 } as const
/** Longest parcel of a mail where the operator does not say: most hosts take ten megabytes. In bytes. */
const mailLimit = 7_000_000

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

function readCertificates(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new OperatorError(`The file of certificates ${path} cannot be read.`)
  }
}

/** An account as the bridge uses it. The password is read for each connection, so that it can be changed under a running instance. */
function accountOf({ host, port, security, user, passwordFile, caFile }: Of<'mail'>['smtp']) {
  const password = async (): Promise<string> => (await readFile(passwordFile, 'utf8')).replace(/\r?\n$/u, '')
  return { host, port, security, user, password, ...(caFile === undefined ? {} : { ca: readCertificates(caFile) }) }
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

function open(settings: BridgeSettings, clock: () => Date): Bridge {
  return settings.kind === 'mail' ? openMailboxes(settings) : openFolders(settings, clock)
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
