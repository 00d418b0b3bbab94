import { reachOfTranslations } from '@comity/domain/account/may'
import { Prose, read } from '@comity/domain/input'
import { type FieldProblem, invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { freeTexts } from '@comity/domain/translation/free-text'
import { keptOf, type Said, type Segment, segmentsOf, withSaid } from '@comity/domain/translation/segment'
import { refusalOf, sameLanguage, translatedTexts, type TranslationAct } from '@comity/domain/translation/translation'
import { withoutIsolates } from '@comity/letters/translation-file'
import type { Updateable } from 'kysely'
import { actorOf } from '../platform/actor-of.ts'
import type { Call, Handlers } from '../platform/dispatch.ts'
import { newId } from '../platform/id.ts'
import { localDate } from '../platform/local-date.ts'
import type { Transaction } from '../platform/tables.ts'
import { readTranslationCursor, writeTranslationCursor } from './cursor.ts'
import { fileHandlers } from './file-operations.ts'
import { digestOf, remember } from './memory.ts'
import { aboutOf, type TranslationParts, viewOf, type Whole, wholeOf, type Window } from './parts.ts'
import {
  addTranslation,
  changeTranslation,
  findTranslation,
  findTranslationForChange,
  listCertified,
  listSegments,
  listTranslationRows,
  writeSegments,
} from './store.ts'
import type { TranslationTables } from './tables.ts'
import { translationRow } from './view.ts'

type TranslationHandlers = Pick<
  Handlers,
  | 'listTranslators'
  | 'listTranslations'
  | 'askTranslation'
  | 'getTranslation'
  | 'translate'
  | 'returnTranslation'
  | 'acceptTranslation'
  | 'sendBackTranslation'
  | 'assignTranslation'
  | 'getTranslatedTexts'
> &
  ReturnType<typeof fileHandlers>

const firstPage: Window = { offset: 0, segments: 50 }

/** What a caller says, each held against the source that stands now. A target for a source that is no longer there is not for this segment. */
function readSaid(
  given: readonly { key: string; digest: string; target: string; done: boolean }[],
  segments: readonly Segment[],
): Result<readonly Said[]> {
  const by = new Map(segments.map((segment) => [segment.key, segment]))
  const said: Said[] = []
  const fields: FieldProblem[] = []
  for (const { key, digest, target, done } of given) {
    const segment = by.get(key)
    if (segment === undefined) {
      fields.push({ field: key, rule: 'segment-unknown' })
      continue
    }
    const words = read(Prose, withoutIsolates(target), key)
    if (!words.ok) fields.push(...(words.problem.fields ?? []))
    else if (digestOf(segment.text).toString('hex') !== digest) fields.push({ field: key, rule: 'segment-source-moved' })
    else said.push({ key, target: words.value, done, source: segment.text })
  }
  return fields.length === 0 ? ok(said) : fail({ code: 'invalid-input', fields })
}

/** Handlers of the operations on translations. */
export function translationHandlers(parts: TranslationParts): TranslationHandlers {
  const { db, self } = parts
  const about = async (input: { params: { translation: string } }) => aboutOf(parts, input)

  /** One act on a translation as its caller last saw it. `work` says what changes. */
  async function act(
    kind: TranslationAct,
    { params, window = firstPage }: { params: { translation: string }; window?: Window },
    call: Call,
    work: (whole: Whole, trx: Transaction) => Promise<Result<Updateable<TranslationTables['translation']>>>,
  ) {
    return call.transact(params.translation, async (trx) => {
      const record = await findTranslationForChange(trx, params.translation)
      if (record === undefined) return fail({ code: 'not-found' })
      if (record.version !== call.expectedVersion) return fail({ code: 'version-conflict', values: { version: record.version } })
      const whole = await wholeOf(parts, trx, record)
      const refusal = refusalOf(kind, record.stage, whole.segments)
      if (refusal !== undefined) return fail(refusal)
      const change = await work(whole, trx)
      if (!change.ok) return change
      const changed = await changeTranslation(trx, record.id, change.value)
      return ok(await viewOf(trx, await wholeOf(parts, trx, changed), window, call))
    })
  }

  async function translatorNamed(trx: Transaction, account: string): Promise<Result<string>> {
    const found = (await parts.listTranslators(trx)).find((one) => one.account === account)
    return found === undefined ? fail(invalid('translator', 'translator-unknown')) : ok(found.name)
  }

  function dayToCome(due: string, call: Call): Result<string> {
    return due < localDate(call.now, self) ? fail(invalid('due', 'day-past')) : ok(due)
  }

  return {
    ...fileHandlers(parts),
    async listTranslators() {
      return ok({ translators: [...(await parts.listTranslators(db))] })
    },
    async listTranslations({ query }, call) {
      const actor = actorOf(call)
      const reach = reachOfTranslations(actor)
      if (reach === 'none') return ok({ items: [] })
      const after = query.cursor === undefined ? undefined : readTranslationCursor(query.cursor)
      if (after?.ok === false) return after
      const rows = await listTranslationRows(db, {
        request: query.request,
        open: query.open === 'yes',
        limit: query.limit + 1,
        ...(reach === 'mine' ? { translator: actor.id } : {}),
        ...(after === undefined ? {} : { after: after.value }),
      })
      const items = []
      for (const record of rows.slice(0, query.limit)) items.push(translationRow(record, (await wholeOf(parts, db, record)).segments))
      const last = rows[query.limit - 1]
      return ok(rows.length > query.limit && last !== undefined ? { items, next: writeTranslationCursor(last) } : { items })
    },
    async askTranslation({ params, body }, call) {
      const due = dayToCome(body.due, call)
      if (!due.ok) return due
      const id = newId()
      return call.transact(id, async (trx) => {
        const request = await parts.findRequest(trx, params.request)
        if (request === undefined) return fail({ code: 'not-found' })
        const written = request.content.languages?.letter
        if (written === undefined) return fail(invalid('languages.letter', 'required'))
        if (sameLanguage(written, body.language)) return fail(invalid('language', 'same-language'))
        const segments = segmentsOf([], freeTexts(request.content))
        if (segments.length === 0) return fail(invalid('language', 'nothing-to-translate'))
        const name = await translatorNamed(trx, body.translator)
        if (!name.ok) return name
        const record = await addTranslation(trx, {
          id,
          request: params.request,
          reference: request.reference ?? '',
          source_language: written,
          language: body.language,
          translator: body.translator,
          translator_name: name.value,
          due: body.due,
          note: body.note ?? null,
          stage: 'asked',
          asked_by: actorOf(call).name,
          asked_at: call.now,
          version: 1,
        })
        if (record === undefined) return fail(invalid('language', 'translation-exists'))
        await writeSegments(trx, id, keptOf(segments))
        return ok(await viewOf(trx, { record, content: request.content, segments }, firstPage, call))
      })
    },
    getTranslation: {
      about,
      async handle({ params, query }, call) {
        const record = await findTranslation(db, params.translation)
        return record === undefined ? fail({ code: 'not-found' }) : ok(await viewOf(db, await wholeOf(parts, db, record), query, call))
      },
    },
    translate: {
      about,
      handle: async ({ params, query, body }, call) =>
        act('translate', { params, window: query }, call, async ({ record, segments }, trx) => {
          const said = readSaid(body.segments, segments)
          if (!said.ok) return said
          await writeSegments(trx, record.id, keptOf(withSaid(segments, said.value)))
          return ok({ stage: 'in-hand' })
        }),
    },
    returnTranslation: {
      about,
      handle: async ({ params, body }, call) =>
        act('return', { params }, call, async ({ record, segments }, trx) => {
          if (body.on > localDate(call.now, self)) return fail(invalid('on', 'day-to-come'))
          await writeSegments(trx, record.id, keptOf(segments))
          return ok({ stage: 'returned', certificate: JSON.stringify(body), returned_at: call.now, sent_back: null })
        }),
    },
    acceptTranslation: {
      about,
      handle: async ({ params }, call) =>
        act('accept', { params }, call, async ({ record, content, segments }, trx) => {
          // What is sealed stays with its request: the memory is read beside other cases.
          if (content.confidentiality?.level !== 'sealed') {
            const pair = { source: record.source_language, target: record.language }
            const said = [...translatedTexts(segments)].map(([source, target]) => ({ source, target }))
            await remember(trx, pair, said, { translation: record.id, request: record.request, at: call.now })
          }
          return ok({ stage: 'certified', accepted_by: actorOf(call).name, accepted_at: call.now })
        }),
    },
    sendBackTranslation: {
      about,
      handle: async ({ params, body }, call) =>
        act('send-back', { params }, call, async () => {
          const sent_back = JSON.stringify({ reason: body.reason, by: actorOf(call).name, at: call.now })
          return ok({ stage: 'in-hand', sent_back, certificate: null, returned_at: null, accepted_by: null, accepted_at: null })
        }),
    },
    assignTranslation: {
      about,
      handle: async ({ params, body }, call) =>
        act('assign', { params }, call, async (_whole, trx) => {
          const due = dayToCome(body.due, call)
          if (!due.ok) return due
          const name = await translatorNamed(trx, body.translator)
          return name.ok ? ok({ translator: body.translator, translator_name: name.value, due: body.due }) : name
        }),
    },
    async getTranslatedTexts({ params }) {
      const request = await parts.findRequest(db, params.request)
      if (request === undefined) return fail({ code: 'not-found' })
      const texts = freeTexts(request.content)
      const translations = []
      for (const { id, language, certificate } of await listCertified(db, params.request)) {
        const said = [...translatedTexts(segmentsOf(await listSegments(db, id), texts))].map(([source, target]) => ({ source, target }))
        translations.push({ language, texts: said, ...(certificate === null ? {} : { certificate }) })
      }
      return ok({ translations })
    },
  }
}
