import { existsSync } from 'node:fs'
import { access, constants, mkdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { untestedKinds } from '@comity/domain/exchange/way'
import { ok } from '@comity/domain/result'
import { readKeys } from '@comity/exchange/keys'
import { translator } from '@comity/language/translator'
import { hostsOf, openProvider } from '@comity/server/account/provider/provider'
import { readBridges } from '@comity/server/exchange/bridge/configuration'
import { openBridges } from '@comity/server/exchange/bridge/open-bridges'
import { exchangeFigures } from '@comity/server/exchange/figures'
import { fetchFrom } from '@comity/server/exchange/listed-fetch'
import { openAuthorityKey } from '@comity/server/platform/authority-key'
import { clockTolerance, measureSkew } from '@comity/server/platform/clock-watch'
import { openDatabase, serverVersion } from '@comity/server/platform/database'
import { databaseLine } from '@comity/server/platform/database-line'
import { operatorSentence } from '@comity/server/platform/operator-error'
import { openVault } from '@comity/server/platform/vault'
import { openScanner } from '@comity/server/screening/scanner'
import { type Command, UsageError } from './command.ts'
import { readJsonFile } from './json-file.ts'
import { readSettings, type Settings } from './settings.ts'
import { rootKeyOf } from './storage-key-settings.ts'

/** One thing that was looked at: how it is, and what to do when it is not well. */
interface Observation {
  readonly what: string
  readonly well: boolean
  readonly says: string
}

const gibibyte = 1024 ** 3

function node(): Observation {
  const well = Number(process.versions.node.split('.')[0]) >= 24
  return { what: 'Node', well, says: well ? process.versions.node : `${process.versions.node}; Comity needs 24 or later` }
}

async function folder({ dataDirectory }: Settings): Promise<Observation> {
  try {
    await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
    await access(dataDirectory, constants.R_OK | constants.W_OK)
    const { bavail, bsize } = await statfs(dataDirectory)
    const free = (bavail * bsize) / gibibyte
    return {
      what: 'Data folder',
      well: free >= 1,
      says: `${free.toFixed(1)} GiB free${free >= 1 ? '' : '; files of requests need room, at least 1 GiB: see the operator’s page, A full or failing disk'}`,
    }
  } catch (error) {
    return { what: 'Data folder', well: false, says: `${(error as Error).message}; let the user that runs Comity read and write it` }
  }
}

function pages(): Observation {
  const built = existsSync(new URL('../../web/dist/site.js', import.meta.url))
  return { what: 'Pages', well: built, says: built ? 'built' : 'not built; run npm run build' }
}

/** Says which key stands above all keys, and opens the authority's with it. */
async function storageKeyOf({ dataDirectory, storageKey }: Settings): Promise<Observation> {
  const what = 'Storage key'
  const root = rootKeyOf(dataDirectory, storageKey)
  try {
    const found = await openAuthorityKey(dataDirectory, root)
    if (found === undefined) return { what, well: true, says: `${root.name}; nothing is wrapped by it yet` }
    const advice = storageKey === undefined ? '; it lies beside what it protects: see COMITY_STORAGE_KEY' : ''
    return { what, well: true, says: `${root.name} opens the authority's key${advice}` }
  } catch (error) {
    const sentence = operatorSentence(error)
    if (sentence === undefined) throw error
    return { what, well: false, says: sentence }
  }
}

/** Looks at the keys of the exchange without sealing or making any. */
async function keys({ dataDirectory, storageKey }: Settings): Promise<Observation> {
  const what = 'Keys'
  const plain = join(dataDirectory, 'keys.json')
  const isSealed = existsSync(join(dataDirectory, 'keys.sealed'))
  if (!isSealed && !existsSync(plain)) return { what, well: true, says: 'none yet; they are made at the first start' }
  try {
    const authorityKey = isSealed ? await openAuthorityKey(dataDirectory, rootKeyOf(dataDirectory, storageKey)) : undefined
    if (isSealed && authorityKey === undefined) return { what, well: false, says: 'authority.key is missing; restore it from the backup' }
    const text = authorityKey === undefined ? undefined : await openVault(dataDirectory, authorityKey).find('keys')
    const json = text === undefined ? await readJsonFile(plain) : ok<unknown>(JSON.parse(text))
    const read = json.ok ? await readKeys(json.value) : json
    if (!read.ok) return { what, well: false, says: `damaged; restore keys.${isSealed ? 'sealed' : 'json'} from the backup` }
    return { what, well: true, says: isSealed ? 'sealed, and open' : 'readable to whoever reads the folder; sealed at the next start' }
  } catch (error) {
    const sentence = operatorSentence(error)
    if (sentence === undefined) throw error
    return { what, well: false, says: sentence }
  }
}

/** Looks at a database without making one, and without taking the embedded one from an instance that runs. */
async function database({ databaseUrl, dataDirectory }: Settings): Promise<Observation> {
  const what = 'Database'
  const trial = 'embedded, for trial and very small desks: set DATABASE_URL for real work'
  if (databaseUrl === undefined && process.env['NODE_ENV'] === 'production')
    return { what, well: false, says: 'none; production needs a PostgreSQL server: set DATABASE_URL' }
  if (databaseUrl === undefined) {
    const made = existsSync(join(dataDirectory, 'database'))
    return { what, well: true, says: made ? trial : `${trial}; none yet, it is made at the first start` }
  }
  try {
    const opened = await openDatabase({ dataDirectory, url: databaseUrl })
    try {
      const line = databaseLine(databaseUrl)
      const advice =
        line === 'plain' || line === 'unsaid'
          ? '; the line to it is plain: sslmode=verify-full in DATABASE_URL, unless the network itself is protected'
          : ''
      return { what, well: line !== 'unsaid', says: `PostgreSQL ${await serverVersion(opened)} answers${advice}` }
    } finally {
      await opened.close()
    }
  } catch (error) {
    const sentence = operatorSentence(error)
    if (sentence === undefined) throw error
    return { what, well: false, says: `${sentence} Check DATABASE_URL` }
  }
}

/** Compares this machine's clock with that of the machine on which the database runs. */
async function clock({ databaseUrl, dataDirectory }: Settings): Promise<readonly Observation[]> {
  if (databaseUrl === undefined) return []
  const what = 'Clock'
  try {
    const opened = await openDatabase({ dataDirectory, url: databaseUrl })
    try {
      const skew = await measureSkew(opened.db, () => new Date())
      const seconds = Math.round(Math.abs(skew) / 1000)
      const apart = `${seconds} s ${skew < 0 ? 'behind' : 'ahead of'} the database's`
      if (Math.abs(skew) <= clockTolerance) return [{ what, well: true, says: `${apart} clock` }]
      const advice = 'see on both machines which is right (timedatectl), let both follow a time server; no message is signed until then'
      return [{ what, well: false, says: `${apart} clock: ${advice}` }]
    } finally {
      await opened.close()
    }
  } catch {
    // What is wrong with the database is said of the database.
    return []
  }
}

/** The alarms of the exchange, which a running instance also shows on Today and as metrics. */
async function exchange({ databaseUrl, dataDirectory }: Settings): Promise<readonly Observation[]> {
  if (databaseUrl === undefined) return []
  try {
    const opened = await openDatabase({ dataDirectory, url: databaseUrl })
    try {
      const seen = await exchangeFigures(opened.db, new Date().toISOString())
      if (seen === undefined) return []
      const raised = Object.entries(seen.alarms).filter(([, count]) => count > 0)
      const t = translator('en')
      const lines = raised.map(([kind, count]) => ({
        what: 'Exchange',
        well: false,
        says: `${t(`alarm.${kind}`)} (${count}). ${t(`alarm.${kind}.do`)}`,
      }))
      return lines.length > 0 ? lines : [{ what: 'Exchange', well: true, says: `no alarm; ${seen.waiting} message(s) on their way out` }]
    } finally {
      await opened.close()
    }
  } catch {
    // What is wrong with the database is said of the database; before the first start there is nothing to read.
    return []
  }
}

/** Tests the scanner for malware, as an instance does at its start and every minute. */
async function scanning({ scanner: address }: Settings): Promise<Observation> {
  const what = 'Scanner'
  if (address === undefined)
    return { what, well: true, says: 'none: files are not scanned, and officers see so; set COMITY_SCANNER to the socket of clamd' }
  const scanner = openScanner(address, () => new Date())
  await scanner.test()
  const version = scanner.version()
  if (version === undefined)
    return { what, well: false, says: 'does not answer, or does not find its test file; is clamd running with deploy/clamd.conf?' }
  const { engine, signaturesAt } = version
  const age = signaturesAt === undefined ? undefined : (Date.now() - Date.parse(signaturesAt)) / 86_400_000
  if (age !== undefined && age > 7)
    return { what, well: false, says: `${engine} with signatures of ${signaturesAt?.slice(0, 10)}; let freshclam renew them each day` }
  return { what, well: true, says: `${engine}, signatures of ${signaturesAt?.slice(0, 10) ?? 'an unknown day'}` }
}

/** Asks the provider of identities what it publishes about itself, as an instance does when somebody signs in. */
async function identities({ provider: options, pagesUrl = '' }: Settings): Promise<readonly Observation[]> {
  if (options === undefined) return []
  const what = 'Provider'
  const provider = openProvider(
    options,
    () => pagesUrl,
    fetchFrom(hostsOf(options), options.hosts),
    () => new Date(),
  )
  const fault = await provider.look()
  const registered = `there, ${pagesUrl}/sign-in/provider is to be registered as the address people come back to`
  if (fault === undefined) return [{ what, well: true, says: `${options.name} answers as ${options.issuer}; ${registered}` }]
  const advice = fault === 'address' ? 'its address is not public, or not the issuer’s: list it in COMITY_OIDC_HOSTS' : fault
  return [{ what, well: false, says: `${options.issuer}: ${advice}; ${registered}` }]
}

/** Whether each bridge of the operator's file can be reached; nothing is moved. */
async function bridges({ bridgesFile }: Settings): Promise<readonly Observation[]> {
  if (bridgesFile === undefined) return []
  const what = 'Bridges'
  try {
    const { all } = openBridges(await readBridges(bridgesFile), () => new Date())
    const seen: Observation[] = []
    for (const { bridge } of all) {
      const probed = await bridge.probe()
      await bridge.close()
      const about = `${bridge.name} (${bridge.kind})`
      const reason = probed.ok ? '' : String(probed.problem.values?.['reason'] ?? '')
      const untested = untestedKinds.includes(bridge.kind)
        ? '; its kind was tested against its published contract, not against a live one'
        : ''
      const says = (probed.ok ? `${about} can be reached` : `${about}: ${bridgeFaults[reason] ?? reason}`) + untested
      seen.push({ what, well: probed.ok, says })
    }
    return seen
  } catch (error) {
    const sentence = operatorSentence(error)
    if (sentence === undefined) throw error
    return [{ what, well: false, says: sentence }]
  }
}

/** What to do about a bridge that was not reached, by its reason. */
const bridgeFaults: Readonly<Record<string, string>> = {
  'no-connection': 'not reached; check that its folders are there and can be read and written, or its host and port',
  'another-disk': 'done and failed must lie on the disk of in, since files are moved by renaming',
  'another-certificate': 'its certificate is not trusted; check the host name, and the file of its certification authority',
  silence: 'no answer in time; check host, port and firewall',
  'not-admitted': 'it refused the name, the password or the certificate',
  'strange-answer': 'it answers otherwise than agreed; check host, port and path',
}

/** Looks at an instance's surroundings and says what to do. */
export const doctor: Command = {
  usage: 'doctor',
  summary: 'Look at Node, the data folder, the keys, the database and the bridges, and say what to do',
  options: {},
  positionals: [0, 0],
  async run() {
    const seen = [node(), pages()]
    try {
      const settings = readSettings(process.env)
      seen.push(
        await folder(settings),
        await storageKeyOf(settings),
        await keys(settings),
        await scanning(settings),
        await database(settings),
        ...(await clock(settings)),
        ...(await exchange(settings)),
        ...(await bridges(settings)),
        ...(await identities(settings)),
      )
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      seen.push({ what: 'Settings', well: false, says: error.message })
    }
    const text = seen.map(({ what, well, says }) => `${well ? '✓' : '✗'} ${what.padEnd(12)} ${says}`).join('\n')
    return { exit: seen.every(({ well }) => well) ? 0 : 1, text, data: seen }
  },
}
