import { open, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { invalid } from '@comity/domain/problem'
import { fail, type Result } from '@comity/domain/result'
import { directoryLimit } from '@comity/exchange/directory'
import { type DirectoryDraft, draftBytes, readDraft, signDraft, signedBy } from '@comity/exchange/directory-draft'
import { publicHalf, signingKid } from '@comity/exchange/keys'
import { shortestPassphrase } from '@comity/exchange/passphrase'
import { generateRoot, publicRootFile, sealRoot } from '@comity/exchange/root-key'
import { translator } from '@comity/language/translator'
import { type Answer, type Command, type Given, optionOf, UsageError } from './command.ts'
import { directoryText, signedText } from './directory-text.ts'
import { sizeOfFile } from './existing-file.ts'
import { getSecret } from './hidden-prompt.ts'
import { refused } from './problem-text.ts'
import { deviceRoot, rootAtHand } from './root-at-hand.ts'

const usage =
  'root new --out FOLDER [--name NAME] | public --device TOKEN/ID --module LIBRARY --out FILE | show DOCUMENT | sign DOCUMENT --key FILE --out FILE | sign DOCUMENT --device TOKEN/ID --module LIBRARY --out FILE'
const t = translator('en')

function outOf(given: Given): string {
  const out = optionOf(given, 'out')
  if (out === undefined) throw new UsageError('--out: where to write')
  return out
}

/** Writes a file that was not there, that only its owner reads. @throws UsageError when it was: a key is never written over */
async function writeNew(path: string, data: Uint8Array | string): Promise<void> {
  const handle = await open(path, 'wx', 0o600).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new UsageError(`${path}: is there already`)
    throw error
  })
  try {
    await handle.writeFile(data)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Reads a directory document on its way. @throws UsageError when there is no such file */
export async function readDraftFile(path: string): Promise<Result<DirectoryDraft>> {
  if ((await sizeOfFile(path)) > directoryLimit) return fail({ code: 'too-large', values: { limit: directoryLimit } })
  return readDraft(Buffer.from((await readFile(path, 'utf8')).trim(), 'utf8'))
}

async function makeRoot(given: Given): Promise<Answer> {
  const folder = outOf(given)
  const name = optionOf(given, 'name') ?? 'root'
  if (!/^[\w-]{1,60}$/u.test(name)) throw new UsageError('--name: letters, digits and hyphens')
  const secret = await getSecret('COMITY_ROOT_PASSPHRASE', `Passphrase, at least ${shortestPassphrase} characters`, true)
  const root = generateRoot()
  const sealed = await sealRoot(root, secret)
  if (!sealed.ok) return refused(sealed.problem, t)
  const files = { sealed: join(folder, `${name}.root.age`), public: join(folder, `${name}.root.json`) }
  await writeNew(files.sealed, sealed.value)
  await writeNew(files.public, publicRootFile(publicHalf(root)))
  const text = [
    `root         ${root.kid}`,
    `${files.sealed}  the key, sealed: stays on this medium, and on a copy of it in another safe`,
    `${files.public}  its public half: goes to the instance, with comity directory propose --roots`,
  ]
  return { exit: 0, text: text.join('\n'), data: { kid: root.kid, files } }
}

async function writePublic(given: Given): Promise<Answer> {
  const out = outOf(given)
  const opened = await deviceRoot(given, optionOf(given, 'device') ?? '')
  if (!opened.ok) return refused(opened.problem, t)
  const { kid, jwk } = opened.value
  await writeNew(out, publicRootFile(jwk))
  return { exit: 0, text: `root         ${kid}\n${out}`, data: { kid, out } }
}

async function show(path: string): Promise<Answer> {
  const draft = await readDraftFile(path)
  if (!draft.ok) return refused(draft.problem, t)
  const own = signedBy(draft.value, draft.value.document.roots)
  return { exit: 0, text: `${directoryText(draft.value)}\n${signedText('its roots', own)}`, data: { document: draft.value.document, own } }
}

async function sign(path: string, given: Given): Promise<Answer> {
  const out = outOf(given)
  const draft = await readDraftFile(path)
  if (!draft.ok) return refused(draft.problem, t)
  // On a terminal, what is to be signed stands above the question for the passphrase.
  if (process.stdin.isTTY) process.stderr.write(`${directoryText(draft.value)}\n`)
  const root = await rootAtHand(given)
  if (!root.ok) return refused(root.problem, t)
  const signed = await signDraft(draft.value, root.value)
  if (!signed.ok) return refused(signed.problem, t)
  const checked = await readDraft(draftBytes(signed.value))
  if (!checked.ok) return refused({ ...invalid('device', 'key'), code: 'bad-signature' }, t)
  await writeNew(out, draftBytes(signed.value))
  const { roots } = signed.value.document
  const own = signedBy(signed.value, roots)
  const outgoing = roots.keys.some((jwk) => signingKid(jwk) === root.value.kid)
    ? []
    : ['This key is not among the roots that the document names: it signs as one of those before.']
  const text = [`signed by    ${root.value.kid}`, signedText('its roots', own), ...outgoing, out]
  return { exit: 0, text: text.join('\n'), data: { kid: root.value.kid, own, out: basename(out) } }
}

/** Makes root keys, and signs with them on a machine that needs no network. */
export const root: Command = {
  usage,
  summary:
    'Make a root key, sealed with a passphrase, for a stick; show a directory document, and sign it with a key of a file or of a device (PKCS #11), away from any network. COMITY_ROOT_PASSPHRASE and COMITY_ROOT_PIN, or typed',
  options: { out: 'value', name: 'value', key: 'value', device: 'value', module: 'value' },
  positionals: [1, 2],
  async run(given) {
    const [task, path] = given.positionals
    if (task === 'new' && path === undefined) return makeRoot(given)
    if (task === 'public' && path === undefined) return writePublic(given)
    if (task === 'show' && path !== undefined) return show(path)
    if (task === 'sign' && path !== undefined) return sign(path, given)
    throw new UsageError(`usage: comity ${usage}`)
  },
}
