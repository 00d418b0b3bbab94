import assert from 'node:assert/strict'
import { problemCodes } from '@comity/domain/problem'
import type { Result } from '@comity/domain/result'
import { mutateBytes } from '@comity/exchange/fuzz/mutate'
import type { Target } from '@comity/exchange/fuzz/target'
import type { Chance } from '@comity/exchange/simulation/chance'

/** Whether it was accepted. @throws where it was refused with a code that is on no list */
export function isTaken(result: Result<unknown>): boolean {
  if (!result.ok) assert.ok(problemCodes.includes(result.problem.code), result.problem.code)
  return result.ok
}

/** Pieces of text at which readers have stumbled before. */
export const oddPieces = [
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?xml version="1.0"?>',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '&a;',
  '&#0;',
  '&#x110000;',
  '&#xD800;',
  '&amp;',
  '</',
  '/>',
  '<a xmlns:b="">',
  '<a '.repeat(50),
  '<a>'.repeat(300),
  '"',
  "'",
  ',',
  ';',
  '\r\n',
  '\n\n',
  '\u0000',
  '\ufeff',
  '\ufffe',
  '\u202e',
  '-1',
  '0',
  '99999999999999999999',
  '1e999',
  '2026-02-30',
  '31 Feb 2026',
  '__proto__',
  'constructor',
  '{',
  '[',
  ' '.repeat(3000),
  'x'.repeat(3000),
] as const

/** Puts odd pieces into a text, and doubles, moves and takes away pieces of its own. */
export function mutateText(valid: string, chance: Chance, pieces: readonly string[] = oddPieces): string {
  let text = valid
  for (let left = 1 + chance.below(3); left > 0; left -= 1) {
    const at = chance.below(text.length + 1)
    const length = chance.below(chance.hits(0.8) ? 30 : text.length + 1)
    const from = chance.below(text.length + 1)
    switch (chance.below(4)) {
      case 0:
        text = text.slice(0, at) + chance.pick(pieces) + text.slice(at)
        break
      case 1:
        text = text.slice(0, at) + chance.pick(pieces) + text.slice(at + length)
        break
      case 2:
        text = text.slice(0, at) + text.slice(at + length)
        break
      default:
        text = text.slice(0, at) + text.slice(from, from + length) + text.slice(at)
    }
  }
  return text
}

/** A reader of bytes: given valid ones now and then, and damaged ones. */
export function byteReader(
  name: string,
  slowness: number,
  valid: () => readonly Uint8Array[] | Promise<readonly Uint8Array[]>,
  read: (bytes: Buffer, chance: Chance) => boolean | Promise<boolean>,
): Target {
  let known: readonly Uint8Array[] | undefined
  return {
    name,
    slowness,
    async shoot(chance) {
      known ??= await valid()
      const one = chance.pick(known)
      return read(Buffer.from(chance.hits(0.03) ? one : mutateBytes(one, chance)), chance)
    },
  }
}

/** A reader of texts: given valid ones now and then, texts with odd pieces, and damaged bytes. */
export function textReader(
  name: string,
  slowness: number,
  valid: readonly string[],
  read: (bytes: Buffer, chance: Chance) => boolean | Promise<boolean>,
): Target {
  return {
    name,
    slowness,
    shoot(chance) {
      const one = chance.pick(valid)
      if (chance.hits(0.03)) return read(Buffer.from(one), chance)
      return read(chance.hits(0.7) ? Buffer.from(mutateText(one, chance)) : Buffer.from(mutateBytes(Buffer.from(one), chance)), chance)
    },
  }
}
