import { Id, Line, StateCode } from '@comity/domain/input'
import { letterStandings } from '@comity/domain/paper/outgoing-letter'
import { actTypes } from '@comity/domain/request/act'
import * as z from 'zod'
import { operation, pageOf, pageQuery } from './operation.ts'

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
