import type { DrafterFile, SavedDraft } from '@comity/exchange/drafter-file'
import { evolve, type Request, type RequestEvent } from '@comity/domain/request/request'
import type { Desk, OpenDraft } from './desk.ts'

function savedDraft({ request, files }: OpenDraft): SavedDraft {
  const { id, reference = '', content, openedAt, changedAt } = request
  const overrides = Object.fromEntries(
    Object.entries(request.overrides).map(([finding, { reason, by, at }]) => [finding, { reason, by: by.name, at }]),
  )
  // What was added and taken away again stays here: nobody who opens the file is to find it.
  const attached = new Set((content.attachments ?? []).map((attachment) => attachment.id))
  return { id, reference, content, openedAt, changedAt, overrides, files: files.filter((file) => attached.has(file.id)) }
}

/** What is open, as it goes into a file. */
export function fileOf(desk: Desk, now: string): DrafterFile {
  const { authority, drafts } = desk
  const saved = [...drafts.values()].map(savedDraft)
  const named = new Set(saved.flatMap(({ files }) => files.map(({ sha256 }) => sha256)))
  const bytes = new Map([...desk.bytes].filter(([sha256]) => named.has(sha256)))
  const state = authority?.state ?? saved[0]?.content.requesting ?? ''
  return { savedAt: now, state, authority: authority?.name ?? '', drafts: saved, bytes }
}

/** What a draft says, whatever the order in which it says it. */
function told(draft: SavedDraft): string {
  return JSON.stringify(draft, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}

/** A draft from a file, told once more from its beginning. */
function openDraft({ id, reference, content, openedAt, changedAt, overrides, files }: SavedDraft, newId: () => string): OpenDraft {
  const nobody = { id: newId(), name: '' }
  const events: RequestEvent[] = [
    { type: 'opened', id: newId(), at: openedAt, actor: nobody, request: id, side: 'requesting', reference, content },
    ...Object.entries(overrides).map(([finding, { reason, by, at }]): RequestEvent => {
      return { type: 'finding-overridden', id: newId(), at, actor: { ...nobody, name: by }, finding, reason }
    }),
    { type: 'revised', id: newId(), at: changedAt, actor: nobody, content: {} },
  ]
  return { request: events.reduce<Request | undefined>(evolve, undefined) as Request, files }
}

/**
 * Lays the drafts of a file beside those that are open. One that is open already and says the same stays as it is; one
 * that says something else comes in as another draft, so that neither is lost.
 */
export function layDown(desk: Desk, file: DrafterFile, newId: () => string): void {
  const wasEmpty = desk.drafts.size === 0
  let added = false
  for (const draft of file.drafts) {
    const there = desk.drafts.get(draft.id)
    if (there !== undefined && told(savedDraft(there)) === told(draft)) continue
    const opened = openDraft(there === undefined ? draft : { ...draft, id: newId() }, newId)
    desk.drafts.set(opened.request.id, opened)
    added = true
  }
  for (const [sha256, bytes] of file.bytes) desk.bytes.set(sha256, bytes)
  if (wasEmpty) desk.authority = { state: file.state, name: file.authority }
  // What is in a file need not be saved; what stands beside it now is in no file together.
  desk.unsaved ||= added && !wasEmpty
}
