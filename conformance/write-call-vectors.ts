// Writes conformance/vectors/exchange/call.json anew, with the keys of authorities.json: `node conformance/write-call-vectors.ts`.
// What each case must give is stated here by hand; `packages/exchange/src/signed-call.test.ts` and `check_calls.py` are held to it.
import { readFile, writeFile } from 'node:fs/promises'
import { verifyDirectory } from '@comity/exchange/directory'
import { type AuthorityKeys, generateSigningKey } from '@comity/exchange/keys'
import { contentDigestOf, signCall } from '@comity/exchange/signed-call'
import { exampleNow, valueOf } from '@comity/exchange/worked-example'

const vectors = new URL('vectors/exchange/', import.meta.url)
const { authorities } = JSON.parse(await readFile(new URL('authorities.json', vectors), 'utf8')) as {
  authorities: readonly { authority: string; keys: AuthorityKeys; directory: string }[]
}
const peru = authorities.find(({ authority }) => authority === 'PER/central')
const key = peru?.keys.sign[0]
if (peru === undefined || key === undefined) throw new Error('the vectors have Peru')
valueOf(await verifyDirectory(Buffer.from(peru.directory)))

const self = 'CHE/central'
const now = Date.parse(exampleNow)
const id = '018f0000-0000-7000-8000-000000000001'
const body = 'an envelope'
const put = { method: 'PUT', target: `/x/v1/messages/${id}`, body }
const get = { method: 'GET', target: '/x/v1/threads?since=2026-11-20T00:00:00Z', body: '' }
const patch = { method: 'PATCH', target: `/x/v1/parts/${'a'.repeat(64)}`, body, more: { 'upload-offset': '16777216' } }

type Fields = Readonly<Record<string, string>>

function signed(
  call: { readonly method: string; readonly target: string; readonly body: string; readonly more?: Fields },
  { to = self, at = now, by = key } = {},
): Fields {
  if (by === undefined) throw new Error('a call is signed by somebody')
  const hasBody = call.body !== ''
  const fields = { ...call.more, ...(hasBody ? { 'content-digest': contentDigestOf(Buffer.from(call.body)) } : {}) }
  return { ...fields, ...signCall({ method: call.method, target: call.target, fields, hasBody }, to, by, at) }
}

function vector(name: string, call: typeof put | typeof get, fields: Fields, expect: string) {
  return { name, method: call.method, target: call.target, body: call.body, fields, expect }
}

function without(fields: Fields, name: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([one]) => one !== name))
}

const good = signed(put)
const input = good['signature-input'] ?? ''
const cases = [
  vector('an announcement', put, good, 'ok'),
  vector('a question without a body', get, signed(get), 'ok'),
  vector('a slice', patch, signed(patch), 'ok'),
  vector('five minutes old', put, signed(put, { at: now - 300_000 }), 'ok'),
  vector('older than five minutes', put, signed(put, { at: now - 301_000 }), 'clock'),
  vector('more than five minutes ahead', put, signed(put, { at: now + 301_000 }), 'clock'),
  vector('no signature', put, without(good, 'signature'), 'missing'),
  vector('no signature input', put, without(good, 'signature-input'), 'missing'),
  vector('signed for another recipient', put, signed(put, { to: 'BOL/central' }), 'recipient'),
  vector('handed on to another recipient', put, { ...signed(put, { to: 'BOL/central' }), 'comity-to': self }, 'signature'),
  vector('signed by nobody we know', put, signed(put, { by: generateSigningKey() }), 'key'),
  vector('another method', { ...put, method: 'PATCH' }, good, 'signature'),
  vector('another path', { ...put, target: `${put.target.slice(0, -1)}2` }, good, 'signature'),
  vector('another question', { ...get, target: `${get.target}&after=${id}` }, signed(get), 'signature'),
  vector('another digest', put, { ...good, 'content-digest': contentDigestOf(Buffer.from('other')) }, 'signature'),
  vector('another body', { ...put, body: 'another envelope' }, good, 'digest'),
  vector('another place of a slice', patch, { ...signed(patch), 'upload-offset': '0' }, 'signature'),
  vector('the digest not covered', put, { ...good, 'signature-input': input.replace(' "content-digest"', '') }, 'form'),
  vector('covered in another order', put, { ...good, 'signature-input': input.replace('"@method" "@path"', '"@path" "@method"') }, 'form'),
  vector('a parameter twice', put, { ...good, 'signature-input': input.replace(';keyid', ';created=1;keyid') }, 'form'),
  vector('another parameter', put, { ...good, 'signature-input': `${input};alg="ed25519"` }, 'form'),
  vector('another label', put, { ...good, 'signature-input': input.replace('comity=', 'sig1=') }, 'form'),
  vector('another tag', put, { ...good, 'signature-input': input.replace('comity-calls/1', 'comity-calls/2') }, 'form'),
  vector('two signatures', put, { ...good, signature: `${good['signature']}, ${good['signature']}` }, 'form'),
  vector('a signature with stray bits', put, { ...good, signature: (good['signature'] ?? '').replace(/.==:$/u, 'B==:') }, 'form'),
]
const about =
  'A call as it reaches CHE/central at `now`, signed or not by PER/central: `body` is text; `expect` is `ok` or the reason of `call-refused`.'
await writeFile(
  new URL('call.json', vectors),
  `${JSON.stringify({ about, now: exampleNow, self, caller: peru.authority, cases }, null, 2)}\n`,
)
