/** A value of a PDF (ISO 32000-1 section 7.3). Positions are where it stands in the file. */
export type PdfValue = null | boolean | number | PdfName | PdfString | PdfReference | PdfDictionary | PdfStream | readonly PdfValue[]

export interface PdfName {
  readonly kind: 'name'
  readonly name: string
}

export interface PdfString {
  readonly kind: 'string'
  readonly bytes: Buffer
  readonly hex: boolean
  /** Offset of its first delimiter, and of what follows its last. */
  readonly start: number
  readonly end: number
}

export interface PdfReference {
  readonly kind: 'reference'
  readonly number: number
  readonly generation: number
}

export interface PdfDictionary {
  readonly kind: 'dictionary'
  readonly entries: ReadonlyMap<string, PdfValue>
}

export interface PdfStream {
  readonly kind: 'stream'
  readonly dictionary: PdfDictionary
  /** As it stands in the file, encoded. */
  readonly bytes: Buffer
}

/** Whether a value is of a kind. */
export function isKind<K extends 'name' | 'string' | 'reference' | 'dictionary' | 'stream'>(
  value: PdfValue | undefined,
  kind: K,
): value is Extract<PdfValue, { kind: K }> {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind
}

/** Whether a value is a list. */
export function isArray(value: PdfValue | undefined): value is readonly PdfValue[] {
  return Array.isArray(value)
}

/** A name, as in `/Sig`. */
export function name(text: string): PdfName {
  return { kind: 'name', name: text }
}

/** A reference to an object. */
export function reference(number: number, generation = 0): PdfReference {
  return { kind: 'reference', number, generation }
}

/** A dictionary of these entries. */
export function dictionary(entries: Readonly<Record<string, PdfValue>>): PdfDictionary {
  return { kind: 'dictionary', entries: new Map(Object.entries(entries)) }
}

/** Text of people, as PDF writes it outside the letters of ASCII. */
export function textString(text: string): PdfString {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()
  return { kind: 'string', bytes, hex: true, start: 0, end: 0 }
}

/** The dictionary with some entries put in place of its own. */
export function withEntries(given: PdfDictionary, entries: Readonly<Record<string, PdfValue>>): PdfDictionary {
  return { kind: 'dictionary', entries: new Map([...given.entries, ...Object.entries(entries)]) }
}

function writeName(text: string): string {
  const escaped = Array.from(Buffer.from(text, 'latin1'), (octet) => {
    const sign = String.fromCharCode(octet)
    return /[A-Za-z0-9.+_:*-]/u.test(sign) ? sign : `#${octet.toString(16).padStart(2, '0').toUpperCase()}`
  })
  return `/${escaped.join('')}`
}

function writeNumber(value: number): string {
  if (Number.isInteger(value)) return String(value)
  return value.toFixed(10).replace(/\.?0+$/u, '')
}

/** Writes a value; a stream never needs to be written again. */
export function writeValue(value: PdfValue): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return writeNumber(value)
  if (isArray(value)) return `[${value.map(writeValue).join(' ')}]`
  if (isKind(value, 'name')) return writeName(value.name)
  if (isKind(value, 'string')) return `<${value.bytes.toString('hex')}>`
  if (isKind(value, 'reference')) return `${value.number} ${value.generation} R`
  if (isKind(value, 'dictionary')) {
    const entries = [...value.entries].map(([key, entry]) => `${writeName(key)} ${writeValue(entry)}`)
    return `<<${entries.join(' ')}>>`
  }
  throw new Error('a stream is kept as it stands')
}
