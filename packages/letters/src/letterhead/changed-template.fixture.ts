import { unzipSync, zipSync } from 'fflate'

const decoder = new TextDecoder()
const encoder = new TextEncoder()

/** A Word file with some parts changed, added or, where the change gives nothing, left out. */
export function changedTemplate(
  docx: Uint8Array,
  changes: Readonly<Record<string, (text: string) => string | Uint8Array | undefined>>,
): Uint8Array {
  const parts = unzipSync(docx)
  for (const [name, change] of Object.entries(changes)) {
    const changed = change(parts[name] === undefined ? '' : decoder.decode(parts[name]))
    if (changed === undefined) delete parts[name]
    else parts[name] = typeof changed === 'string' ? encoder.encode(changed) : new Uint8Array(changed)
  }
  return zipSync(parts)
}
