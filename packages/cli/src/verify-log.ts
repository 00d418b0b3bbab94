import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { startLineWorkers } from '@comity/exchange/audit/line-workers'
import { verifyLog as verify } from '@comity/exchange/audit/verify-log'
import { translator } from '@comity/language/translator'
import { type Command, languageOf, optionOf } from './command.ts'
import { sizeOfFile } from './existing-file.ts'

/** From this size on a file is worth threads of its own, in bytes. */
const large = 50_000_000

/** Checks an exported audit log, without a server. */
export const verifyLog: Command = {
  usage: 'verify-log FILE [--key KEY] [--checkpoint FILE [--witness KEY]] [--lang LANGUAGE]',
  summary:
    'Check an exported audit log: every entry, its place, the signed root; with the key and an earlier checkpoint that you kept or another authority has cosigned',
  options: { key: 'value', checkpoint: 'value', witness: 'value', lang: 'value' },
  positionals: [1, 1],
  async run(given) {
    const t = translator(languageOf(given))
    const [path = ''] = given.positionals
    const size = await sizeOfFile(path)
    const kept = optionOf(given, 'checkpoint')
    if (kept !== undefined) await sizeOfFile(kept)
    const known = {
      key: optionOf(given, 'key'),
      earlier: kept === undefined ? undefined : await readFile(kept, 'utf8'),
      witness: optionOf(given, 'witness'),
    }
    const workers = size < large ? undefined : startLineWorkers(availableParallelism())
    const report = async () => {
      try {
        return await verify(createReadStream(path, { highWaterMark: 1 << 20 }), known, workers?.reader)
      } finally {
        await workers?.stop()
      }
    }
    const found = await report()
    if (!found.holds) {
      const where = found.entry === undefined ? '' : `${t('audit.entry', { entry: found.entry })}: `
      return { exit: 1, text: where + t(`audit.fault.${found.fault}`), data: found }
    }
    const { checkpoint, key, entries, extent, continues, cosignedAt } = found
    const text = [
      `log          ${checkpoint.origin}`,
      `entries      ${entries}${extent === 'whole' ? ', all from the first' : ` of ${checkpoint.size}`}`,
      `root         ${checkpoint.root}`,
      `key          ${key}${known.key === undefined ? '\n             as the file names it: compare it with the key that the authority gave you' : ''}`,
      ...(continues === undefined ? [] : [`continues    the checkpoint over ${continues} entries`]),
      ...(cosignedAt === undefined ? [] : [`cosigned     that checkpoint, by the witness at ${cosignedAt}`]),
    ]
    return { exit: 0, text: text.join('\n'), data: found }
  },
}
