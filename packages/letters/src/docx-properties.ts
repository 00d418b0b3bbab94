import { escape } from './escape.ts'
import { type Doc, plainText } from './model.ts'

/** The properties of a Word file (`docProps/core.xml`), without the clock that `docx` would put there. */
export function coreProperties({ reference, title, sender, language, isoDate }: Doc): string {
  const moment = (name: string): string => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${isoDate}T00:00:00Z</dcterms:${name}>`
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escape(`${reference} ${title}`)}</dc:title><dc:creator>${escape(plainText(sender[0] ?? []))}</dc:creator>`,
    `<dc:language>${escape(language)}</dc:language>`,
    isoDate === undefined ? '' : moment('created') + moment('modified'),
    '</cp:coreProperties>',
  ].join('')
}
