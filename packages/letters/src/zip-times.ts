const centralEntry = 0x02014b50
const endOfDirectory = 0x06054b50
/** 1 January 1980, midnight, in the form of MS-DOS: the first moment that a zip file can name. */
const firstMoment = 0x0021_0000

/**
 * Sets the time of every member of a zip file to the same moment, in place, so that the same content gives the
 * same bytes (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.16). For archives without a comment, as `docx` writes them.
 */
export function fixZipTimes(zip: Uint8Array): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = zip.byteLength - 22
  if (view.getUint32(end, true) !== endOfDirectory) throw new Error('not a zip file without comment')
  let entry = view.getUint32(end + 16, true)
  while (view.getUint32(entry, true) === centralEntry) {
    view.setUint32(entry + 12, firstMoment, true)
    view.setUint32(view.getUint32(entry + 42, true) + 10, firstMoment, true)
    entry += 46 + view.getUint16(entry + 28, true) + view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true)
  }
  return zip
}
