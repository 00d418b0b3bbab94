import { mkdir, rm } from 'node:fs/promises'
import type { Result } from '@comity/domain/result'
import { authorityId } from '@comity/exchange/authority-id'
import type { Directory } from '@comity/exchange/directory-document'
import type { SigningKey } from '@comity/exchange/keys'
import type { Kysely } from 'kysely'
import type { Files } from '../platform/files.ts'
import { onBehalfOf } from '../platform/on-behalf.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { Vault } from '../platform/vault.ts'
import type { ApplyAct } from './acceptance.ts'
import type { MachineFacts } from './alarm-facts.ts'
import { type AlarmHandlers, alarmHandlers } from './alarm-operations.ts'
import { askWitnesses, type OwnLog } from './ask-witness.ts'
import { keepBridges } from './bridge/bridge-store.ts'
import { openCarriage } from './bridge/carriage.ts'
import type { BridgeSettings } from './bridge/configuration.ts'
import { openBridges } from './bridge/open-bridges.ts'
import { type Tender, tendBridges } from './bridge/tend-bridges.ts'
import { type CarriedHandlers, carriedHandlers } from './carried-operations.ts'
import { placesBeside } from './destination.ts'
import { type Egress, openEgress } from './egress.ts'
import { faultOf } from './fault.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { handOver } from './hand-over.ts'
import { openInboxOf } from './inbox.ts'
import { foldersIn, type Instance, type Log, now } from './instance.ts'
import { loadCertificate } from './key-store.ts'
import { type MessageHandlers, messageHandlers } from './message-operations.ts'
import { directoryText, type ExchangeHandlers, exchangeHandlers } from './operations.ts'
import { dropLeases } from './outbox-store.ts'
import { enqueue, type Outgoing } from './outbox.ts'
import type { AuthorityName } from './own-directory.ts'
import { loadOwnDocument } from './own-document.ts'
import { openPartStore } from './part-store.ts'
import { openPeerLine, type PeerLine } from './peer-line.ts'
import { type ReceiptView, receiptsOf } from './receipt-store.ts'
import { reconcileDue } from './reconcile.ts'
import { type ReconciliationHandlers, reconciliationHandlers } from './reconciliation-operations.ts'
import type { Intake } from './sealed-file-in.ts'
import { type Sender, startSender } from './sender.ts'
import { sweep } from './sweep.ts'
import { type WitnessHandlers, witnessHandlers } from './witness-operations.ts'

/** What the exchange is given by the composition root. */
export interface ExchangeOptions {
  readonly db: Kysely<Tables>
  readonly files: Files
  /** Holds the folder `exchange`. */
  readonly dataDirectory: string
  /** Holds our keys and the gateway's. */
  readonly vault: Vault
  readonly authority: AuthorityName
  /** Of the gateway; 0 for any that is free. */
  readonly port: number
  /** Address to listen at. */
  readonly host?: string
  /** Public address of the gateway; `https://127.0.0.1:<port>` when not given. */
  readonly endpoint?: string
  /** Hosts, addresses and networks that are not public and may be reached all the same: peers on a network of the States' own. */
  readonly privatePeers?: readonly string[]
  /** Ways beside HTTPS, and the peers that are reached by them. */
  readonly bridges?: readonly BridgeSettings[]
  /** No other process works on this database, so what a killed predecessor had in hand is ours at once. */
  readonly alone?: boolean
  readonly applyAct: ApplyAct
  /** Our own audit log, which peers are asked to cosign. */
  readonly ownLog?: OwnLog
  /** How the machine is on which we run. */
  readonly machine?: () => Promise<MachineFacts>
  readonly clock: () => Date
  /** How far that clock is ahead of the database's, where it cannot be relied on. */
  readonly clockWrongBy?: () => Promise<number | undefined>
  readonly log: Log
}

/** Our own directory document, as it is shown and handed on. */
export interface OwnDirectory {
  readonly authority: string
  readonly document: Directory
  /** What another authority's officer enters with `proposePeer`. */
  readonly text: string
  readonly fingerprint: string
}

/** The sealed exchange of one authority. */
export interface Exchange {
  /** Puts an act into the outbox, in the transaction of the act; see `outbox.ts` for what it refuses. */
  enqueue(trx: Transaction, message: Outgoing): Promise<Result<void>>
  /** Tells, after a commit, that something waits in the outbox. */
  wake(): void
  /** The receipts of both sides, by message id. */
  receiptsOf(db: Kysely<Tables>, messageIds: readonly string[]): Promise<ReadonlyMap<string, readonly ReceiptView[]>>
  /** Signs that an official has opened what the messages of a thread brought, once for each. */
  handOver(thread: string): Promise<void>
  readonly handlers: ExchangeHandlers & CarriedHandlers & MessageHandlers & ReconciliationHandlers & AlarmHandlers & WitnessHandlers
  /** The keys that sign for this authority, the current one first; it changes when a document is published. */
  readonly signingKeys: readonly [SigningKey, ...SigningKey[]]
  /** Listens, signs our directory document if that is due, and begins to send. */
  start(): Promise<{ readonly port: number }>
  /** Ends connections and puts back what is under way. */
  stop(): Promise<void>
  /** @throws before the start */
  directory(): OwnDirectory
}

/** How often our directory document and our disk are looked at. In milliseconds. */
const housekeepingEvery = 3_600_000
/** How often another process is asked whether it has published a document. In milliseconds. */
const followEvery = 30_000
/** How often peers are asked to cosign our audit log. In milliseconds. */
const witnessEvery = 600_000

interface Running {
  readonly gateway: Gateway
  readonly egress: Egress
  readonly sender: Sender
  readonly intake: Intake
  readonly line: PeerLine
  readonly tender: Tender
  readonly timers: readonly NodeJS.Timeout[]
}

/**
 * Composes the exchange. Keys and certificate are made at the first start.
 * @throws when the keys are damaged
 */
export async function createExchange(options: ExchangeOptions): Promise<Exchange> {
  const { db, files, dataDirectory, vault, authority, clock, log } = options
  const certificate = await loadCertificate(vault, clock())
  const own = await loadOwnDocument({ db, vault, authority, certificate: certificate.digest, clock, log })
  const bridges = openBridges(options.bridges ?? [], clock)
  let running: Running | undefined
  const instance: Instance = {
    db,
    files,
    get keys() {
      return own.keys()
    },
    certificate,
    self: authorityId(authority),
    folders: foldersIn(dataDirectory),
    clock,
    ...(options.clockWrongBy === undefined ? {} : { clockWrongBy: options.clockWrongBy }),
    log,
    directory: own.directory,
  }
  const wake = (): void => running?.sender.wake()
  // Who says of itself that it is found on this machine speaks to others on this machine: a trial.
  const isTrial = options.endpoint === undefined || new URL(options.endpoint).hostname === '127.0.0.1'
  const findPlaces = placesBeside(options.privatePeers ?? (isTrial ? ['127.0.0.1'] : []))

  function intake(): Intake {
    if (running === undefined) throw new Error('the exchange has not been started')
    return running.intake
  }

  function peerLine(): PeerLine {
    if (running === undefined) throw new Error('the exchange has not been started')
    return running.line
  }

  async function start(): Promise<{ port: number }> {
    const { folders } = instance
    if (options.alone === true) {
      await rm(folders.opening, { recursive: true, force: true })
      await dropLeases(db, now(instance))
    }
    for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true, mode: 0o700 })
    const parts = openPartStore(folders.incoming)
    await sweep(instance, parts)
    await keepBridges(
      db,
      bridges.all.map(({ bridge }) => bridge),
    )
    const egress = openEgress(certificate, { findPlaces })
    const line = openPeerLine(instance, egress)
    const inbox = openInboxOf(instance, line, parts, options.applyAct)
    const gateway = await startGateway(instance, inbox, parts, line, { host: options.host ?? '127.0.0.1', port: options.port })
    const { port } = gateway
    try {
      await own.open(options.endpoint ?? `https://127.0.0.1:${port}`)
    } catch (error) {
      // What listens keeps the process alive, and a process that will not start must end.
      egress.close()
      await gateway.stop()
      throw error
    }
    const tell = (error: unknown): void => log.error({ fault: faultOf(error) }, 'the exchange could not be tidied')
    const keepHouse = async (): Promise<void> => {
      try {
        await own.refresh()
        await sweep(instance, parts)
        await reconcileDue(instance, line)
      } catch (error) {
        tell(error)
      }
    }
    const housekeeping = setInterval(() => void keepHouse(), housekeepingEvery)
    housekeeping.unref()
    const following = setInterval(() => void own.follow().catch((error: unknown) => tell(error)), followEvery)
    following.unref()
    const askThem = (): void => {
      if (options.ownLog !== undefined) void askWitnesses(instance, line, options.ownLog).catch((error: unknown) => tell(error))
    }
    const witnessing = setInterval(askThem, witnessEvery)
    witnessing.unref()
    const taking: Intake = { instance, inbox, parts }
    running = {
      gateway,
      egress,
      sender: startSender(instance, openCarriage(instance, line, bridges)),
      intake: taking,
      line,
      tender: tendBridges(taking, bridges),
      timers: [housekeeping, following, witnessing],
    }
    log.info({ port }, 'exchange is listening')
    return { port }
  }

  async function stop(): Promise<void> {
    if (running === undefined) return
    const { gateway, egress, sender, tender, timers } = running
    running = undefined
    for (const timer of timers) clearInterval(timer)
    egress.close()
    await tender.stop()
    await sender.stop()
    await gateway.stop()
  }

  return {
    enqueue: (trx, message) => enqueue(instance, trx, message),
    wake,
    receiptsOf,
    // What the house signs does not depend on who opens the request.
    handOver: (thread) => onBehalfOf('exchange', () => handOver(instance, thread)),
    handlers: {
      ...exchangeHandlers({ db, self: instance.self, own, findPlaces, wake }),
      ...carriedHandlers(intake),
      ...messageHandlers({ instance, wake }),
      ...reconciliationHandlers(instance, peerLine),
      ...alarmHandlers(instance, bridges, options.machine ?? (async () => ({}))),
      ...witnessHandlers({ instance, line: peerLine, ownLog: options.ownLog }),
    },
    get signingKeys() {
      const [current, ...older] = own.keys().sign
      if (current === undefined) throw new Error('keys without one that signs')
      return [current, ...older] as const
    },
    // What listens, sends and tidies up from here on is the exchange's own work.
    start: () => onBehalfOf('exchange', start),
    stop: () => onBehalfOf('exchange', stop),
    directory() {
      const held = own.directory()
      return { authority: held.authority, document: held.document, text: directoryText(held), fingerprint: held.fingerprint }
    },
  }
}
