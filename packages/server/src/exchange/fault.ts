/** What may be logged of an exception: a database's own message can quote the row, and a row the case. */
export interface Fault {
  readonly name: string
  readonly code?: string
  /** Where it arose, without its message. */
  readonly at?: string
}

/** Strips an exception to what holds no content. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: typeof error }
  const { code } = error as NodeJS.ErrnoException
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 6)
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(frames.length > 0 ? { at: frames.map((line) => line.trim()).join(' < ') } : {}),
  }
}
