import { readFileSync } from 'node:fs'
import { mutantsOf } from './mutants.ts'
import type { NumberedMutant } from './switches.ts'

/** A file whose tests are held to the score, and its changes. */
export interface MutatedFile {
  readonly file: string
  readonly source: string
  readonly mutants: readonly NumberedMutant[]
}

/** The changes of all files, numbered through: the same numbers in each thread. */
export function numberedMutants(files: readonly string[]): readonly MutatedFile[] {
  let number = 0
  return files.map((file) => {
    const source = readFileSync(file, 'utf8')
    return { file, source, mutants: mutantsOf(file, source).map((mutant) => ({ ...mutant, number: (number += 1) })) }
  })
}
