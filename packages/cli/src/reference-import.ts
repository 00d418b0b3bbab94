import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { statusFormats } from '@comity/contract/reference'
import { CalendarDate } from '@comity/domain/input'
import { translator } from '@comity/language/translator'
import { law } from '@comity/reference/law'
import { differencesOf } from '@comity/server/law/difference'
import { publishers, readStatus, sourceLimit, type StatusFormat } from '@comity/server/law/import/read-status'
import { type Answer, type Given, languageOf, optionOf, UsageError } from './command.ts'
import { sizeOfFile } from './existing-file.ts'
import { demand, demandInstrument } from './law-arguments.ts'
import { refused } from './problem-text.ts'
import { differenceLines } from './reference-differences.ts'
import { findRemote } from './remote.ts'

const byEnding: Readonly<Record<string, StatusFormat>> = { xml: 'untc-xml', json: 'coe-json', html: 'nl-html', htm: 'nl-html', csv: 'csv' }

function formatOf(given: Given, path: string): StatusFormat {
  const asked = optionOf(given, 'format')
  const format = asked === undefined ? byEnding[path.split('.').at(-1)?.toLowerCase() ?? ''] : statusFormats.find((each) => each === asked)
  if (format === undefined) throw new UsageError(`--format${asked === undefined ? '' : ` ${asked}`}: one of ${statusFormats.join(', ')}`)
  return format
}

function countGiven(given: Given): number | undefined {
  const count = optionOf(given, 'count')
  if (count === undefined) return undefined
  if (!/^\d{1,3}$/u.test(count)) throw new UsageError(`--count ${count}: the number of parties as the source prints it`)
  return Number(count)
}

/**
 * Reads a published list of parties and checks it. Where an instance is named it is proposed there, and a second person
 * approves it; otherwise what it would change is shown, and nothing is.
 */
export async function importStatus(given: Given, [path]: readonly string[]): Promise<Answer> {
  if (path === undefined) throw new UsageError('usage: comity reference import status FILE --instrument ID')
  const language = languageOf(given)
  const t = translator(language)
  const instrument = demandInstrument(demand(given, 'instrument'), t)
  const format = formatOf(given, path)
  const count = countGiven(given)
  const asOf = optionOf(given, 'as-of')
  if (asOf !== undefined && !CalendarDate.safeParse(asOf).success) throw new UsageError(`--as-of ${asOf}: not a date, as in 2026-09-09`)
  const source = optionOf(given, 'source')
  if ((await sizeOfFile(path)) > sourceLimit) return refused({ code: 'too-large', values: { limit: sourceLimit } }, t)
  const remote = findRemote()
  if (remote !== undefined) {
    const query = { name: basename(path), instrument: instrument.id, format, asOf, count, source }
    const body = { name: basename(path), mediaType: 'application/octet-stream', stream: createReadStream(path) }
    const proposed = await remote.proposeReference({ query, body })
    if (!proposed.ok) return refused(proposed.problem, t)
    const { id, differences, shown } = proposed.value
    const text = [...differenceLines(differences, t, language), t('cli.reference.proposed', { id, shown })]
    return { exit: 0, text: text.join('\n'), data: proposed.value }
  }
  const status = readStatus(await readFile(path), format, { count, asOf })
  if (!status.ok) return refused(status.problem, t)
  const list = { rows: status.value.rows, source: source ?? publishers[format], asOf: status.value.asOf }
  const differences = differencesOf(instrument, list, law.listParticipations(instrument.id), () => false)
  const text = [...differenceLines(differences, t, language), t('cli.reference.not-proposed')]
  return { exit: 0, text: text.join('\n'), data: { instrument: instrument.id, asOf: list.asOf, count: status.value.count, differences } }
}
