import type { Problem } from '@comity/domain/problem'
import { readKeys } from '@comity/exchange/keys'
import { openSealedFile } from '@comity/exchange/sealed-file'
import { translator } from '@comity/language/translator'
import { type Answer, type Command, languageOf, optionOf, UsageError } from './command.ts'
import { sizeOfFile } from './existing-file.ts'
import { readJsonFile } from './json-file.ts'
import { refused } from './problem-text.ts'

/** A sender that nobody has vouched for is shown with the fingerprint that would have to be compared. */
function withFingerprint(answer: Answer, { values }: Problem): Answer {
  const fingerprint = values?.['fingerprint']
  return fingerprint === undefined ? answer : { ...answer, text: `${answer.text}\n  --fingerprint "${fingerprint}"` }
}

/** Opens a sealed file with our own keys, without a server. */
export const open: Command = {
  usage: 'open FILE --as AUTHORITY --keys KEYS.json --into FOLDER --fingerprint F [--lang LANGUAGE]',
  summary: 'Open a sealed file addressed to us, as in --as CHE/central; the fingerprint is the sender’s, compared out of band',
  options: { as: 'value', keys: 'value', into: 'value', fingerprint: 'value', lang: 'value' },
  positionals: [1, 1],
  async run(given) {
    const t = translator(languageOf(given))
    const [path = ''] = given.positionals
    const [self, keyFile, into, fingerprint] = ['as', 'keys', 'into', 'fingerprint'].map((name) => optionOf(given, name))
    if (self === undefined || keyFile === undefined || into === undefined) throw new UsageError(`usage: comity ${this.usage}`)
    await sizeOfFile(path)
    const json = await readJsonFile(keyFile)
    const keys = json.ok ? await readKeys(json.value) : json
    if (!keys.ok) return refused(keys.problem, t)
    const now = new Date().toISOString()
    const by = { self, keys: keys.value, findPeer: () => undefined, now, ...(fingerprint === undefined ? {} : { fingerprint }) }
    const opened = await openSealedFile(path, by, into)
    if (!opened.ok) return withFingerprint(refused(opened.problem, t), opened.problem)
    const { manifest, files, signer } = opened.value
    const text = [
      `${manifest.type}  ${manifest.id}`,
      `${manifest.from} → ${manifest.to}  ${manifest.created}`,
      ...files.map((file) => `${file.part.sha256}  ${file.path}`),
    ]
    return { exit: 0, text: text.join('\n'), data: { manifest, signer, files: files.map((file) => file.path) } }
  },
}
