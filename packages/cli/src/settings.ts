import { findState, states } from '@comity/reference/state'
import { readListed } from '@comity/server/exchange/destination'
import { readScannerAddress, type ScannerAddress } from '@comity/server/screening/clamd'
import type { ServerOptions } from '@comity/server/server-options'
import { UsageError } from './command.ts'
import { readProvider } from './provider-settings.ts'
import { readSigning } from './signing-settings.ts'
import { readStorageKey } from './storage-key-settings.ts'

/** Where and as whom an instance runs; read from the environment, so that nothing secret stands in arguments. */
export interface Settings extends Omit<ServerOptions, 'authority' | 'host' | 'firstAccounts' | 'log' | 'requestsPerMinute' | 'clock'> {
  readonly state: string
  readonly name: string
  readonly host: string
}

/** A port of the environment. @throws UsageError when it is none */
export function readPort(environment: NodeJS.ProcessEnv, name: string, otherwise: number): number {
  const value = environment[name]
  if (value === undefined || value === '') return otherwise
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0 || number > 65_535) throw new UsageError(`${name}: a port between 0 and 65535`)
  return number
}

/** The codes of a list with commas. @throws UsageError naming those that cannot be hidden, and those that can */
function readHidden(value: string, self: string): readonly string[] {
  const codes = [...new Set(value.split(/[\s,]+/u).filter((code) => code !== ''))]
  const hideable = states.flatMap(({ code, hideable: can }) => (can === true && code !== self ? [code] : []))
  const refused = codes.filter((code) => !hideable.includes(code))
  if (refused.length > 0)
    throw new UsageError(`COMITY_HIDE_STATES: ${refused.join(', ')} cannot be hidden; those that can are ${hideable.join(', ')}`)
  return codes
}

/** The peers of a list with commas. @throws UsageError naming the entry that is none */
function readPrivatePeers(value: string): readonly string[] {
  const entries = value.split(/[\s,]+/u).filter((entry) => entry !== '')
  const wrong = entries.find((entry) => readListed(entry) === undefined)
  if (wrong !== undefined) throw new UsageError(`COMITY_PRIVATE_PEERS: ${wrong} is no host, address or network, as in 10.20.0.0/16`)
  return entries
}

/** Seconds, as milliseconds. @throws UsageError when they are none, or more than a minute */
function readDrain(value: string): number {
  if (!/^\d{1,2}$/u.test(value) || Number(value) > 60) throw new UsageError('COMITY_DRAIN: seconds, 0 to 60')
  return Number(value) * 1000
}

/** The address that goes on letters, without a slash at its end. @throws UsageError when it is none */
function readPagesUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (
    url === undefined ||
    !/^https?:$/u.test(url.protocol) ||
    url.search !== '' ||
    url.hash !== '' ||
    url.username !== '' ||
    value.length > 120
  )
    throw new UsageError('COMITY_PAGES_URL: the address of the pages, as in https://cooperation.example')
  return url.href.replace(/\/$/u, '')
}

/** Where clamd listens. @throws UsageError when it is not on this machine: files go to it in the clear */
function readScanner(value: string): ScannerAddress {
  const address = readScannerAddress(value)
  if (address === undefined)
    throw new UsageError('COMITY_SCANNER: a socket of this machine, as in /run/clamav/clamd.ctl, or 127.0.0.1:3310')
  return address
}

/** What was set, without what was not. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as ReturnType<typeof given<T>>
}

/** Reads `COMITY_*` and `DATABASE_URL`. @throws UsageError naming what is missing or wrong */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const get = (name: string): string | undefined => (environment[name] === '' ? undefined : environment[name])
  const state = get('COMITY_STATE')
  const name = get('COMITY_NAME')
  const dataDirectory = get('COMITY_DATA')
  if (state === undefined || findState(state) === undefined) throw new UsageError('COMITY_STATE: the State of the authority, as in PER')
  if (name === undefined) throw new UsageError('COMITY_NAME: the name of the authority')
  if (dataDirectory === undefined)
    throw new UsageError('COMITY_DATA: the folder of its keys, files and, without DATABASE_URL, its database')
  const publicLaw = get('COMITY_PUBLIC_LAW')
  if (publicLaw !== undefined && publicLaw !== 'yes' && publicLaw !== 'no') throw new UsageError('COMITY_PUBLIC_LAW: yes or no')
  const letterCheck = get('COMITY_LETTER_CHECK')
  if (letterCheck !== undefined && letterCheck !== 'yes' && letterCheck !== 'no') throw new UsageError('COMITY_LETTER_CHECK: yes or no')
  const hidden = get('COMITY_HIDE_STATES')
  const pagesUrl = get('COMITY_PAGES_URL')
  const privatePeers = get('COMITY_PRIVATE_PEERS')
  const scanner = get('COMITY_SCANNER')
  const drain = get('COMITY_DRAIN')
  const optional = {
    databaseUrl: get('DATABASE_URL'),
    storageKey: readStorageKey(get),
    exchangeHost: get('COMITY_EXCHANGE_HOST'),
    exchangeEndpoint: get('COMITY_EXCHANGE_ENDPOINT'),
    bridgesFile: get('COMITY_BRIDGES'),
    drain: drain === undefined ? undefined : readDrain(drain),
    privatePeers: privatePeers === undefined ? undefined : readPrivatePeers(privatePeers),
    trustProxy: get('COMITY_PROXY')?.split(/[\s,]+/u),
    privatePort: get('COMITY_PRIVATE_PORT') === undefined ? undefined : readPort(environment, 'COMITY_PRIVATE_PORT', 0),
    publicLaw: publicLaw === 'yes' ? true : undefined,
    publicLetterCheck: letterCheck === 'no' ? false : undefined,
    pagesUrl: pagesUrl === undefined ? undefined : readPagesUrl(pagesUrl),
    scanner: scanner === undefined ? undefined : readScanner(scanner),
    signing: readSigning(get),
    provider: readProvider(get),
    hiddenStates: hidden === undefined ? undefined : readHidden(hidden, state),
  }
  return {
    state,
    name,
    dataDirectory,
    host: get('COMITY_HOST') ?? '127.0.0.1',
    port: readPort(environment, 'COMITY_PORT', 4610),
    exchangePort: readPort(environment, 'COMITY_EXCHANGE_PORT', 4611),
    ...given(optional),
  }
}
