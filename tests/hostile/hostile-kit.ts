import { type ZipEntry, zipOf } from './hostile-zip.ts'

/** A file that somebody made to do harm. */
export interface HostileFile {
  /** Its kind, and what is wrong with it. */
  readonly name: string
  readonly bytes: Buffer
}

/** In bytes. */
export const megabyte = 1024 * 1024
const types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
/** The main part of a Word file. */
export const word = (body: string): string =>
  `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`
/** A translation as it comes back. */
export const xliff = (inside: string): string =>
  `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="ar" trgLang="en">${inside}</xliff>`
/** A part of a package. */
export const part = (name: string, text: string | Uint8Array, more: Partial<ZipEntry> = {}): ZipEntry => ({
  name,
  data: Buffer.from(text),
  ...more,
})
/** A package that looks like a Word file. */
export const docx = (parts: readonly ZipEntry[]): Buffer => zipOf([part('[Content_Types].xml', types), ...parts])
/** So many numbers, from 0. */
export const times = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index)
/** Files of one kind by what is wrong with them. */
export const named = (kind: string, files: Readonly<Record<string, Buffer | string>>): readonly HostileFile[] =>
  Object.entries(files).map(([name, bytes]) => ({ name: `${kind}: ${name}`, bytes: Buffer.from(bytes) }))
