import type { Chance } from '../simulation/chance.ts'

/** One change to the lines of an exported log, as by somebody who hides something: a bit flipped, a line lost, doubled, or two swapped. */
export function damageLog(lines: readonly string[], chance: Chance): readonly string[] {
  const at = chance.below(lines.length)
  const changed = [...lines]
  switch (chance.below(4)) {
    case 0: {
      const bytes = Buffer.from(changed[at] ?? '')
      const bit = chance.below(bytes.length * 8)
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      changed[at] = bytes.toString('latin1')
      break
    }
    case 1:
      changed.splice(at, 1)
      break
    case 2:
      changed.splice(at, 0, changed[at] ?? '')
      break
    default: {
      const other = (at + 1 + chance.below(lines.length - 1)) % lines.length
      ;[changed[at], changed[other]] = [changed[other] ?? '', changed[at] ?? '']
    }
  }
  return changed
}
