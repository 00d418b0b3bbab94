import { Id, Line, StateCode } from '@comity/domain/input'
import { IncomingPaper, PaperRequest } from '@comity/domain/paper/incoming-paper'
import { PaperAct } from '@comity/domain/paper/paper-act'
import { OriginalNote, originalSteps } from '@comity/domain/paper/original'
import { letterStandings } from '@comity/domain/paper/outgoing-letter'
import { actTypes } from '@comity/domain/request/act'
import { FileReference } from '@comity/domain/request/content'
import * as z from 'zod'
import { fileBody, operation, pageOf, pageQuery } from './operation.ts'
import { requestParams, RequestView } from './request.ts'

/**
 * What anybody may learn of a letter who holds its code: whether this authority issued it, and what is printed on its outside. Of
 * one that was never issued no more than that; of an unknown code nothing.
 */
export const LetterCheck = z.strictObject({
  standing: z.enum([...letterStandings, 'unknown']),
  number: z.string().optional(),
  /** Date of the letter. */
  date: z.string().optional(),
  to: StateCode.optional(),
  language: z.string().optional(),
  /** SHA-256 of the PDF as it left, in hex; of a letter that left without one, absent. */
  sha256: z.string().optional(),
  /** Its pages, once it was printed. */
  pages: z.int().optional(),
  /** Number of the letter that stands in its place. */
  replacedBy: z.string().optional(),
  /** Whether the hash in the QR code is that of what was registered. */
  content: z.enum(['same', 'different']).optional(),
})
export type LetterCheck = z.infer<typeof LetterCheck>
export const checkLetter = operation({
  id: 'checkLetter',
  method: 'GET',
  path: '/letters/check',
  action: 'letter.check',
  summary: 'Whether a printed letter was issued by this authority; open to anyone unless the operator closes it',
  query: z.strictObject({
    code: Line.describe('as printed; small letters, spaces, O for 0 and I or L for 1 are read'),
    content: Line.max(100).optional().describe('the hash of the content, from the QR code'),
  }),
  response: LetterCheck,
  problems: ['too-many-attempts'],
})

/** A row of the register of outgoing letters. */
export const LetterRow = z.strictObject({
  number: z.string(),
  date: z.string(),
  to: StateCode,
  act: z.enum(actTypes),
  language: z.string(),
  standing: z.enum(letterStandings),
  request: Id,
  /** Our reference of the request. */
  reference: z.string().optional(),
  replacedBy: z.string().optional(),
})
export type LetterRow = z.infer<typeof LetterRow>
export const listLetters = operation({
  id: 'listLetters',
  method: 'GET',
  path: '/letters',
  action: 'letter.list',
  summary: 'The register of outgoing letters, the last number first',
  query: z.strictObject({
    ...pageQuery,
    standing: z.enum(letterStandings).optional(),
    counterpart: StateCode.optional(),
    /** A number or the beginning or end of one, or a reference. */
    q: Line.max(60).optional(),
  }),
  response: pageOf(LetterRow),
})

/** A scan that is waiting for the paper to which it belongs. */
export const addScan = operation({
  id: 'addScan',
  method: 'POST',
  path: '/paper-scans',
  action: 'paper.enter',
  summary: 'Bring in a scan of paper that came: PDF, PNG or JPEG; it is named when the paper is entered',
  query: z.strictObject({ name: Line.min(1) }),
  body: fileBody,
  response: FileReference,
  status: 201,
  problems: ['too-large', 'wrong-file-type', 'file-harmful'],
})
export const enterPaperRequest = operation({
  id: 'enterPaperRequest',
  method: 'POST',
  path: '/paper-requests',
  action: 'paper.enter',
  summary: 'Enter a request that came on paper; one of that State with that reference that is known already is named in the problem',
  body: PaperRequest,
  response: RequestView,
  status: 201,
  problems: ['unknown-state', 'same-state', 'file-unknown'],
  idempotent: true,
})
export const enterPaperCopy = operation({
  id: 'enterPaperCopy',
  method: 'POST',
  path: '/requests/{request}/paper',
  action: 'paper.enter',
  summary: 'Enter the paper of a request that is here already: the original that follows an electronic copy, or more of the same',
  params: requestParams,
  body: IncomingPaper,
  response: z.strictObject({ id: Id }),
  status: 201,
  problems: ['not-found', 'file-unknown'],
  idempotent: true,
})
export const enterPaperAct = operation({
  id: 'enterPaperAct',
  method: 'POST',
  path: '/requests/{request}/paper-acts',
  action: 'paper.enter',
  summary: 'Enter what the other State says on paper, in a request that travels on paper: its act, with its scan, stands in the thread',
  params: requestParams,
  body: PaperAct,
  response: RequestView,
  status: 201,
  problems: ['not-found', 'act-not-available', 'file-unknown'],
  idempotent: true,
})
export const listPaperTwins = operation({
  id: 'listPaperTwins',
  method: 'GET',
  path: '/paper-requests/twins',
  action: 'paper.enter',
  summary: 'Requests of a State that bear a reference, however it was typed: to be offered, not assumed',
  query: z.strictObject({ from: StateCode, reference: Line.min(1) }),
  response: z.strictObject({
    items: z.array(z.strictObject({ id: Id, reference: z.string().optional(), title: z.string().optional(), openedAt: z.string() })),
  }),
})

const OriginalStepView = z.strictObject({
  type: z.enum(originalSteps),
  on: z.string(),
  carrier: z.string().optional(),
  tracking: z.string().optional(),
  toldBy: z.string().optional(),
})
/** The paper of a request: what goes after it, and what came of it. */
export const PaperView = z.strictObject({
  /** Absent while the request is not sent by us. */
  original: z
    .strictObject({
      wanted: z.enum(['on-paper', 'content', 'profile', 'officer']).optional(),
      steps: z.array(OriginalStepView),
      next: z.enum(originalSteps).optional(),
      due: z.string().optional(),
      late: z.boolean(),
    })
    .optional(),
  /** The electronic copy said that paper follows, and it has not come. */
  awaited: z.boolean(),
  incoming: z.array(
    IncomingPaper.extend({
      id: Id,
      enteredBy: z.string(),
      enteredAt: z.string(),
      opens: z.boolean(),
      /** The act in the thread that it said. */
      act: Id.optional(),
      files: z.array(FileReference).readonly(),
    }),
  ),
})
export type PaperView = z.infer<typeof PaperView>
export const getPaper = operation({
  id: 'getPaper',
  method: 'GET',
  path: '/requests/{request}/paper',
  action: 'request.read',
  summary: 'The paper of a request: where its original stands, and what came',
  params: requestParams,
  response: PaperView,
  problems: ['not-found'],
})
export const noteOriginal = operation({
  id: 'noteOriginal',
  method: 'POST',
  path: '/requests/{request}/original',
  action: 'request.act',
  summary: 'Note a step of the paper original: printed, signed, posted, received; that it is wanted or not; that a step was a mistake',
  params: requestParams,
  body: OriginalNote,
  response: PaperView,
  problems: ['not-found', 'act-not-available'],
  idempotent: true,
})
export const listOriginals = operation({
  id: 'listOriginals',
  method: 'GET',
  path: '/originals',
  action: 'letter.list',
  summary: 'Paper originals that are on their way, the one due first first',
  response: z.strictObject({
    items: z.array(
      z.strictObject({
        request: Id,
        counterpart: StateCode,
        reference: z.string().optional(),
        next: z.enum(originalSteps),
        due: z.string(),
        late: z.boolean(),
      }),
    ),
  }),
})
const paperLanguages = ['en', 'fr', 'es', 'ar', 'ru', 'zh', 'pt'] as const
export const getRegisteredLetter = operation({
  id: 'getRegisteredLetter',
  method: 'GET',
  path: '/requests/{request}/letters/{number}',
  action: 'letter.read',
  summary: 'A letter of the register as a file: the request itself, or what we said in one that came on paper',
  params: z.strictObject({ request: Id, number: Line.max(30) }),
  query: z.strictObject({ format: z.enum(['pdf', 'docx']).default('pdf') }),
  response: fileBody,
  problems: ['not-found'],
})
export const getPackage = operation({
  id: 'getPackage',
  method: 'GET',
  path: '/requests/{request}/packages/{number}',
  action: 'letter.read',
  summary: 'What the package of an issued letter holds: the PDF as it left or is printed, and its enclosures, each with its hash',
  params: z.strictObject({ request: Id, number: Line.max(30) }),
  response: z.strictObject({
    sha256: z.string(),
    pages: z.int(),
    enclosures: z.array(z.strictObject({ sha256: z.string(), size: z.int() })).readonly(),
  }),
  problems: ['not-found'],
})
export const getCoverSheet = operation({
  id: 'getCoverSheet',
  method: 'GET',
  path: '/requests/{request}/cover-sheet/{number}',
  action: 'letter.read',
  summary: 'For the package of a letter as PDF: its cover sheet, or labels that bear its number and QR code and nothing else',
  params: z.strictObject({ request: Id, number: Line.max(30) }),
  query: z.strictObject({
    form: z.enum(['cover-sheet', 'labels']).default('cover-sheet'),
    language: z.enum(paperLanguages).optional().describe('by default that of the letter'),
    parts: z.coerce.number().int().min(1).max(240).default(1).describe('parts of the package, each with a label'),
  }),
  response: fileBody,
  problems: ['not-found'],
})
