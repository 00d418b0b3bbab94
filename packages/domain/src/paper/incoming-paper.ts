import * as z from 'zod'
import { CalendarDate, Line, Prose, StateCode } from '../input.ts'
import { cooperationKinds } from '../legal-basis/cooperation-kind.ts'
import { invalid, type Problem } from '../problem.ts'
import type { Act } from '../request/act.ts'
import { FileReference, type RequestContent } from '../request/content.ts'
import type { Actor, RequestEvent } from '../request/request.ts'

/** By which way paper comes from another State. */
export const paperChannels = ['post', 'diplomatic', 'interpol', 'by-hand'] as const
export type PaperChannel = (typeof paperChannels)[number]

/** Paper that came from another State, as the officer who opened the envelope enters it. */
export const IncomingPaper = z.strictObject({
  channel: z.enum(paperChannels),
  /** Their reference, as it stands on the paper. */
  reference: Line.min(1).max(120),
  /** The date on the paper, and the day on which it came. */
  dated: CalendarDate,
  received: CalendarDate,
  note: Prose.max(4000).optional(),
  files: z.array(FileReference).min(1).max(50),
})
export type IncomingPaper = z.infer<typeof IncomingPaper>

/** A request that came on paper, as far as it is known before it is read through. */
export const PaperRequest = IncomingPaper.extend({
  from: StateCode,
  /** The authority that signed it. */
  authority: Line.min(1),
  kind: z.enum(cooperationKinds),
  subject: Line.min(1),
  /** Language of the letter, BCP 47; answers are written in it where we can. */
  language: Line.min(2).max(35),
  summary: Prose.optional(),
  /** Said when a request of that State with that reference is known already and this is another. */
  another: z.boolean().optional(),
})
export type PaperRequest = z.infer<typeof PaperRequest>

/** A reference without what changes from one typing to the next: two that come out alike are taken for the same. */
export function plainReference(reference: string): string {
  return reference
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
}

/** What cannot be right about paper on the day on which it is entered: a date that does not fit, the same scan twice. */
export function paperFault({ dated, received, files }: IncomingPaper, today: string): Problem | undefined {
  if (received > today) return invalid('received', 'in-the-future')
  if (dated > received) return invalid('received', 'received-before-dated', { date: dated })
  const twice = files.findIndex((file, at) => files.some((other, before) => before < at && other.sha256 === file.sha256))
  return twice < 0 ? undefined : invalid(`files.${twice}`, 'same-file-twice', { file: files[twice]?.name ?? '' })
}

/** What a paper request says, in the shape in which every request says it. */
function contentOnPaper(paper: PaperRequest, self: Entry['self']): RequestContent {
  return {
    kind: paper.kind,
    requesting: paper.from,
    requested: self.state,
    title: paper.subject,
    requestingAuthority: { name: paper.authority },
    requestedAuthority: { name: self.name },
    languages: { letter: paper.language },
    ...(paper.summary === undefined ? {} : { facts: { summary: paper.summary } }),
  }
}

interface Entry {
  readonly request: string
  readonly self: { readonly state: string; readonly name: string }
  readonly actor: Actor
  readonly at: string
  readonly newId: () => string
}

/**
 * The events with which a paper request enters the register: it is opened as one on paper, and what its letter says stands in the
 * thread as the other State's act, of the day on which it came. From there its life is that of any request.
 */
export function openOnPaper(paper: PaperRequest, { request, self, actor, at, newId }: Entry): readonly RequestEvent[] {
  const content = contentOnPaper(paper, self)
  const noon = `${paper.received}T12:00:00.000Z`
  const act: Act = {
    id: newId(),
    type: 'dispatch',
    side: 'requesting',
    seq: 1,
    seen: 0,
    at: noon < at ? noon : at,
    by: paper.authority,
    body: { content, reference: paper.reference, files: paper.files },
  }
  return [
    { id: newId(), at, actor, type: 'opened', request, side: 'requested', content, onPaper: true },
    { id: newId(), at, actor, type: 'received', act },
  ]
}
