import { findState, stateName, states } from '@comity/reference/state'

/** Names that depositaries write and that are not those of the reference data. */
const others: Readonly<Record<string, readonly string[]>> = {
  BOL: ['Bolivia'],
  BRN: ['Brunei'],
  CIV: ['Ivory Coast'],
  COD: ['Congo (Democratic Republic)', 'Democratic Republic of Congo'],
  COG: ['Republic of the Congo', 'Congo (Republic)'],
  CPV: ['Cape Verde'],
  CZE: ['Czech Republic'],
  EUE: ['European Community', 'European Communities', 'EU (European Union)'],
  FSM: ['Micronesia'],
  GBR: ['United Kingdom', 'United Kingdom of Great Britain'],
  IRN: ['Iran'],
  KOR: ['South Korea', 'Korea'],
  LAO: ['Laos'],
  LBY: ['Libyan Arab Jamahiriya'],
  MDA: ['Moldova'],
  MKD: ['Republic of North Macedonia', 'The former Yugoslav Republic of Macedonia'],
  MMR: ['Burma'],
  NLD: ['Netherlands', 'Kingdom of the Netherlands'],
  PRK: ['North Korea'],
  PSE: ['Palestine'],
  RUS: ['Russia'],
  SRB: ['Republic of Serbia'],
  SVK: ['Slovak Republic'],
  SWZ: ['Swaziland'],
  SYR: ['Syria'],
  TLS: ['East Timor'],
  TUR: ['Türkiye', 'Turkey'],
  TZA: ['Tanzania'],
  USA: ['United States'],
  VAT: ['Vatican City', 'Holy See'],
  VEN: ['Venezuela'],
  VNM: ['Vietnam', 'Viet Nam'],
}

/** A name without accents, marks, order of words and the words that come and go: `Congo (Democratic Republic of the)`. */
function key(name: string): string {
  const words = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[’'ʼ]s\b/gu, 's')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '' && !['the', 'of', 'and'].includes(word))
  return words.toSorted().join(' ')
}

const byKey = new Map<string, string>()
for (const { code } of states) byKey.set(key(stateName(code, 'en')), code)
for (const [code, names] of Object.entries(others)) for (const name of names) if (findState(code) !== undefined) byKey.set(key(name), code)

/** The State of a code or of a name in English, as sources write it: footnote numerals, order and accents do not count. */
export function stateByName(text: string): string | undefined {
  const name = text
    .slice(0, 200)
    .replaceAll(/\[[^\]]*\]|[\d\s,*†¹²³⁴-⁹]+$/gu, '')
    .trim()
  return /^[A-Z]{3}$/u.test(name) && findState(name) !== undefined ? name : byKey.get(key(name))
}
