/** What disks say when they are full, broken or not to be written on, by the codes of the system and of PostgreSQL. */
const sentences: Readonly<Record<string, string>> = {
  ENOSPC: 'There is no room on the disk. Make room, and start what has ended: nothing that was acknowledged is lost.',
  EDQUOT: 'There is no room left that this user may fill. Raise its quota, then start again: nothing that was acknowledged is lost.',
  EIO: 'The disk fails to read or to write. Look at the log of the system, replace the disk, and restore from the backup if the next start fails.',
  EROFS: 'The disk can only be read. A system turns a failing disk so: look at its log before you make it writable again.',
}

/** Class 53100 of PostgreSQL is a full disk, 58030 a failure to read or write. */
const systemCode: Readonly<Record<string, string>> = { '53100': 'ENOSPC', '58030': 'EIO' }

/**
 * What an operator has to be told of a disk that refuses.
 * @param error of the system or of PostgreSQL
 * @returns undefined for what is not the disk's
 */
export function diskSentence(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  const code = String(error.code)
  return sentences[systemCode[code] ?? code]
}
