import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { keptOf, withSaid } from '@comity/domain/translation/segment'
import { refusalOf } from '@comity/domain/translation/translation'
import { type AvailableLanguage, isAvailable } from '@comity/language/languages'
import { segmentName } from '@comity/language/segment-name'
import { translator } from '@comity/language/translator'
import { renderBilingualTable } from '@comity/letters/bilingual-table'
import type { TranslationFile } from '@comity/letters/translation-file'
import { writeXliff, xliffMediaType } from '@comity/letters/xliff'
import { actorOf } from '../platform/actor-of.ts'
import { streamOf } from '../platform/byte-stream.ts'
import type { Call, Handlers } from '../platform/dispatch.ts'
import { newId } from '../platform/id.ts'
import { readWhole } from '../platform/read-whole.ts'
import { glossaryOf, termsIn } from './glossary.ts'
import { aboutOf, type TranslationParts, viewOf, type Whole, wholeOf } from './parts.ts'
import { readReturnedFile, returnedFileLimit, takeIn } from './returned-file.ts'
import { addExport, changeTranslation, findExport, findTranslation, findTranslationForChange, writeSegments } from './store.ts'

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

function fileOf({ record, content, segments }: Whole, id: string, language: AvailableLanguage): TranslationFile {
  const t = translator(language)
  const glossary = glossaryOf(content, record.source_language, record.language)
  return {
    id,
    reference: record.reference,
    sourceLanguage: record.source_language,
    language: record.language,
    segments: segments.map(({ key, path, text, target, state, stale }) => ({
      key,
      text,
      state,
      stale,
      label: segmentName(path, t),
      terms: termsIn(text, glossary),
      ...(target === undefined ? {} : { target }),
    })),
  }
}

/** In which language the notes of a file are: that of who exports. */
function languageOf(call: Call): AvailableLanguage {
  const language = call.session?.language ?? 'en'
  return isAvailable(language) ? language : 'en'
}

/** Handlers of what leaves for a translator's own tools, and comes back from them. */
export function fileHandlers(parts: TranslationParts): Pick<Handlers, 'exportTranslation' | 'importTranslation'> {
  const about = async (input: { params: { translation: string } }) => aboutOf(parts, input)
  return {
    exportTranslation: {
      about,
      async handle({ params, query: { format } }, call) {
        const id = newId()
        const left = await call.transact(params.translation, async (trx): Promise<Result<Whole>> => {
          const record = await findTranslation(trx, params.translation)
          if (record === undefined) return fail({ code: 'not-found' })
          const whole = await wholeOf(parts, trx, record)
          const segments = whole.segments.map(({ key, text }) => ({ key, source: text }))
          const by = actorOf(call).id
          await addExport(trx, { id, translation: record.id, at: call.now, by, format, segments: JSON.stringify(segments) })
          return ok(whole)
        })
        if (!left.ok) return left
        const language = languageOf(call)
        const t = translator(language)
        const file = fileOf(left.value, id, language)
        const name = `${file.reference.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')}.${file.sourceLanguage}-${file.language}`
        if (format === 'docx') {
          const bytes = await renderBilingualTable(file, { t, language })
          return ok({ name: `${name}.docx`, mediaType: wordType, size: bytes.length, stream: streamOf(bytes) })
        }
        const bytes = Buffer.from(writeXliff(file, t('translation.file.stale')))
        return ok({ name: `${name}.xlf`, mediaType: xliffMediaType, size: bytes.length, stream: streamOf(bytes) })
      },
    },
    importTranslation: {
      about,
      async handle({ params, body }, call) {
        const bytes = await readWhole(body.stream, returnedFileLimit)
        if (!bytes.ok) return bytes
        if (bytes.value.length === 0) return fail(invalid('file', 'empty-file'))
        const file = readReturnedFile(bytes.value)
        if (!file.ok) return file
        return call.transact(params.translation, async (trx) => {
          const record = await findTranslationForChange(trx, params.translation)
          if (record === undefined) return fail({ code: 'not-found' })
          const left = await findExport(trx, record.id, file.value.id)
          if (left === undefined) return fail(invalid('file', 'file-of-another'))
          const whole = await wholeOf(parts, trx, record)
          const refusal = refusalOf('translate', record.stage, whole.segments)
          if (refusal !== undefined) return fail(refusal)
          const taken = takeIn(file.value, left, whole.segments, { source: record.source_language, target: record.language })
          if (!taken.ok) return taken
          const { said, stale, gone } = taken.value
          await writeSegments(trx, record.id, keptOf(withSaid(whole.segments, said)))
          const changed = await changeTranslation(trx, record.id, { stage: 'in-hand' })
          const translation = await viewOf(trx, await wholeOf(parts, trx, changed), { offset: 0, segments: 50 }, call)
          return ok({ translation, taken: said.length, stale, gone })
        })
      },
    },
  }
}
