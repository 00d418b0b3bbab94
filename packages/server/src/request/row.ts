import { nextDeadline } from '@comity/domain/deadline/next-deadline'
import { progressOf, stageOf } from '@comity/domain/request/progress'
import type { Request } from '@comity/domain/request/request'
import type { RequestTable } from './tables.ts'

/** Stands for "nothing is due" where the sort needs a date. */
export const noDeadline = '9999-12-31'

/** Splits text into the words under which it is found: letters and digits, without accents or case. */
export function wordsOf(text: string): readonly string[] {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
  return [...new Set(plain.match(/[\p{L}\p{N}]+/gu) ?? [])]
}

function searchable(request: Request, theirReference: string | undefined): readonly string[] {
  const { content } = request
  const names = [content.matter?.reference, ...(content.persons ?? []).map((person) => person.name)]
  return wordsOf([request.reference, theirReference, content.title, ...names].filter((part) => part !== undefined).join(' '))
}

/** The row of a request: what lists show and sort by. Nothing in it is set by hand. */
export function rowOf(
  request: Request,
): Omit<RequestTable, 'words' | 'closed_at' | 'erased_at'> & { readonly searchWords: readonly string[] } {
  const progress = progressOf(request.acts, request)
  const theirReference = progress.reference[request.side === 'requesting' ? 'requested' : 'requesting']
  return {
    id: request.id,
    side: request.side,
    counterpart: request.counterpart,
    reference: request.reference ?? null,
    their_reference: theirReference ?? null,
    title: request.content.title ?? null,
    stage: stageOf(progress),
    due: nextDeadline(request)?.date ?? noDeadline,
    // An office of the other State that bears the name of one of ours is not ours.
    assigned_to: request.side === 'requested' ? (progress.assignedTo ?? null) : null,
    waits_for_approval: request.pending !== undefined,
    opened_at: request.openedAt,
    changed_at: request.changedAt,
    version: request.version,
    closed_from: progress.closedFrom ?? null,
    searchWords: searchable(request, theirReference),
  }
}
