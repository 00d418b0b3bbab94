import type { Chance } from '../simulation/chance.ts'

const utf8 = new TextEncoder()

/** Bytes at which parsers have stumbled before. */
const oddBytes = [
  0x00, 0x09, 0x0a, 0x0d, 0x20, 0x22, 0x2c, 0x2d, 0x2f, 0x30, 0x3a, 0x3d, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d, 0x7f, 0x80, 0xbf, 0xc0, 0xed, 0xef,
  0xff,
]

function deep(open: string, close: string, depth: number): string {
  return open.repeat(depth) + close.repeat(depth)
}

/** JSON texts at which readers have stumbled before, or disagreed with each other. */
const oddTexts = [
  'null',
  'true',
  '0',
  '-0',
  '-1',
  '1e400',
  '1E-400',
  '0.1',
  '9007199254740993',
  '1.0',
  '01',
  '+1',
  'NaN',
  'Infinity',
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\u202e"',
  '"\u2066"',
  '"\\/"',
  '"\\u0061"',
  '"A"',
  '"../x"',
  '"__proto__"',
  '[]',
  '{}',
  '[[]]',
  '{"":0}',
  '{"__proto__":{"v":2}}',
  '{"constructor":1}',
  '{"toString":1}',
  '{"a":1,"a":2}',
  '{"a":1,"\\u0061":2}',
  '[1,]',
  '{"a":1,}',
  '//',
  '\ufeff{}',
  "{'a':1}",
  '"2026-11-21T10:00:00.000Z"',
  '"2026-02-30T10:00:00Z"',
  '"+275760-09-13T00:00:00.000Z"',
]

/** Texts that are long or deep, and so come up seldom. */
const vastTexts = [
  deep('[', ']', 500),
  deep('[', ']', 9_000),
  `${'{"a":'.repeat(8_000)}1${'}'.repeat(8_000)}`,
  `"${'x'.repeat(5_000)}"`,
  '"x",'.repeat(2_000).replace(/(.*),$/u, '[$1]'),
]

function oddText(chance: Chance): string {
  return chance.pick(chance.hits(0.005) ? vastTexts : oddTexts)
}

/** Changes bytes here and there: flips, insertions, losses, repetitions, cuts. */
export function mutateBytes(valid: Uint8Array, chance: Chance): Uint8Array {
  let bytes = Buffer.from(valid)
  for (let left = 1 + chance.below(3); left > 0; left -= 1) {
    const at = chance.below(bytes.length + 1)
    const odd = Buffer.from([chance.pick(oddBytes)])
    switch (chance.below(6)) {
      case 0:
        if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8))
        break
      case 1:
        if (at < bytes.length) bytes[at] = odd[0] ?? 0
        break
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), odd, bytes.subarray(at)])
        break
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + chance.below(8))])
        break
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - chance.below(64)))])
        break
      default:
        bytes = bytes.subarray(0, chance.hits(0.5) ? at : bytes.length)
    }
  }
  return bytes
}

/** A valid JSON text, with the places at which it has a value or begins one: looked for once, used millions of times. */
interface Known {
  readonly text: string
  readonly places: readonly { readonly token: string; readonly at: number }[]
}

const known = new WeakMap<Uint8Array, Known>()

function knownOf(valid: Uint8Array): Known {
  const text = new TextDecoder().decode(valid)
  const tokens = text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null|[[{]/gu)
  const made = { text, places: [...tokens].map(({ 0: token, index }) => ({ token, at: index })) }
  known.set(valid, made)
  return made
}

/** Puts an odd text in the place of a value of a JSON text, or beside it, or takes a member away. */
function mutateJson({ text: valid, places }: Known, chance: Chance): string {
  const { token, at } = chance.pick(places)
  const odd = oddText(chance)
  switch (chance.below(5)) {
    case 0:
      return valid.slice(0, at) + odd + valid.slice(at + token.length)
    case 1:
      return `${valid.slice(0, at + 1)}"${chance.pick(['__proto__', 'crit', 'v', 'x', 'profile', 'constructor'])}":${odd},${valid.slice(at + 1)}`
    case 2:
      return valid.slice(0, at) + (token.startsWith('"') ? token.replace(/.$/u, String.raw`\u0041"`) : odd) + valid.slice(at + token.length)
    case 3: {
      const other = chance.pick(places).token
      return valid.slice(0, at) + (other.length > 1 ? other : odd) + valid.slice(at + token.length)
    }
    default:
      return valid.replace(/,"[a-z]+":(?:"[^"]*"|\d+|null)/u, (member) => (chance.hits(0.5) ? '' : member + member))
  }
}

/** A JSON text out of nothing. */
export function growJson(chance: Chance, depth = 0): string {
  const kind = chance.below(depth > 4 ? 1 : 3)
  if (kind === 0) return oddText(chance)
  const items = Array.from({ length: chance.below(4) }, () => growJson(chance, depth + 1))
  if (kind === 1) return `[${items.join(',')}]`
  return `{${items.map((item) => `${chance.pick(['"v"', '"a"', '"payload"', '"signatures"', '"keys"', '"__proto__"'])}:${item}`).join(',')}}`
}

/** Damages a JSON text in one of these ways; one time in fifty, lets it be. */
export function damage(valid: Uint8Array, chance: Chance): Uint8Array {
  const way = chance.below(50)
  if (way === 0) return valid
  if (way < 12) return mutateBytes(valid, chance)
  if (way < 46) return utf8.encode(mutateJson(known.get(valid) ?? knownOf(valid), chance))
  return utf8.encode(growJson(chance))
}
