import type { Directory } from './directory-document.ts'
import { type SealSuite, sealSuites } from './keys.ts'

/** The suites that are not below a floor; all of them without one. */
export function suitesFrom(floor: SealSuite | undefined): readonly SealSuite[] {
  return floor === undefined ? sealSuites : sealSuites.slice(0, sealSuites.indexOf(floor) + 1)
}

/** The floor after a document was taken in: what the peer can, it is held to. It never sinks here, whatever the document leaves out. */
export function raisedFloor(floor: SealSuite | undefined, { suites }: Directory): SealSuite | undefined {
  return suitesFrom(floor).find((suite) => suites.includes(suite)) ?? floor
}
