/** What happened in one run, so that a run in which nothing happens is seen. */
export interface Tally {
  acts: number
  crashes: number
  lost: number
  doubled: number
  jumps: number
  deeds: number
  rotations: number
  failed: number
  steps: number
}

/** No figure yet. */
export function emptyTally(): Tally {
  return { acts: 0, crashes: 0, lost: 0, doubled: 0, jumps: 0, deeds: 0, rotations: 0, failed: 0, steps: 0 }
}
