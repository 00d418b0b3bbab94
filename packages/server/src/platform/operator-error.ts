import pg from 'pg'
import { diskSentence } from './disk-fault.ts'

/** Something that keeps an instance from starting and that its operator can mend: the message says what. */
export class OperatorError extends Error {}

function isOfTheSystem(error: Error): error is NodeJS.ErrnoException & { readonly address?: string; readonly port?: number } {
  return 'syscall' in error && 'code' in error
}

/**
 * What an operator has to be told of an error: in use, out of reach, not permitted. Of anything else the place where
 * it happened says more than a sentence.
 * @returns undefined for what is no matter of the surroundings
 */
export function operatorSentence(error: unknown): string | undefined {
  // A host with several addresses fails once for each.
  if (error instanceof AggregateError) return operatorSentence(error.errors[0])
  if (error instanceof OperatorError) return error.message
  const ofTheDisk = diskSentence(error)
  if (ofTheDisk !== undefined) return ofTheDisk
  if (error instanceof pg.DatabaseError) return `The database says: ${error.message}.`
  if (!(error instanceof Error) || !isOfTheSystem(error)) return undefined
  if (error.code === 'EADDRINUSE') return `Port ${error.port} is in use by another program.`
  return `${error.message}.`
}
