/** A thread of a program: its own, or that of the embedded database. */
export type Thread = 'main' | 'database'

/** What is to go wrong with the disk under a folder. */
export interface Fault {
  readonly folder: string
  readonly thread: Thread
  /** Of which kind alone, as in `fdatasync`; absent, of any. */
  readonly only?: string
  /** Number of the operation in that thread, from one; 0 for none. */
  readonly at: number
  readonly code: 'EIO' | 'ENOSPC'
  /** Whether everything after it that needs room fails as well, as on a full disk. */
  readonly lasting: boolean
}
