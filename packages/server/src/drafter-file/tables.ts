/** Rows of migration 0013. */
export interface DrafterFileTables {
  drafter_import: {
    /** SHA-256 of the sealed file. */
    file: string
    request: string
    at: string
  }
}
