/** What happened in one run, so that a run in which nothing happens is seen. */
export interface Tally {
  acts: number
  crashes: number
  lost: number
  doubled: number
  jumps: number
  deeds: number
  rotations: number
  /** Changes of roots, forks, new beginnings below the threshold, and what somebody on the way showed in another's name. */
  roots: number
  forks: number
  anew: number
  shown: number
  /** Documents withheld, and peers suspended for a contradiction. */
  frozen: number
  contradicted: number
  failed: number
  steps: number
}

/** No figure yet. */
export function emptyTally(): Tally {
  return {
    acts: 0,
    crashes: 0,
    lost: 0,
    doubled: 0,
    jumps: 0,
    deeds: 0,
    rotations: 0,
    roots: 0,
    forks: 0,
    anew: 0,
    shown: 0,
    frozen: 0,
    contradicted: 0,
    failed: 0,
    steps: 0,
  }
}
