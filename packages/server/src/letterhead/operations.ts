import type { LetterheadLines, LetterheadTemplate, LetterheadVersion } from '@comity/contract/letterhead'
import type { FileStream } from '@comity/contract/operation'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import type { AvailableLanguage } from '@comity/language/languages'
import { inLanguage } from '@comity/letters/in-language'
import { emblemLimit, readEmblem } from '@comity/letters/letterhead/emblem'
import { exampleRequest } from '@comity/letters/letterhead/example-request'
import { fillTemplate } from '@comity/letters/letterhead/fill-template'
import { templateLimit } from '@comity/letters/letterhead/package-parts'
import { starterTemplate } from '@comity/letters/letterhead/starter-template'
import { openTemplate } from '@comity/letters/letterhead/template'
import { summaryOf } from '@comity/letters/letterhead/template-summary'
import { renderPdf } from '@comity/letters/pdf'
import { requestLetter } from '@comity/letters/request-letter'
import type { Kysely } from 'kysely'
import { actorOf } from '../platform/actor-of.ts'
import { streamOf } from '../platform/byte-stream.ts'
import type { Call, Handlers } from '../platform/dispatch.ts'
import type { Files } from '../platform/files.ts'
import { newId } from '../platform/id.ts'
import { localDate } from '../platform/local-date.ts'
import { readWhole } from '../platform/read-whole.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import { headOf, loadTemplate } from './letterheads.ts'
import { addEmblemRow, addUse, addVersion, findCurrent, findEmblem, findVersion, listUses, listVersions } from './store.ts'
import type { LetterheadUseRow, LetterheadVersionRow } from './tables.ts'

/** What the slice is given by the composition root. */
export interface LetterheadParts {
  readonly db: Kysely<Tables>
  readonly files: Files
  readonly authority: { readonly state: string; readonly name: string }
}

type LetterheadHandlers = Pick<
  Handlers,
  | 'getLetterhead'
  | 'getEmblem'
  | 'listLetterheadVersions'
  | 'getLetterheadVersion'
  | 'addLetterheadTemplate'
  | 'dropLetterheadTemplate'
  | 'addEmblem'
  | 'addLetterheadLines'
  | 'useLetterhead'
  | 'previewLetterhead'
  | 'getLetterheadFile'
  | 'getStarterTemplate'
>
type Reader = Kysely<Tables> | Transaction

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

function fileOf(name: string, mediaType: string, bytes: Uint8Array): FileStream {
  return { name, mediaType, size: bytes.length, stream: streamOf(bytes) }
}

function contentOf({ part, content }: LetterheadVersionRow): Pick<LetterheadVersion, 'template' | 'head'> {
  if (content === null) return {}
  return part === 'template' ? { template: content as LetterheadTemplate } : { head: content as LetterheadLines }
}

function viewOf(row: LetterheadVersionRow, uses: readonly LetterheadUseRow[], currentId: string | undefined): LetterheadVersion {
  const { id, part, version, brought_by, brought_by_name, brought_at } = row
  return {
    id,
    language: row.language as AvailableLanguage,
    part,
    version,
    ...contentOf(row),
    broughtBy: { account: brought_by, name: brought_by_name, at: brought_at },
    used: uses
      .filter(({ letterhead }) => letterhead === id)
      .map((use) => ({ account: use.used_by, name: use.used_by_name, at: use.used_at })),
    current: id === currentId,
  }
}

async function loadView(db: Reader, row: LetterheadVersionRow): Promise<LetterheadVersion> {
  const current = await findCurrent(db, row.language, row.part)
  return viewOf(row, await listUses(db, row.language), current?.id)
}

/** Handlers of the operations on what stands at the head of letters: one person brings it in, another puts it into use. */
export function letterheadHandlers({ db, files, authority }: LetterheadParts): LetterheadHandlers {
  async function bring(
    call: Call,
    what: { language: string; part: 'template' | 'head'; content: LetterheadTemplate | LetterheadLines | null },
  ): Promise<Result<LetterheadVersion>> {
    const actor = actorOf(call)
    const id = newId()
    return call.transact(id, async (trx) => {
      const row = await addVersion(trx, {
        id,
        language: what.language,
        part: what.part,
        content: what.content === null ? null : JSON.stringify(what.content),
        brought_by: actor.id,
        brought_by_name: actor.name,
        brought_at: call.now,
      })
      return ok(await loadView(trx, row))
    })
  }

  async function keep(bytes: Uint8Array, name: string): Promise<string> {
    const written = await files.write(streamOf(bytes), { name })
    if (!written.ok) throw new Error(`what was checked was refused by the file store: ${written.problem.code}`)
    return written.value.sha256
  }

  async function preview(row: LetterheadVersionRow, now: string): Promise<FileStream> {
    const language = row.language as AvailableLanguage
    const { t, ...frame } = inLanguage(language)
    const content = exampleRequest({ state: authority.state, authority: authority.name, language, t })
    const doc = requestLetter(content, { ...frame, t, reference: '4417-0093/2026', date: localDate(now, authority.state), draft: true })
    const name = `letterhead-${language}-${row.part}-${row.version}`
    const { template, head } = contentOf(row)
    if (template !== undefined) return fileOf(`${name}.docx`, docx, await fillTemplate(await loadTemplate(files, template.sha256), doc))
    const letterhead = head === undefined ? undefined : await headOf(files, head)
    return fileOf(`${name}.pdf`, 'application/pdf', await renderPdf(letterhead === undefined ? doc : { ...doc, letterhead }))
  }

  return {
    async getLetterhead({ params: { language }, query: { at } }) {
      const [head, template] = [await findCurrent(db, language, 'head', at), await findCurrent(db, language, 'template', at)]
      return ok({ ...(head === undefined ? {} : contentOf(head)), ...(template === undefined ? {} : contentOf(template)) })
    },
    async getEmblem({ params }) {
      const emblem = await findEmblem(db, params.emblem)
      if (emblem === undefined) return fail({ code: 'not-found' })
      return ok({ name: `${emblem.sha256.slice(0, 8)}.png`, mediaType: 'image/png', stream: await files.read(emblem.sha256) })
    },
    async listLetterheadVersions({ params: { language } }) {
      const [rows, uses] = [await listVersions(db, language), await listUses(db, language)]
      const current = { template: (await findCurrent(db, language, 'template'))?.id, head: (await findCurrent(db, language, 'head'))?.id }
      return ok({ items: rows.map((row) => viewOf(row, uses, current[row.part])) })
    },
    async getLetterheadVersion({ params }) {
      const row = await findVersion(db, params.version)
      return row === undefined ? fail({ code: 'not-found' }) : ok(await loadView(db, row))
    },
    async addLetterheadTemplate({ params, query, body }, call) {
      const bytes = await readWhole(body.stream, templateLimit)
      if (!bytes.ok) return bytes
      const opened = openTemplate(bytes.value)
      if (!opened.ok) return opened
      const sha256 = await keep(bytes.value, 'template.docx')
      const content = { name: query.name, sha256, size: bytes.value.length, ...summaryOf(opened.value) }
      return bring(call, { language: params.language, part: 'template', content })
    },
    async dropLetterheadTemplate({ params }, call) {
      return bring(call, { language: params.language, part: 'template', content: null })
    },
    async addEmblem({ body }, call) {
      const bytes = await readWhole(body.stream, emblemLimit)
      if (!bytes.ok) return bytes
      const emblem = readEmblem(bytes.value)
      if (!emblem.ok) return emblem
      const { png, width, height } = emblem.value
      const sha256 = await keep(png, 'emblem.png')
      return call.transact(sha256, async (trx) => {
        await addEmblemRow(trx, { sha256, width, height, added_by: actorOf(call).id, added_at: call.now })
        return ok({ sha256, width, height })
      })
    },
    async addLetterheadLines({ params, body: { lines, emblem, alt } }, call) {
      const known = emblem === undefined ? undefined : await findEmblem(db, emblem)
      if (emblem !== undefined && known === undefined) return fail(invalid('emblem', 'file-unknown'))
      if (known === undefined) return bring(call, { language: params.language, part: 'head', content: { lines } })
      if (alt === undefined || alt === '') return fail(invalid('alt', 'required'))
      return bring(call, { language: params.language, part: 'head', content: { lines, emblem: { ...known, alt } } })
    },
    async useLetterhead({ params }, call) {
      const actor = actorOf(call)
      return call.transact(params.version, async (trx): Promise<Result<LetterheadVersion>> => {
        const row = await findVersion(trx, params.version)
        if (row === undefined) return fail({ code: 'not-found' })
        if (row.brought_by === actor.id) return fail({ code: 'not-the-second-person' })
        if ((await findCurrent(trx, row.language, row.part))?.id === row.id) return fail({ code: 'act-not-available' })
        await addUse(trx, { letterhead: row.id, used_by: actor.id, used_by_name: actor.name, used_at: call.now })
        return ok(await loadView(trx, row))
      })
    },
    async previewLetterhead({ params }, call) {
      const row = await findVersion(db, params.version)
      return row === undefined ? fail({ code: 'not-found' }) : ok(await preview(row, call.now))
    },
    async getLetterheadFile({ params }) {
      const row = await findVersion(db, params.version)
      const template = row === undefined ? undefined : contentOf(row).template
      if (template === undefined) return fail({ code: 'not-found' })
      return ok({ name: template.name, mediaType: docx, size: template.size, stream: await files.read(template.sha256) })
    },
    async getStarterTemplate({ params: { language } }) {
      const bytes = await starterTemplate({ ...inLanguage(language), authority: authority.name })
      return ok(fileOf(`letterhead-${language}.docx`, docx, bytes))
    },
  }
}
