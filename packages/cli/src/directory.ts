import { readFile, writeFile } from 'node:fs/promises'
import type { draftDirectory } from '@comity/contract/own-directory'
import type { Call } from '@comity/contract/operation'
import { fail, ok, type Result } from '@comity/domain/result'
import { draftBytes, readDraft } from '@comity/exchange/directory-draft'
import { readPublicRoot } from '@comity/exchange/root-key'
import { translator } from '@comity/language/translator'
import { type Answer, type Command, type Given, optionOf, UsageError } from './command.ts'
import { directoryText, signedText } from './directory-text.ts'
import { readJsonFile } from './json-file.ts'
import { refused } from './problem-text.ts'
import { getRemote } from './remote.ts'
import { readDraftFile } from './root.ts'

const usage =
  'directory propose --out FILE [--rotate sign,seal] [--revoke KID,KID] [--roots FILE,FILE,FILE --threshold N] [--contacts FILE] | publish FILE ... [--anew]'
const t = translator('en')

type Wanted = NonNullable<Call<typeof draftDirectory>['body']>

function listOf(given: Given, name: string): readonly string[] {
  return (optionOf(given, name) ?? '').split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]))
}

async function readRoots(given: Given): Promise<Result<Wanted['roots']>> {
  const paths = listOf(given, 'roots')
  const threshold = Number(optionOf(given, 'threshold') ?? 2)
  if (!Number.isInteger(threshold) || threshold < 1) throw new UsageError('--threshold: how many of the roots must sign')
  if (paths.length === 0) return ok(undefined)
  if (threshold > paths.length) throw new UsageError(`--threshold ${threshold}: there are ${paths.length} roots`)
  const keys = []
  for (const path of paths) {
    const json = await readJsonFile(path)
    const key = json.ok ? readPublicRoot(json.value) : json
    if (!key.ok) return fail({ ...key.problem, values: { file: path } })
    keys.push(key.value)
  }
  return ok({ threshold, keys })
}

function rotateOf(given: Given): NonNullable<Wanted['rotate']> {
  return listOf(given, 'rotate').map((use) => {
    if (use !== 'sign' && use !== 'seal') throw new UsageError('--rotate: sign, seal, or both with a comma')
    return use
  })
}

async function propose(given: Given): Promise<Answer> {
  const out = optionOf(given, 'out')
  if (out === undefined) throw new UsageError('--out: where to write the document')
  const roots = await readRoots(given)
  if (!roots.ok) return refused(roots.problem, t)
  const contacts = optionOf(given, 'contacts') === undefined ? ok(undefined) : await readJsonFile(optionOf(given, 'contacts') ?? '')
  if (!contacts.ok) return refused(contacts.problem, t)
  const body = {
    rotate: rotateOf(given),
    revoke: [...listOf(given, 'revoke')],
    ...(roots.value === undefined ? {} : { roots: roots.value }),
    ...(contacts.value === undefined ? {} : { contacts: contacts.value as NonNullable<Wanted['contacts']> }),
  }
  const drafted = await getRemote().draftDirectory({ body })
  if (!drafted.ok) return refused(drafted.problem, t)
  const { document, own, before } = drafted.value
  const draft = await readDraft(Buffer.from(document, 'utf8'))
  if (!draft.ok) return refused(draft.problem, t)
  await writeFile(out, draftBytes(draft.value), { mode: 0o600 })
  const text = [directoryText(draft.value), signedText('its roots', own), signedText('roots before', before), out]
  return { exit: 0, text: text.join('\n'), data: { ...drafted.value, out } }
}

async function publish(paths: readonly string[], anew: boolean): Promise<Answer> {
  const documents: string[] = []
  for (const path of paths) {
    const draft = await readDraftFile(path)
    if (!draft.ok) return refused(draft.problem, t)
    documents.push((await readFile(path, 'utf8')).trim())
  }
  const published = await getRemote().publishDirectory({ body: { documents, ...(anew ? { anew } : {}) } })
  if (!published.ok) return refused(published.problem, t)
  const { version, fingerprint, expires } = published.value
  const then = anew ? ['No peer follows this by itself: give each the document, and have the fingerprint compared anew.'] : []
  return {
    exit: 0,
    text: [`version      ${version}, expires ${expires}`, `fingerprint  ${fingerprint}`, ...then].join('\n'),
    data: published.value,
  }
}

/** Has the instance draft its next directory document, and publishes it when the root keys have signed. */
export const directory: Command = {
  usage,
  summary:
    'Draft the instance’s next directory document (COMITY_URL, COMITY_TOKEN of an administrator): new online keys, revoked keys, other roots, contacts; and publish it when enough roots have signed. --anew: the roots are lost beyond their threshold',
  options: { out: 'value', rotate: 'value', revoke: 'value', roots: 'value', threshold: 'value', contacts: 'value', anew: 'flag' },
  positionals: [1, 11],
  async run(given) {
    const [task, ...paths] = given.positionals
    if (task === 'propose' && paths.length === 0) return propose(given)
    if (task === 'publish' && paths.length > 0) return publish(paths, given.options['anew'] === true)
    throw new UsageError(`usage: comity ${usage}`)
  },
}
