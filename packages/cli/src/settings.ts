import { UsageError } from './command.ts'

/** Where and as whom an instance runs; read from the environment, so that nothing secret stands in arguments. */
export interface Settings {
  readonly state: string
  readonly name: string
  readonly dataDirectory: string
  readonly databaseUrl?: string
  readonly host: string
  readonly port: number
  readonly exchangePort: number
  readonly exchangeEndpoint?: string
  readonly privatePort?: number
}

/** A port of the environment. @throws UsageError when it is none */
export function readPort(environment: NodeJS.ProcessEnv, name: string, otherwise: number): number {
  const value = environment[name]
  if (value === undefined || value === '') return otherwise
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0 || number > 65_535) throw new UsageError(`${name}: a port between 0 and 65535`)
  return number
}

/** Reads `COMITY_*` and `DATABASE_URL`. @throws UsageError naming what is missing or wrong */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const get = (name: string): string | undefined => (environment[name] === '' ? undefined : environment[name])
  const state = get('COMITY_STATE')
  const name = get('COMITY_NAME')
  const dataDirectory = get('COMITY_DATA')
  if (state === undefined || !/^[A-Z]{3}$/u.test(state)) throw new UsageError('COMITY_STATE: the State of the authority, as in PER')
  if (name === undefined) throw new UsageError('COMITY_NAME: the name of the authority')
  if (dataDirectory === undefined)
    throw new UsageError('COMITY_DATA: the folder of its keys, files and, without DATABASE_URL, its database')
  const databaseUrl = get('DATABASE_URL')
  const exchangeEndpoint = get('COMITY_EXCHANGE_ENDPOINT')
  return {
    state,
    name,
    dataDirectory,
    host: get('COMITY_HOST') ?? '127.0.0.1',
    port: readPort(environment, 'COMITY_PORT', 4610),
    exchangePort: readPort(environment, 'COMITY_EXCHANGE_PORT', 4611),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(exchangeEndpoint === undefined ? {} : { exchangeEndpoint }),
    ...(get('COMITY_PRIVATE_PORT') === undefined ? {} : { privatePort: readPort(environment, 'COMITY_PRIVATE_PORT', 0) }),
  }
}
