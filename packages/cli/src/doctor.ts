import { access, constants, mkdir, readFile, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { readKeys } from '@comity/exchange/keys'
import { openDatabase } from '@comity/server/platform/database'
import { type Command, UsageError } from './command.ts'
import { readSettings, type Settings } from './settings.ts'

/** One thing that was looked at: how it is, and what to do when it is not well. */
interface Finding {
  readonly what: string
  readonly well: boolean
  readonly says: string
}

const gibibyte = 1024 ** 3

async function node(): Promise<Finding> {
  const well = Number(process.versions.node.split('.')[0]) >= 24
  return { what: 'Node', well, says: well ? process.versions.node : `${process.versions.node}; Comity needs 24 or later` }
}

async function folder({ dataDirectory }: Settings): Promise<Finding> {
  try {
    await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
    await access(dataDirectory, constants.R_OK | constants.W_OK)
    const { bavail, bsize } = await statfs(dataDirectory)
    const free = (bavail * bsize) / gibibyte
    return {
      what: 'Data folder',
      well: free >= 1,
      says: `${free.toFixed(1)} GiB free${free >= 1 ? '' : '; files of requests need room: at least 1 GiB'}`,
    }
  } catch (error) {
    return { what: 'Data folder', well: false, says: `${(error as Error).message}; let the user that runs Comity read and write it` }
  }
}

async function keys({ dataDirectory }: Settings): Promise<Finding> {
  const text = await readFile(join(dataDirectory, 'keys.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return { what: 'Keys', well: true, says: 'none yet; they are made at the first start' }
  const read = await readKeys(JSON.parse(text))
  return { what: 'Keys', well: read.ok, says: read.ok ? 'readable' : `${read.problem.code}; restore keys.json from the backup` }
}

async function database({ databaseUrl, dataDirectory }: Settings): Promise<Finding> {
  try {
    const opened = await openDatabase({ dataDirectory, ...(databaseUrl === undefined ? {} : { url: databaseUrl }) })
    const { kind } = opened
    await opened.close()
    return {
      what: 'Database',
      well: true,
      says: kind === 'server' ? 'PostgreSQL answers' : 'embedded; for trial and very small desks: set DATABASE_URL for real work',
    }
  } catch (error) {
    return {
      what: 'Database',
      well: false,
      says: `${(error as Error).message}; check DATABASE_URL, or stop the instance that has the data folder open`,
    }
  }
}

/** Looks at an instance's surroundings and says what to do. */
export const doctor: Command = {
  usage: 'doctor',
  summary: 'Look at Node, the data folder, the keys and the database, and say what to do',
  options: {},
  positionals: [0, 0],
  async run() {
    const findings = [await node()]
    try {
      const settings = readSettings(process.env)
      findings.push(await folder(settings), await keys(settings), await database(settings))
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      findings.push({ what: 'Settings', well: false, says: error.message })
    }
    const text = findings.map(({ what, well, says }) => `${well ? '✓' : '✗'} ${what.padEnd(12)} ${says}`).join('\n')
    return { exit: findings.every(({ well }) => well) ? 0 : 1, text, data: findings }
  },
}
