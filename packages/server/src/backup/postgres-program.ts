import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { OperatorError } from '../platform/operator-error.ts'

const parameters: Readonly<Record<string, string>> = {
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
}

/** Where a database is, as PostgreSQL's programs read it: the password stands in the environment and never in an argument, which others see. */
export function environmentOf(databaseUrl: string): Readonly<Record<string, string>> {
  const url = new URL(databaseUrl)
  const found: Record<string, string> = { PGDATABASE: decodeURIComponent(url.pathname.slice(1)) }
  const host = url.searchParams.get('host') ?? url.hostname
  if (host !== '') found['PGHOST'] = host
  if (url.port !== '') found['PGPORT'] = url.port
  if (url.username !== '') found['PGUSER'] = decodeURIComponent(url.username)
  if (url.password !== '') found['PGPASSWORD'] = decodeURIComponent(url.password)
  for (const [name, variable] of Object.entries(parameters)) {
    const value = url.searchParams.get(name)
    if (value !== null) found[variable] = value
  }
  return found
}

/** Runs one of PostgreSQL's programs on a database. @throws OperatorError with what it said when it is not there or fails */
export async function runPostgres(program: 'pg_dump' | 'pg_restore', args: readonly string[], databaseUrl: string): Promise<void> {
  const { PATH = '' } = process.env
  // As the operator: our own user is bound by row security too, unless it is the superuser.
  const env = { PATH, PGOPTIONS: '-c comity.context=operator', ...environmentOf(databaseUrl) }
  const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2_000)))
  const ended = once(child, 'close').then(([code]: unknown[]) => code)
  const failed = once(child, 'error').then(([error]: unknown[]) => error)
  const outcome = await Promise.race([ended, failed])
  if (outcome instanceof Error) throw new OperatorError(`${program} is not installed: it comes with PostgreSQL's client programs.`)
  if (outcome !== 0) throw new OperatorError(`${program} failed: ${said.trim().split('\n').at(-1) ?? ''}`)
}
