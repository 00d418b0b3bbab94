import type { FirstAccount } from './account/first-accounts.ts'
import type { ProviderOptions } from './account/provider/provider.ts'
import type { LogOptions } from './platform/log.ts'
import type { RootKeyChoice } from './platform/root-key.ts'
import type { ScannerAddress } from './screening/clamd.ts'
import type { SigningOptions } from './signature/signing.ts'

/** What one authority's instance is started with. */
export interface ServerOptions {
  readonly authority: { readonly state: string; readonly function: 'central'; readonly name: string }
  /** Keys, files of requests and, without `databaseUrl`, the database. */
  readonly dataDirectory: string
  /** The key above all keys; absent, a file in the data directory, where it protects only what leaves without it. */
  readonly storageKey?: RootKeyChoice
  /** PostgreSQL; absent, the embedded database for trial and very small desks. */
  readonly databaseUrl?: string
  readonly host?: string
  /** Of the pages and the API; 0 takes any. */
  readonly port: number
  /** Of the exchange with other authorities; 0 takes any. */
  readonly exchangePort: number
  /** Address at which the exchange listens, where that is not `host`: pages stand behind a proxy, the exchange does not. */
  readonly exchangeHost?: string
  /** How other authorities reach the exchange, where that differs. */
  readonly exchangeEndpoint?: string
  /** Hosts, addresses and networks of peers that are not public; absent, none, and this machine while the exchange has no other address. */
  readonly privatePeers?: readonly string[]
  /** The operator's file of ways beside HTTPS by which peers are reached; absent, none. */
  readonly bridgesFile?: string
  /** Of `/metrics`, on this machine only; absent, none. */
  readonly privatePort?: number
  /** Accounts to begin with; ignored once there are any. */
  readonly firstAccounts?: readonly FirstAccount[]
  /** How long a process that is to end says so at `/health` and goes on answering, before it stops listening. In milliseconds; none. */
  readonly drain?: number
  readonly log?: LogOptions
  /** From one address, before it is asked to wait. */
  readonly requestsPerMinute?: number
  /** Addresses of the proxies in front, whose word on the client's address is taken. */
  readonly trustProxy?: readonly string[]
  /** Whether the pages and operations of the law are open to readers without an account. */
  readonly publicLaw?: boolean
  /** Codes of States and territories that choices, maps and lists leave out; asked for by code they are answered. */
  readonly hiddenStates?: readonly string[]
  /** How readers reach the pages, as printed on letters, where that is not this machine. */
  readonly pagesUrl?: string
  /** Whether anybody may check a printed letter by its code; so it is unless this says no. */
  readonly publicLetterCheck?: boolean
  /** Where the scanner for malware listens; absent, files are not scanned, and officers see so. */
  readonly scanner?: ScannerAddress
  /** Keys and authorities with which letters are signed and checked. */
  readonly signing?: SigningOptions
  /** The provider of identities with which people may sign in; absent, they sign in here only. */
  readonly provider?: ProviderOptions
  readonly clock?: () => Date
}
