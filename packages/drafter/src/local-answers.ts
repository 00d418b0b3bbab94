import type { Answers, Asked } from '@comity/answers/answer'
import { lawAnswers } from '@comity/answers/law/law-answers'
import { knownStates } from '@comity/answers/law/known'
import { unknownFile } from '@comity/answers/request/files-named'
import { headLength, sniffType } from '@comity/answers/request/file-type'
import { basesOf, declarationsOn, findingsOf, offenceCoverageOf, profileOf, refusalToOpen } from '@comity/answers/request/request-law'
import { requestView } from '@comity/answers/request/request-view'
import type { RequestRow, RequestView } from '@comity/contract/request'
import type { Actor } from '@comity/domain/account/role'
import { nextDeadline } from '@comity/domain/deadline/next-deadline'
import { invalid } from '@comity/domain/problem'
import type { Command } from '@comity/domain/request/command'
import type { FileReference } from '@comity/domain/request/content'
import { decide } from '@comity/domain/request/decide'
import { evolve, type Request } from '@comity/domain/request/request'
import { isStale } from '@comity/domain/requirement/profile'
import { fail, ok, type Result } from '@comity/domain/result'
import { capitalTimeZone } from '@comity/reference/capital-time-zone'
import { law } from '@comity/reference/law'
import { findProfile } from '@comity/reference/profile'
import { todayAt } from '@comity/web/ui/voice'
import { collect, streamOf } from './bytes.ts'
import type { Desk, OpenDraft } from './desk.ts'
import { letterFile } from './letter-file.ts'

/** Most bytes of files that one window holds. */
const bytesAtMost = 20 * 1024 * 1024

/** The operations that are answered without a server, by name. */
const names = [
  'listStates',
  'getStateLaw',
  'findRelations',
  'listInstruments',
  'getInstrument',
  'listParties',
  'listParticipations',
  'listDeclarations',
  'listArticles',
  'getProvisionText',
  'findBinding',
  'findLegalBases',
  'listDeadlineRules',
  'computeDeadline',
  'checkContent',
  'getProfile',
  'listRequests',
  'openRequest',
  'getRequest',
  'getLegalBases',
  'getOffenceCoverage',
  'revise',
  'override-finding',
  'getLetter',
  'addFile',
  'getFile',
] as const
type LocalAnswers = Answers<(typeof names)[number]>

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function rowOf({ request }: OpenDraft): RequestRow {
  const { id, side, counterpart, reference, content, changedAt } = request
  const due = nextDeadline(request)?.date
  return {
    id,
    side,
    counterpart,
    stage: 'draft',
    changedAt,
    waitsForApproval: false,
    ...(reference === undefined ? {} : { reference }),
    ...(content.title === undefined ? {} : { title: content.title }),
    ...(due === undefined ? {} : { due }),
  }
}

/** Answers over the drafts of a window by the rules of the domain, as a server does over its database. */
export function localAnswers(desk: Desk): LocalAnswers {
  const newId = (): string => crypto.randomUUID()
  const self = (): string => desk.authority?.state ?? ''
  const today = (now: string): string => todayAt(now, desk.authority === undefined ? 'UTC' : capitalTimeZone(desk.authority.state))
  const actor = (): Actor => ({ id: '00000000-0000-4000-8000-000000000000', name: desk.authority?.name ?? '', role: 'officer' })

  function found(id: string): Result<OpenDraft> {
    const draft = desk.drafts.get(id)
    return draft === undefined ? fail({ code: 'not-found' }) : ok(draft)
  }

  function keep(draft: OpenDraft): void {
    desk.drafts.set(draft.request.id, draft)
    desk.unsaved = true
  }

  function viewOf({ request, files }: OpenDraft, { now }: Asked): RequestView {
    const profile = profileOf(request, findProfile)
    const findings = findingsOf(request, today(now), findProfile)
    const view = requestView(request, {
      actor: actor(),
      findings,
      ...(profile !== undefined && { profile }),
      files,
      receipts: new Map(),
    })
    // A draft is all that there is here: it is sent from a server, after a second officer has read it.
    return { ...view, available: view.available.filter((command) => command === 'revise' || command === 'override-finding') }
  }

  function give(id: string, command: Command, version: number | undefined, call: Asked): Result<RequestView> {
    const draft = found(id)
    if (!draft.ok) return draft
    const { request, files } = draft.value
    if (request.version !== version) return fail({ code: 'version-conflict', values: { version: request.version } })
    const stranger = unknownFile(command, files)
    if (stranger !== undefined) return fail(stranger)
    const findings = findingsOf(request, today(call.now), findProfile)
    const by = { id: actor().id, name: actor().name }
    const declarations = declarationsOn(request.content)
    const decided = decide(request, command, { actor: by, at: call.now, newId, findings, declarations, letters: [] })
    if (!decided.ok) return decided
    const next = { request: decided.value.reduce<Request>(evolve, request), files }
    keep(next)
    return ok(viewOf(next, call))
  }

  return {
    ...lawAnswers({
      today,
      law: () => law,
      profiles: { findProfile, findProfileApproval: () => undefined },
      findText: async () => undefined,
      hidden: new Set(),
    }),
    async getProfile({ params: { state } }, { now }) {
      const known = knownStates({ state })
      if (!known.ok) return known
      const profile = findProfile(state)
      const stale = profile !== undefined && isStale(profile, today(now))
      return ok({ state, version: 0, ...(profile !== undefined && { profile }), stale, versions: [] })
    },
    async listRequests() {
      const rows = [...desk.drafts.values()].map(rowOf)
      return ok({ items: rows.toSorted((a, b) => (a.changedAt < b.changedAt ? 1 : -1)) })
    },
    async openRequest({ body: { reference, content } }, call) {
      const refusal = refusalToOpen(content, self())
      if (refusal !== undefined) return fail(refusal)
      const { id, name } = actor()
      const opened = { id: newId(), at: call.now, actor: { id, name }, type: 'opened', request: newId() } as const
      const draft = { request: evolve(undefined, { ...opened, side: 'requesting', reference, content }), files: [] }
      keep(draft)
      return ok(viewOf(draft, call))
    },
    async getRequest({ params }, call) {
      const draft = found(params.request)
      return draft.ok ? ok(viewOf(draft.value, call)) : draft
    },
    async getLegalBases({ params }, { now }) {
      const draft = found(params.request)
      return draft.ok ? ok(basesOf(draft.value.request.content, today(now), law)) : draft
    },
    async getOffenceCoverage({ params }, { now }) {
      const draft = found(params.request)
      return draft.ok ? ok(offenceCoverageOf(draft.value.request.content, today(now), law)) : draft
    },
    revise: async ({ params, body, ifMatch }, call) => give(params.request, { type: 'revise', input: body } as Command, ifMatch, call),
    'override-finding': async ({ params, body, ifMatch }, call) =>
      give(params.request, { type: 'override-finding', input: body } as Command, ifMatch, call),
    async getLetter({ params, query }) {
      const draft = found(params.request)
      return draft.ok ? letterFile(draft.value.request, query) : draft
    },
    async addFile({ params, query, body }) {
      const draft = found(params.request)
      if (!draft.ok) return draft
      const held = [...desk.bytes.values()].reduce((sum, { length }) => sum + length, 0)
      const bytes = await collect(body.stream, bytesAtMost - held)
      if (bytes === undefined) return fail({ code: 'too-large', values: { limit: bytesAtMost } })
      if (bytes.length === 0) return fail(invalid('file', 'empty-file'))
      const mediaType = sniffType(bytes.subarray(0, headLength), query.name)
      if (mediaType === undefined) return fail({ code: 'wrong-file-type', values: { file: query.name } })
      const sha256 = await hashOf(bytes)
      const file: FileReference = { id: newId(), name: query.name, mediaType, size: bytes.length, sha256 }
      desk.bytes.set(sha256, bytes)
      keep({ request: draft.value.request, files: [...draft.value.files, file] })
      return ok(file)
    },
    async getFile({ params }) {
      const draft = found(params.request)
      if (!draft.ok) return draft
      const file = draft.value.files.find(({ id }) => id === params.file)
      const bytes = file === undefined ? undefined : desk.bytes.get(file.sha256)
      if (file === undefined || bytes === undefined) return fail({ code: 'not-found' })
      return ok({ name: file.name, mediaType: file.mediaType, size: file.size, stream: streamOf(bytes) })
    },
  }
}
