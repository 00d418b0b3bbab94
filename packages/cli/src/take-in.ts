import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { TakenIn } from '@comity/contract/sealed-file'
import type { Translate } from '@comity/language/translate'
import { translator } from '@comity/language/translator'
import { type Command, languageOf } from './command.ts'
import { sizeOfFile } from './existing-file.ts'
import { refused } from './problem-text.ts'
import { getRemote } from './remote.ts'

function sentenceOf(taken: TakenIn, t: Translate): string {
  if (taken.kind === 'volume') {
    const missing = t('carried.in.missing', { missing: taken.missing.join(', ') })
    return `${t('carried.in.volume', { place: taken.place, of: taken.of })} ${missing}`
  }
  if (taken.kind === 'receipts') {
    const passed = taken.passedOver === 0 ? [] : [t('carried.in.passed-over', { count: taken.passedOver })]
    const lines = taken.items.map(({ event, message, at }) => `  ${t(`receipt.${event}`)}  ${message}  ${at}`)
    return [t('carried.in.receipts', { count: taken.items.length }), ...lines, ...passed].join('\n')
  }
  const { standing, peer, id, problem, receipts } = taken
  const why = problem === undefined ? '' : ` ${t(`problem.${problem}`)}`
  return `${t(`message.${standing}`)}. ${t(`message.${standing}.means`)}${why}\n  comity receipts-out ${peer} ${id}  (${receipts})`
}

/** Takes in what was carried: sealed files, volumes of one, receipts that came back. */
export const takeIn: Command = {
  usage: 'take-in FILE … [--lang L]',
  summary: 'Take in sealed files, volumes of one or receipts that came on a stick or by e-mail, by the checks of the line',
  options: { lang: 'value' },
  positionals: [1, 1000],
  async run(given) {
    const t = translator(languageOf(given))
    const remote = getRemote()
    const told: { path: string; text: string; ok: boolean; data: unknown }[] = []
    for (const path of given.positionals) {
      const size = await sizeOfFile(path)
      const body = { name: basename(path), mediaType: 'application/octet-stream', size, stream: createReadStream(path) }
      const taken = await remote.takeIn({ body })
      if (taken.ok) {
        const fine = taken.value.kind !== 'message' || taken.value.problem === undefined
        told.push({ path, text: sentenceOf(taken.value, t), ok: fine, data: taken.value })
      } else told.push({ path, text: refused(taken.problem, t).text, ok: false, data: taken.problem })
    }
    const text = told.map((one) => `${one.path}: ${one.text}`).join('\n')
    return { exit: told.every((one) => one.ok) ? 0 : 1, text, data: told.map(({ path, data }) => ({ path, ...(data as object) })) }
  },
}
