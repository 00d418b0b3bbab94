/** The code points that a TrueType font can show, from its `cmap` table (OpenType 1.9, formats 4 and 12). */
export function codePointsOf(font: Uint8Array): Set<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const cmap = tableOffset(view, 'cmap')
  const covered = new Set<number>()
  for (let record = 0; record < view.getUint16(cmap + 2); record += 1) {
    const subtable = cmap + view.getUint32(cmap + 4 + record * 8 + 4)
    const format = view.getUint16(subtable)
    if (format === 4) addSegments(view, subtable, covered)
    if (format === 12) addGroups(view, subtable, covered)
  }
  return covered
}

function tableOffset(view: DataView, name: string): number {
  for (let table = 0; table < view.getUint16(4); table += 1) {
    const record = 12 + table * 16
    const tag = String.fromCodePoint(...[0, 1, 2, 3].map((place) => view.getUint8(record + place)))
    if (tag === name) return view.getUint32(record + 8)
  }
  throw new Error(`the font has no ${name} table`)
}

function addSegments(view: DataView, subtable: number, covered: Set<number>): void {
  const doubled = view.getUint16(subtable + 6)
  const ends = subtable + 14
  const starts = ends + doubled + 2
  const deltas = starts + doubled
  const offsets = deltas + doubled
  for (let segment = 0; segment < doubled; segment += 2) {
    const start = view.getUint16(starts + segment)
    const offset = view.getUint16(offsets + segment)
    for (let code = start; code <= view.getUint16(ends + segment) && code < 0xffff; code += 1) {
      const glyph =
        offset === 0 ? (code + view.getUint16(deltas + segment)) & 0xffff : view.getUint16(offsets + segment + offset + (code - start) * 2)
      if (glyph !== 0) covered.add(code)
    }
  }
}

function addGroups(view: DataView, subtable: number, covered: Set<number>): void {
  for (let group = 0; group < view.getUint32(subtable + 12); group += 1) {
    const record = subtable + 16 + group * 12
    for (let code = view.getUint32(record); code <= view.getUint32(record + 4); code += 1) covered.add(code)
  }
}
