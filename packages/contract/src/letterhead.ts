import { Id, Line } from '@comity/domain/input'
import * as z from 'zod'
import { fileBody, operation } from './operation.ts'

const Language = z.enum(['en', 'fr', 'es', 'ar', 'ru', 'zh', 'pt'])
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u, { error: 'not-of-this-kind' })

/** A picture at the head of letters. */
export const EmblemFile = z.strictObject({
  sha256: Sha256,
  /** Pixels. */
  width: z.int(),
  height: z.int(),
})
export type EmblemFile = z.infer<typeof EmblemFile>

/** Lines and emblem of our own design. */
export const LetterheadLines = z.strictObject({
  /** The authority's name first, then its address, telephone, e-mail: each as it is printed. */
  lines: z.array(Line.min(1)).min(1).max(8).readonly(),
  /** Said in place of the emblem to who cannot see it. */
  emblem: EmblemFile.extend({ alt: Line.min(1) }).optional(),
})
export type LetterheadLines = z.infer<typeof LetterheadLines>

/** An authority's own Word template, with what was found in it. */
export const LetterheadTemplate = z.strictObject({
  name: z.string(),
  sha256: Sha256,
  /** Bytes. */
  size: z.int(),
  placeholders: z
    .array(z.strictObject({ name: z.string(), places: z.array(z.enum(['text', 'head', 'foot', 'note'])).readonly() }))
    .readonly(),
  styles: z.array(z.strictObject({ name: z.string(), there: z.boolean(), sample: z.string().optional() })).readonly(),
  pictures: z.int(),
  /** Millimetres. */
  textWidth: z.int(),
})
export type LetterheadTemplate = z.infer<typeof LetterheadTemplate>

const By = z.strictObject({ account: Id, name: z.string(), at: z.string() })

/** One version of what stands at the head of letters in a language. */
export const LetterheadVersion = z.strictObject({
  id: Id,
  language: Language,
  part: z.enum(['template', 'head']),
  /** Counted from 1 for each language and part. */
  version: z.int(),
  /** Absent where the version gives a template up; then letters are set in Comity's own design. */
  template: LetterheadTemplate.optional(),
  head: LetterheadLines.optional(),
  broughtBy: By,
  /** Each time that a second person put it into use, the latest first. */
  used: z.array(By).readonly(),
  /** Whether letters are set with it now. */
  current: z.boolean(),
})
export type LetterheadVersion = z.infer<typeof LetterheadVersion>

const inLanguage = z.strictObject({ language: Language })
const ofVersion = z.strictObject({ version: Id })

export const getLetterhead = operation({
  id: 'getLetterhead',
  method: 'GET',
  path: '/letterhead/{language}',
  action: 'letterhead.read',
  summary: 'What stands at the head of letters in a language: the lines and emblem of our own design, and the Word template in use',
  params: inLanguage,
  query: z.strictObject({
    /** A moment: what stood then. By default what stands now. */
    at: z.iso.datetime({ error: 'not-of-this-kind' }).max(40).optional(),
  }),
  response: z.strictObject({ head: LetterheadLines.optional(), template: LetterheadTemplate.optional() }),
})

export const getEmblem = operation({
  id: 'getEmblem',
  method: 'GET',
  path: '/letterhead-emblems/{emblem}',
  action: 'letterhead.read',
  summary: 'An emblem, as PNG',
  params: z.strictObject({ emblem: Sha256 }),
  response: fileBody,
  problems: ['not-found'],
})

export const listLetterheadVersions = operation({
  id: 'listLetterheadVersions',
  method: 'GET',
  path: '/letterhead/{language}/versions',
  action: 'letterhead.manage',
  summary: 'Every version of the letterhead in a language, the newest first',
  params: inLanguage,
  response: z.strictObject({ items: z.array(LetterheadVersion).readonly() }),
})

export const getLetterheadVersion = operation({
  id: 'getLetterheadVersion',
  method: 'GET',
  path: '/letterhead-versions/{version}',
  action: 'letterhead.manage',
  summary: 'One version of a letterhead, with what was found in it',
  params: ofVersion,
  response: LetterheadVersion,
  problems: ['not-found'],
})

export const addLetterheadTemplate = operation({
  id: 'addLetterheadTemplate',
  method: 'POST',
  path: '/letterhead/{language}/templates',
  action: 'letterhead.manage',
  summary:
    'Bring a Word template in; every fault of it is named, nothing is kept when it is refused, and it is used by nobody before a second person says so',
  params: inLanguage,
  query: z.strictObject({ name: Line.min(1) }),
  body: fileBody,
  response: LetterheadVersion,
  status: 201,
  problems: ['too-large'],
})

export const dropLetterheadTemplate = operation({
  id: 'dropLetterheadTemplate',
  method: 'POST',
  path: '/letterhead/{language}/templates/none',
  action: 'letterhead.manage',
  summary: 'Bring in that a language has no Word template any more: a version like any other, for a second person to put into use',
  params: inLanguage,
  response: LetterheadVersion,
  status: 201,
})

export const addEmblem = operation({
  id: 'addEmblem',
  method: 'POST',
  path: '/letterhead-emblems',
  action: 'letterhead.manage',
  summary: 'Bring an emblem in, as PNG; only its pixels are kept',
  body: fileBody,
  response: EmblemFile,
  status: 201,
  problems: ['too-large'],
})

export const addLetterheadLines = operation({
  id: 'addLetterheadLines',
  method: 'POST',
  path: '/letterhead/{language}/lines',
  action: 'letterhead.manage',
  summary: 'Bring the lines and the emblem of our own design in, for a second person to put into use',
  params: inLanguage,
  body: z.strictObject({
    lines: z.array(Line.min(1)).min(1).max(8),
    /** SHA-256 of an emblem that was brought in. */
    emblem: Sha256.optional(),
    alt: Line.optional(),
  }),
  response: LetterheadVersion,
  status: 201,
})

export const useLetterhead = operation({
  id: 'useLetterhead',
  method: 'POST',
  path: '/letterhead-versions/{version}/use',
  action: 'letterhead.manage',
  summary: 'Put a version into use, as a second person; an earlier one too',
  params: ofVersion,
  response: LetterheadVersion,
  problems: ['not-found', 'not-the-second-person', 'act-not-available'],
})

export const previewLetterhead = operation({
  id: 'previewLetterhead',
  method: 'GET',
  path: '/letterhead-versions/{version}/preview',
  action: 'letterhead.manage',
  summary: 'An example letter with a version of the letterhead: in a template as Word file, in our own design as PDF',
  params: ofVersion,
  response: fileBody,
  problems: ['not-found'],
})

export const getLetterheadFile = operation({
  id: 'getLetterheadFile',
  method: 'GET',
  path: '/letterhead-versions/{version}/file',
  action: 'letterhead.manage',
  summary: 'A Word template as it was brought in',
  params: ofVersion,
  response: fileBody,
  problems: ['not-found'],
})

export const getStarterTemplate = operation({
  id: 'getStarterTemplate',
  method: 'GET',
  path: '/letterhead/{language}/starter',
  action: 'letterhead.manage',
  summary: 'A Word template that fulfils the contract, to begin with',
  params: inLanguage,
  response: fileBody,
})

/** The operations of this file, as the API lists them. */
export const letterheadOperations = {
  getLetterhead,
  getEmblem,
  listLetterheadVersions,
  getLetterheadVersion,
  addLetterheadTemplate,
  dropLetterheadTemplate,
  addEmblem,
  addLetterheadLines,
  useLetterhead,
  previewLetterhead,
  getLetterheadFile,
  getStarterTemplate,
}
