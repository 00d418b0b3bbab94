import { addLetterheadLines, type LetterheadLines } from '@comity/contract/letterhead'
import type { ComityClient } from '@comity/contract/operations'
import { read } from '@comity/domain/input'
import { ok, type Result } from '@comity/domain/result'
import { available, type AvailableLanguage } from '@comity/language/languages'
import type { Field, Leaf } from '../form/field.ts'
import { Fields } from '../form/fields.tsx'
import { FileRow } from '../form/file-row.tsx'
import { fixedMargin } from '../form/fixed-margin.tsx'
import { goTo, type Page, type Visit } from '../page.ts'
import { Form } from '../ui/form.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { type Wrong, wrongOf } from '../ui/wrong.ts'
import { changeAnswer, languageToChange } from './change-page.tsx'

const lines: Leaf = { kind: 'prose', rows: 5, name: 'lines', label: 'letterhead.lines', note: 'letterhead.lines.note' }
const alt: Leaf = { kind: 'line', name: 'alt', label: 'letterhead.alt', note: 'letterhead.alt.note' }
const fields: readonly Field[] = [lines, { kind: 'files', name: 'emblem', label: 'letterhead.emblem' }, alt]

/** Emblems that stand in some language, to be taken over. */
async function emblemsInUse(operations: ComityClient): Promise<readonly string[]> {
  const found = await Promise.all(available.map(async (language) => operations.getLetterhead({ params: { language } })))
  const emblems = found.flatMap((each) => (each.ok && each.value.head?.emblem !== undefined ? [each.value.head.emblem.sha256] : []))
  return [...new Set(emblems)]
}

function EmblemChoice({ emblems, chosen }: { readonly emblems: readonly string[]; readonly chosen: string }) {
  const { t } = useVoice()
  const offered = chosen === '' || emblems.includes(chosen) ? emblems : [...emblems, chosen]
  if (offered.length === 0) return null
  return (
    <fieldset>
      <legend>{t('letterhead.emblem.which')}</legend>
      {offered.map((sha256) => (
        <label class="box">
          <input type="radio" name="kept" value={sha256} checked={sha256 === chosen} />
          <img class="emblem" src={`/api/letterhead-emblems/${sha256}`} alt="" />
          <span>
            <Isolated code>{sha256.slice(0, 8)}</Isolated>
          </span>
        </label>
      ))}
      <label class="box">
        <input type="radio" name="kept" value="" checked={chosen === ''} />
        <span>{t('letterhead.emblem.none')}</span>
      </label>
    </fieldset>
  )
}

/** The emblem of a form: one that came with it, else the one that was chosen. */
async function emblemOf(visit: Visit, operations: ComityClient): Promise<Result<string | undefined>> {
  const file = visit.files.find((each) => each.field === 'emblem' && each.file.name !== '')?.file
  if (file === undefined) return ok(visit.form.get('kept') || undefined)
  const added = await operations.addEmblem({ body: file })
  return added.ok ? ok(added.value.sha256) : added
}

async function bring(visit: Visit, operations: ComityClient, language: AvailableLanguage, emblem: Result<string | undefined>) {
  if (!emblem.ok) return emblem.problem.code === 'too-large' ? { ok: false as const, problem: { ...emblem.problem, ...tooLarge } } : emblem
  const said = (visit.form.get('lines') ?? '').split(/\r?\n/u).map((line) => line.trim())
  const body = read(addLetterheadLines.body, {
    lines: said.filter((line) => line !== ''),
    ...(emblem.value === undefined ? {} : { emblem: emblem.value, alt: (visit.form.get('alt') ?? '').trim() }),
  })
  return body.ok ? operations.addLetterheadLines({ params: { language }, body: body.value }) : body
}

const tooLarge = { fields: [{ field: 'emblem', rule: 'emblem-too-large' }] }

function firstValues(head: LetterheadLines | undefined, authority: string): URLSearchParams {
  const { lines: said = [authority], emblem } = head ?? {}
  return new URLSearchParams({ lines: said.join('\n'), alt: emblem?.alt ?? '', kept: emblem?.sha256 ?? '' })
}

/** Writes the lines of our own design in one language, and chooses the emblem above them. */
export const linesPage: Page = async (visit, operations, place) => {
  const { t } = voiceOf(visit)
  const asked = languageToChange(visit, place)
  if (!asked.ok) return problemPage(visit, asked.problem)
  const language = asked.value
  const held = await operations.getLetterhead({ params: { language } })
  if (!held.ok) return problemPage(visit, held.problem)
  const values = visit.method === 'POST' ? new URLSearchParams(visit.form) : firstValues(held.value.head, visit.authority.name)
  let wrong: Wrong | undefined
  if (visit.method === 'POST') {
    const emblem = await emblemOf(visit, operations)
    // A picture that was taken in is not asked for again.
    if (emblem.ok && emblem.value !== undefined) values.set('kept', emblem.value)
    const brought = await bring(visit, operations, language, emblem)
    if (brought.ok) return goTo(`/letterhead/versions/${brought.value.id}`)
    wrong = wrongOf(brought.problem, t)
  }
  return changeAnswer(visit, {
    title: t('letterhead.own.change'),
    lead: t('letterhead.own.lead'),
    language,
    fields,
    wrong,
    body: (
      <Form action={`/letterhead/${language}/lines`} files>
        <Fields fields={[lines]} values={values} wrong={wrong} margin={fixedMargin(t)} />
        <EmblemChoice emblems={await emblemsInUse(operations)} chosen={values.get('kept') ?? ''} />
        <FileRow name="emblem" label="letterhead.emblem.bring" accept=".png,image/png" wrong={wrong}>
          <p>{t('letterhead.emblem.note')}</p>
        </FileRow>
        <Fields fields={[alt]} values={values} wrong={wrong} margin={fixedMargin(t)} />
        <p class="buttons">
          <button>{t('letterhead.bring')}</button>
        </p>
      </Form>
    ),
  })
}
