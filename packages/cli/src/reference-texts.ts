import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { translator } from '@comity/language/translator'
import { law } from '@comity/reference/law'
import { knownInstrument } from '@comity/answers/law/known'
import { type HeldText, openTexts, readText } from '@comity/server/law/texts'
import { type Answer, type Given, languageOf, UsageError } from './command.ts'
import { readJsonFile } from './json-file.ts'
import { problemText } from './problem-text.ts'

interface Read {
  readonly instrument: string
  readonly text: HeldText
}

/** The files of a folder that hold texts. @throws UsageError when there is no such folder, or none in it */
async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => undefined)
  if (names === undefined) throw new UsageError(`${folder}: no such folder`)
  const files = names.filter((name) => name.endsWith('.json')).toSorted()
  if (files.length === 0) throw new UsageError(`${folder}: no texts, which are files that end in .json`)
  return files
}

/** Imports the texts of a folder into the data folder of an instance: all of them, or none where one cannot be read. */
export async function importTexts(given: Given, [folder]: readonly string[]): Promise<Answer> {
  const data = process.env['COMITY_DATA']
  if (folder === undefined) throw new UsageError('usage: comity reference import texts DIR')
  if (data === undefined || data === '') throw new UsageError('COMITY_DATA: the data folder of the instance that is to hold the texts')
  const t = translator(languageOf(given))
  const texts: Read[] = []
  const wrong: string[] = []
  for (const name of await filesIn(folder)) {
    const path = join(folder, name)
    const json = await readJsonFile(path)
    const read = json.ok ? readText(await readFile(path), json.value) : json
    const known = read.ok ? knownInstrument(read.value.instrument, law) : read
    if (read.ok && known.ok) texts.push(read.value)
    else if (!known.ok) wrong.push(`${name}: ${problemText(known.problem, t)}`)
  }
  if (wrong.length > 0) {
    return { exit: 1, text: [...wrong, t('cli.reference.nothing-imported')].join('\n'), data: { imported: [], refused: wrong } }
  }
  const held = openTexts(data)
  for (const { instrument, text } of texts) await held.keep(instrument, text)
  const lines = texts.map(({ instrument, text }) =>
    t('cli.reference.text', { instrument, articles: text.articles.length, sha256: text.sha256.slice(0, 16) }),
  )
  const imported = texts.map(({ instrument, text: { articles, ...about } }) => ({ instrument, articles: articles.length, ...about }))
  return { exit: 0, text: lines.join('\n'), data: { imported, refused: [] } }
}
