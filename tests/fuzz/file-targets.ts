import assert from 'node:assert/strict'
import { sniffType } from '@comity/answers/request/file-type'
import { complete } from '@comity/domain/requirement/content-examples'
import { cautions } from '@comity/domain/screening/verdict'
import { readDrafterFile, writeDrafterFile } from '@comity/exchange/drafter-file'
import { damage } from '@comity/exchange/fuzz/mutate'
import type { Target } from '@comity/exchange/fuzz/target'
import { writeTar } from '@comity/exchange/memory-tar'
import type { Chance } from '@comity/exchange/simulation/chance'
import { translator } from '@comity/language/translator'
import { renderBilingualTable } from '@comity/letters/bilingual-table'
import { dataAddress } from '@comity/letters/letterhead/data-address'
import { emblemPng } from '@comity/letters/letterhead/drawing.fixture'
import { readEmblem } from '@comity/letters/letterhead/emblem'
import { arabicTemplate } from '@comity/letters/letterhead/ministry-arabic.fixture'
import { classicTemplate } from '@comity/letters/letterhead/ministry-classic.fixture'
import { listEntries, type Parts, readParts, unpackEntry } from '@comity/letters/letterhead/package-parts'
import { openTemplate } from '@comity/letters/letterhead/template'
import type { TranslationFile } from '@comity/letters/translation-file'
import { writeXliff } from '@comity/letters/xliff'
import { inspect, inspectedTypes } from '@comity/server/screening/inspect'
import { zipOf } from '@comity/server/screening/test-zip'
import { readReturnedFile } from '@comity/server/translation/returned-file'
import { smallPdf } from '@comity/signature/small-pdf.test-support'
import { byteReader, isTaken, mutateText, textReader } from './reader.ts'

const file: TranslationFile = {
  id: '01a1fe35-4929-7bd5-aa03-5192f920f0ea',
  reference: 'R-1',
  sourceLanguage: 'es',
  language: 'ar',
  segments: [
    {
      key: 'facts.summary.1',
      text: 'La cuenta 4417-0093 <b> & "tres".\nOtra línea.',
      target: 'الحساب 4417-0093',
      state: 'draft',
      stale: false,
      label: 'Facts',
      terms: [{ term: 'cuenta', same: 'حساب' }],
    },
    { key: 'purpose.1', text: 'Seguir el dinero.', state: 'untranslated', stale: true, label: 'Purpose', terms: [] },
  ],
}
const words = { t: translator('en'), language: 'en' }

/** Scans and pictures as they begin, which is what is looked at. */
function pictures(): readonly Buffer[] {
  const jpeg = 'ffd8ffe000104a46494600010100000100010000ffc0001108001000100301220002110103110100ffda0008010100003f00d2ffd9'
  return [Buffer.from(emblemPng(5, [122, 30, 36], 24)), Buffer.from(jpeg, 'hex')]
}

const papers = (): readonly Buffer[] => [smallPdf(), smallPdf({ form: 'stream' }), ...pictures()]
const zips = (): readonly Buffer[] => [
  zipOf({ 'a.txt': 'a', 'word/document.xml': '<w:document/>', '[Content_Types].xml': '<Types/>' }),
  zipOf({ 'a.exe': 'MZ', 'b.docm': 'x' }, { locked: true }),
]

/** A Word file of which one part is damaged within, packed anew; else damaged as bytes. */
function wordFile(
  name: string,
  slowness: number,
  valid: () => Promise<readonly Uint8Array[]>,
  read: (bytes: Uint8Array) => boolean,
): Target {
  let unpacked: readonly Parts[] | undefined
  const repacked = (parts: Parts, chance: Chance): Buffer => {
    const damaged = chance.pick([...parts.keys()].filter((part) => /\.(?:xml|rels)$/u.test(part)))
    const files = [...parts].map(([part, bytes]): [string, string | Buffer] => {
      if (part !== damaged) return [part, Buffer.from(bytes)]
      return [part, mutateText(Buffer.from(bytes).toString(), chance)]
    })
    return zipOf(Object.fromEntries(files))
  }
  return {
    name,
    slowness,
    async shoot(chance) {
      unpacked ??= (await valid()).map((zip) => {
        const parts = readParts(zip)
        assert.ok(parts.ok)
        return parts.value
      })
      const parts = chance.pick(unpacked)
      return read(
        chance.hits(0.05)
          ? zipOf(Object.fromEntries([...parts].map(([part, bytes]) => [part, Buffer.from(bytes)])))
          : repacked(parts, chance),
      )
    },
  }
}

function drafterFile(): Target {
  const { attachments: _, ...content } = complete
  const id = '018f0000-0000-7000-8000-000000000001'
  const at = '2026-11-21T10:00:00Z'
  const drafts = [{ id, reference: 'R-1', openedAt: at, changedAt: at, overrides: {}, files: [], content }]
  const valid = writeDrafterFile({ savedAt: at, state: 'PER', authority: 'A', drafts, bytes: new Map() })
  const [manifest, request] = ['drafter.json', `requests/${id}.json`]
  // The texts within, found between the zeros of the archive.
  const texts = Buffer.from(valid)
    .toString('utf8')
    .split('\0')
    .filter((text) => text.startsWith('{'))
    .map((text) => Buffer.from(text))
  const [head = Buffer.alloc(0), said = Buffer.alloc(0)] = texts
  return {
    name: 'a draft from the stand-alone drafter',
    slowness: 50,
    async shoot(chance) {
      const first = chance.hits(0.5)
      const entries = [
        { name: manifest, bytes: first ? damage(head, chance) : head },
        { name: request, bytes: first ? said : damage(said, chance) },
      ]
      return isTaken(await readDrafterFile(writeTar(entries)))
    },
  }
}

/** The readers of files that officers, translators and peers bring. */
export function fileTargets(): readonly Target[] {
  return [
    textReader('a translation as XLIFF', 100, [writeXliff(file, 'changed')], (bytes) => isTaken(readReturnedFile(bytes))),
    wordFile(
      'a translation as a Word file',
      500,
      async () => [await renderBilingualTable(file, words)],
      (bytes) => isTaken(readReturnedFile(bytes)),
    ),
    wordFile(
      'a letterhead',
      1000,
      async () => [await classicTemplate(), await arabicTemplate()],
      (bytes) => isTaken(openTemplate(bytes)),
    ),
    byteReader('a zip file', 10, zips, (bytes) => {
      const listed = listEntries(bytes)
      if (!isTaken(listed) || !listed.ok) return false
      for (const entry of listed.value) if (entry.size < 100_000) unpackEntry(bytes, entry)
      return true
    }),
    byteReader('an emblem', 10, pictures, (bytes) => isTaken(readEmblem(bytes)) && dataAddress(bytes).length > 0),
    byteReader('the type of a scan or a picture', 2, papers, (bytes) =>
      ['pdf', 'png', 'jpg', 'docx', 'txt'].some((ending) => sniffType(bytes.subarray(0, 4100), `x.${ending}`) !== undefined),
    ),
    byteReader(
      'what in a file asks for care',
      50,
      () => [...papers(), ...zips()],
      (bytes, chance) => {
        const found = inspect(bytes, chance.pick(inspectedTypes))
        assert.ok(found.every((caution) => cautions.includes(caution)))
        return true
      },
    ),
    drafterFile(),
  ]
}
