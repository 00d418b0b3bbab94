import { getState } from './state.ts'

/**
 * States of which the first zone in the time-zone database is not that of the capital. From the capital's place on the
 * map of zones of IANA tzdata; as of 2026-11-21; not checked against an official source.
 */
const capitals: Readonly<Record<string, string>> = {
  AUS: 'Australia/Sydney',
  BRA: 'America/Sao_Paulo',
  CAN: 'America/Toronto',
  FSM: 'Pacific/Pohnpei',
  RUS: 'Europe/Moscow',
  UKR: 'Europe/Kyiv',
  UZB: 'Asia/Tashkent',
}

/** The IANA time zone of a State's capital, where its central authority is taken to sit. @throws when there is no such State */
export function capitalTimeZone(code: string): string {
  return capitals[code] ?? getState(code).timeZones[0] ?? 'UTC'
}
