import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { lawAnswers } from '@comity/answers/law/law-answers'
import { openApi } from '@comity/contract/openapi'
import { operations } from '@comity/contract/operations'
import { wantsPaper } from '@comity/domain/paper/wants-paper'
import { auditOrigin } from '@comity/exchange/audit/checkpoint'
import { authorityId } from '@comity/exchange/authority-id'
import { capitalTimeZone } from '@comity/reference/capital-time-zone'
import { law } from '@comity/reference/law'
import { profiles } from '@comity/reference/profile'
import type { FastifyInstance } from 'fastify'
import { delegationHandlers } from './access/delegation-operations.ts'
import { accessHandlers } from './access/operations.ts'
import { accessIn } from './access/standing.ts'
import { addFirstAccounts } from './account/first-accounts.ts'
import { accountHandlers } from './account/operations.ts'
import { passkeyHandlers } from './account/passkey-operations.ts'
import { serveBackChannel } from './account/provider/back-channel.ts'
import { providerHandlers } from './account/provider/operations.ts'
import { hostsOf, openProvider } from './account/provider/provider.ts'
import { createSessionFinder } from './account/session-finder.ts'
import { listTranslators } from './account/store.ts'
import { sealPlainTotp } from './account/totp-secret.ts'
import { relyingPartyAt } from './account/webauthn.ts'
import { auditHandlers } from './audit/operations.ts'
import { openOwnLog } from './audit/own-log.ts'
import { startTreeBuilder } from './audit/tree-builder.ts'
import { startChores } from './chores.ts'
import { holdFiles } from './drafter-file/held-files.ts'
import { drafterFileHandlers } from './drafter-file/operations.ts'
import { erasers } from './erasers.ts'
import { readBridges } from './exchange/bridge/configuration.ts'
import { askOutside } from './exchange/egress.ts'
import { createExchange } from './exchange/exchange.ts'
import { exchangeFigures } from './exchange/figures.ts'
import { fetchFrom } from './exchange/listed-fetch.ts'
import { openEffectiveLaw } from './law/effective-law.ts'
import { profileHandlers } from './law/profile-operations.ts'
import { referenceHandlers } from './law/reference-operations.ts'
import { openTexts } from './law/texts.ts'
import { openLetterheads } from './letterhead/letterheads.ts'
import { letterheadHandlers } from './letterhead/operations.ts'
import { machineOf } from './machine-facts.ts'
import { openLetterRegister } from './paper/letter-register.ts'
import { paperHandlers } from './paper/operations.ts'
import { loadAuthorityKey } from './platform/authority-key.ts'
import { bind } from './platform/bind.ts'
import { openClockWatch } from './platform/clock-watch.ts'
import { answers, openDatabase } from './platform/database.ts'
import { createDispatcher } from './platform/dispatch.ts'
import { openFiles } from './platform/files.ts'
import { createHttp } from './platform/http.ts'
import { localDate } from './platform/local-date.ts'
import { createMetrics, startPrivatePort, watchExchange } from './platform/metrics.ts'
import { migrate } from './platform/migrate.ts'
import { onBehalfOf } from './platform/on-behalf.ts'
import { servePages } from './platform/pages.ts'
import { openRootKey } from './platform/root-key.ts'
import { openVault } from './platform/vault.ts'
import { commitEvents } from './request/commit.ts'
import { requestDesk } from './request/desk.ts'
import { plainLetters } from './request/kept-letter.ts'
import { requestHandlers } from './request/operations.ts'
import { applyActFor } from './request/receive.ts'
import { addFiles, findRequest } from './request/store.ts'
import { retentionHandlers } from './retention/operations.ts'
import { openScanner } from './screening/scanner.ts'
import { openScreening } from './screening/screening.ts'
import type { ServerOptions } from './server-options.ts'
import { signatureHandlers } from './signature/operations.ts'
import { finishLetter } from './signature/signed-letter.ts'
import { openSigning } from './signature/signing.ts'
import { translationHandlers } from './translation/operations.ts'
import { translatedWordsOf } from './translation/translated-words.ts'

/** A running instance. */
export interface Server {
  readonly url: string
  readonly port: number
  readonly exchangePort: number
  readonly exchangeUrl: string
  /** Lets what is under way finish, then closes everything. */
  stop(): Promise<void>
}

/**
 * Puts one authority's instance together: the only place that knows every slice.
 * @throws when it cannot start, with everything closed again; `operatorSentence` tells what the operator can mend
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  // What was opened last is closed first, at the end or when something on the way fails.
  const opened = new AsyncDisposableStack()
  try {
    return await start(options, opened)
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}

function localUrl(app: FastifyInstance): string {
  return `http://localhost:${(app.server.address() as AddressInfo).port}`
}

async function start(options: ServerOptions, opened: AsyncDisposableStack): Promise<Server> {
  const { authority, dataDirectory, host = '127.0.0.1', clock = () => new Date(), log = { level: 'info' } } = options
  const database = await openDatabase({
    dataDirectory,
    // Where nobody says on whose behalf, no row of a case is there.
    otherwise: 'nobody',
    ...(options.databaseUrl === undefined ? {} : { url: options.databaseUrl }),
  })
  opened.defer(() => database.close())
  const { db } = database
  await migrate(db)
  const authorityKey = await loadAuthorityKey(dataDirectory, openRootKey(dataDirectory, options.storageKey, askOutside))
  const scanner = options.scanner === undefined ? undefined : openScanner(options.scanner, clock)
  const screening = openScreening({
    db,
    clock,
    report: (error) => app.log.error({ err: error }, 'a file could not be screened'),
    ...(scanner === undefined ? {} : { scanner }),
  })
  const files = await openFiles(join(dataDirectory, 'files'), authorityKey, screening.look)
  const vault = openVault(dataDirectory, authorityKey)
  await sealPlainTotp(db, vault)
  await addFirstAccounts({ db, vault }, options.firstAccounts ?? [], clock().toISOString())
  const metrics = createMetrics()
  const isReady = () => answers(db)
  let ending = false
  const findSession = createSessionFinder(db, clock)
  const app = await createHttp({
    state: authority.state,
    findSession,
    isReady,
    isEnding: () => ending,
    log,
    metrics,
    ...(options.requestsPerMinute === undefined ? {} : { requestsPerMinute: options.requestsPerMinute }),
    ...(options.trustProxy === undefined ? {} : { trustProxy: [...options.trustProxy] }),
  })
  // The clock of the embedded database is our own, and so is one that was given.
  const clockWatch = database.kind === 'server' && options.clock === undefined ? openClockWatch(db, clock) : undefined
  const machine = machineOf(screening, clockWatch)
  const exchange = await createExchange({
    db,
    files: screening.guard(files),
    dataDirectory,
    vault,
    authority,
    port: options.exchangePort,
    host: options.exchangeHost ?? host,
    alone: database.kind === 'embedded',
    applyAct: applyActFor(authority.state, clock),
    ownLog: openOwnLog(db),
    clock,
    log: app.log,
    machine,
    ...(clockWatch === undefined ? {} : { clockWrongBy: clockWatch.wrongBy }),
    ...(options.exchangeEndpoint === undefined ? {} : { endpoint: options.exchangeEndpoint }),
    ...(options.privatePeers === undefined ? {} : { privatePeers: options.privatePeers }),
    ...(options.bridgesFile === undefined ? {} : { bridges: await readBridges(options.bridgesFile) }),
  })
  const { enqueue, wake, receiptsOf, handOver } = exchange
  watchExchange(metrics, () => onBehalfOf('statistics', () => machine().then((facts) => exchangeFigures(db, clock().toISOString(), facts))))
  const origin = auditOrigin(authorityId(authority))
  const signer = {
    origin,
    get key() {
      return exchange.signingKeys[0]
    },
  }
  const signing = await openSigning(
    options.signing ?? {},
    (url) => (body) => askOutside(url, { type: 'application/timestamp-query', body }),
  )
  const effective = await openEffectiveLaw(db, law, profiles)
  const letterheads = openLetterheads(db, files)
  const pagesUrl = () => options.pagesUrl ?? localUrl(app)
  const letters = openLetterRegister(
    () => `${pagesUrl()}/letters`,
    ({ content, counterpart }, today) => wantsPaper(content, effective.findProfile(counterpart), today),
  )
  const erasing = { files, erasers }
  const requestParts = {
    db,
    files,
    screening,
    letterheads,
    self: authority.state,
    law: effective.current,
    findProfile: effective.findProfile,
    enqueue,
    letters,
    finishLetter: async (letter: Parameters<typeof finishLetter>[1], now: string) => finishLetter({ db, files, signing }, letter, now),
    wake,
    receiptsOf,
    handOver,
    translatedWordsOf,
  }
  const named = options.provider
  const provider = named === undefined ? undefined : openProvider(named, pagesUrl, fetchFrom(hostsOf(named), named.hosts), clock)
  const issuer = `Comity ${authority.state}`
  const handlers = {
    ...accessHandlers(db),
    ...delegationHandlers(db, { dateOf: (at) => localDate(at, authority.state), timeZone: capitalTimeZone(authority.state) }),
    ...accountHandlers({ db, vault, issuer, words: ['Comity', authority.name], hasProvider: provider !== undefined }),
    ...passkeyHandlers({ db, relyingParty: () => relyingPartyAt(pagesUrl()) }),
    ...providerHandlers({ db, vault, issuer, ...(provider === undefined ? {} : { provider }) }),
    ...auditHandlers({ db, signer, clock }),
    ...exchange.handlers,
    ...lawAnswers({
      today: (now) => localDate(now, authority.state),
      law: effective.current,
      profiles: effective,
      findText: openTexts(dataDirectory).find,
      hidden: new Set(options.hiddenStates),
    }),
    ...drafterFileHandlers({
      files: screening.guard(files),
      // With what arrives: let go at a start, and in no backup.
      held: holdFiles(join(dataDirectory, 'files', 'arriving', 'sealed'), () => clock().getTime()),
      self: authority.state,
      authority: authority.name,
      findRequest,
      open: (trx, events) => commitEvents(trx, undefined, events, { enqueue, letters }),
      addFiles,
    }),
    ...profileHandlers({ db, self: authority.state, effective }),
    ...referenceHandlers({ db, self: authority.state, effective }),
    ...paperHandlers({ db, files, self: authority, publicCheck: options.publicLetterCheck ?? true, desk: requestDesk(requestParts) }),
    ...signatureHandlers({
      db,
      files,
      signing,
      lettersToSign: async (request) => plainLetters({ db, letters, letterheads, translatedWordsOf }, request),
    }),
    ...letterheadHandlers({ db, files, authority }),
    ...retentionHandlers({ db, dateOf: (at) => localDate(at, authority.state), ...erasing }),
    ...requestHandlers(requestParts),
    ...translationHandlers({ db, self: authority.state, findRequest, listTranslators }),
  }
  const dispatcher = createDispatcher({
    operations,
    handlers,
    db,
    clock,
    findAccess: accessIn(db),
    isOpen: async ({ token }) => (await findSession(token)) !== undefined,
    ...(options.publicLaw === true ? { openActions: ['reference.read' as const] } : {}),
  })
  bind(app, dispatcher)
  app.get('/openapi.json', async (_request, reply) => reply.send(openApi()))
  await servePages(app, {
    authority,
    timeZone: capitalTimeZone(authority.state),
    embeddedDatabase: database.kind === 'embedded',
    publicLaw: options.publicLaw === true,
    hiddenStates: options.hiddenStates ?? [],
    dispatcher,
    clock,
    ...(provider === undefined ? {} : { provider: provider.name }),
  })
  if (provider !== undefined) serveBackChannel(app, { db, provider }, clock)
  // Before anything can come in.
  opened.defer(await onBehalfOf('screening', () => screening.start(files)))
  const { port: exchangePort } = await exchange.start()
  opened.defer(() => exchange.stop())
  opened.defer(() => app.close())
  opened.defer(startChores({ database, erasing, exchange, origin, effective, clock, log: app.log }))
  const reportTree = (error: unknown) => app.log.error({ err: error }, 'the audit log could not be taken into its tree')
  opened.defer(startTreeBuilder(db, signer, clock, reportTree))
  await app.listen({ host, port: options.port })
  if (options.privatePort !== undefined) {
    const privatePort = await startPrivatePort({ port: options.privatePort, metrics, isReady })
    opened.defer(() => privatePort.close())
  }
  return {
    url: localUrl(app),
    port: (app.server.address() as AddressInfo).port,
    exchangePort,
    exchangeUrl: options.exchangeEndpoint ?? `https://${host}:${exchangePort}`,
    async stop() {
      ending = true
      if (options.drain !== undefined) await wait(options.drain)
      await opened.disposeAsync()
    },
  }
}
