import { readFile } from 'node:fs/promises'
import { readKeys } from '@comity/exchange/keys'
import { openSealedFile } from '@comity/exchange/sealed-file'
import { translator } from '@comity/language/translator'
import { type Command, languageOf, optionOf, UsageError } from './command.ts'
import { problemText } from './problem-text.ts'

/** Opens a sealed file with our own keys, without a server. */
export const open: Command = {
  usage: 'open FILE --as AUTHORITY --keys KEYS.json --into FOLDER --fingerprint F [--lang en|es]',
  summary: 'Open a sealed file addressed to us; the fingerprint is the sender’s, compared out of band',
  options: { as: 'value', keys: 'value', into: 'value', fingerprint: 'value', lang: 'value' },
  positionals: [1, 1],
  async run(given) {
    const t = translator(languageOf(given))
    const [self, keyFile, into, fingerprint] = ['as', 'keys', 'into', 'fingerprint'].map((name) => optionOf(given, name))
    if (self === undefined || keyFile === undefined || into === undefined) throw new UsageError(`usage: comity ${this.usage}`)
    const keys = await readKeys(JSON.parse(await readFile(keyFile, 'utf8')))
    if (!keys.ok) return { exit: 1, text: problemText(keys.problem, t), data: keys.problem }
    const now = new Date().toISOString()
    const by = { self, keys: keys.value, findPeer: () => undefined, now, ...(fingerprint === undefined ? {} : { fingerprint }) }
    const opened = await openSealedFile(given.positionals[0] ?? '', by, into)
    if (!opened.ok) return { exit: 1, text: problemText(opened.problem, t), data: opened.problem }
    const { manifest, files, signer } = opened.value
    const text = [
      `${manifest.type}  ${manifest.id}`,
      `${manifest.from} → ${manifest.to}  ${manifest.created}`,
      ...files.map((file) => `${file.part.sha256}  ${file.path}`),
    ]
    return { exit: 0, text: text.join('\n'), data: { manifest, signer, files: files.map((file) => file.path) } }
  },
}
