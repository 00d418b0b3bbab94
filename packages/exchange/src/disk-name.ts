import { extname } from 'node:path'

const longestStem = 60

/**
 * The name under which a received file is put on disk: its place in the message, then what is harmless of the name that
 * the sender gave it. No two files of a message get the same one, on any file system.
 * @param place of the part in the manifest; the act is 0
 */
export function diskName(place: number, name: string): string {
  const harmless = name.normalize('NFC').replaceAll(/[^\p{L}\p{M}\p{N}._ -]/gu, '_')
  const extension = /^\.[A-Za-z0-9]{1,10}$/u.test(extname(harmless)) ? extname(harmless) : ''
  const stem = Array.from(harmless.slice(0, harmless.length - extension.length))
    .slice(0, longestStem)
    .join('')
    .trim()
  return `${String(place).padStart(3, '0')}-${stem}${extension}`
}
