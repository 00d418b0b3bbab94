import { listStates } from '@comity/reference/state'

/** Every State, by code in the order of the reference data. */
export function stateOptions(): readonly string[] {
  return listStates().map(({ code }) => code)
}
