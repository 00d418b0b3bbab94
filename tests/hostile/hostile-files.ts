import { archives, bombs, macros } from './hostile-archives.ts'
import { disguises, letters, markup, pictures, words } from './hostile-documents.ts'
import type { HostileFile } from './hostile-kit.ts'

/** Every hostile file: the same ones in every run. */
export function hostileFiles(): readonly HostileFile[] {
  return [...bombs(), ...archives(), ...macros(), ...markup(), ...pictures(), ...letters(), ...disguises(), ...words()]
}
