import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { TranslationView } from '@comity/contract/translation'
import { facts, openDesk } from './desk.test-support.ts'

const { ana, get, asked, say, revise, exported, imported } = await openDesk({ after })

/** The file with every target filled in. */
function filled(xliff: string): string {
  const segment = /(<segment id="s") state="initial"(?: subState="[^"]*")?>(\s*<source[^>]*>)(.*?)<\/source>(?:\s*<target.*?<\/target>)?/gsu
  return xliff.replaceAll(segment, '$1 state="translated">$2$3</source><target>EN $3</target>')
}

test('XLIFF leaves and comes back in any order, with its isolates, line ends and signs whole', async () => {
  const { translation } = await asked({ purpose: 'Uno.\nDos <b> & "tres".' })
  const xliff = (await exported(translation)).toString()
  assert.match(xliff, /srcLang="es" trgLang="en"/u)
  assert.match(xliff, /<mrk id="m1" translate="no">4417-0093<\/mrk>/u)
  const isolated = filled(xliff).replaceAll('4417-0093</mrk> está', '\u20684417-0093\u2069</mrk> está')
  const units = isolated.match(/ {2}<unit .*?<\/unit>\n/gsu) ?? []
  const result = await imported(
    translation,
    isolated.replace(/ {2}<unit .*<\/unit>\n/su, () => units.toReversed().join('')),
  )
  assert.ok(result.ok, JSON.stringify(result))
  assert.equal(result.value.taken, 5)
  assert.deepEqual(
    result.value.translation.segments.map(({ text, target, state }) => [target === `EN ${text}`, state]),
    Array.from({ length: 5 }, () => [true, 'done']),
  )
})

test('a Word file comes back as it left', async () => {
  const { translation } = await asked()
  const done = await say(translation)
  const result = await imported(translation, await exported(translation, 'docx'))
  assert.ok(result.ok, JSON.stringify(result))
  assert.equal(result.value.taken, 0)
  assert.deepEqual(result.value.translation.segments, done.segments)
})

test('a file of an older source leaves what changed as stale, by name', async () => {
  const { request, translation } = await asked()
  const xliff = filled((await exported(translation)).toString())
  await revise(request.id, [facts[0], 'Otra cosa.'].join('\n\n'))
  const result = await imported(translation, xliff)
  assert.ok(result.ok, JSON.stringify(result))
  assert.deepEqual([result.value.stale, result.value.gone], [['facts.summary.2'], ['facts.summary.3']])
  assert.deepEqual(
    result.value.translation.segments.map(({ key, stale, madeFor }) => [key, stale, madeFor]),
    [
      ['title.1', false, undefined],
      ['facts.summary.1', false, undefined],
      ['facts.summary.2', true, facts[1]],
    ],
  )
})

/** What is done to a file, and how it is refused. */
const wrong: readonly (readonly [string, (xliff: string) => string, string])[] = [
  ['a missing segment', (x) => x.replace(/ {2}<unit id="facts.summary.2".*?<\/unit>\n/su, ''), 'facts.summary.2 segment-missing'],
  ['a doubled segment', (x) => x.replace(/ {2}<unit id="facts.summary.2".*?<\/unit>\n/su, '$&$&'), 'facts.summary.2 segment-doubled'],
  ['an unknown segment', (x) => x.replace('id="facts.summary.2"', 'id="facts.summary.9"'), 'facts.summary.9 segment-unknown'],
  ['a changed source', (x) => x.replaceAll('Nadie', 'Todos'), 'facts.summary.3 segment-source-changed'],
  ['another language', (x) => x.replace('trgLang="en"', 'trgLang="fr"'), 'file file-language'],
  ['another version', (x) => x.replace('version="2.1"', 'version="1.2"'), 'file file-xliff-version'],
  ['a file of another translation', (x) => x.replace(/id="f-[0-9a-f-]{36}"/u, `id="f-${randomUUID()}"`), 'file file-of-another'],
  ['XML that is not XLIFF', () => '<html><p/></html>', 'file file-not-xliff'],
  ['what is not XML', () => 'PER-1;uno;one', 'file file-not-xml'],
  ['XML that is not well formed', (x) => x.replace('</unit>', ''), 'file file-not-xml'],
  ['a file cut in half', (x) => x.slice(0, x.length / 2), 'file xml-cut'],
  ['entities', (x) => x.replace('<xliff', '<!DOCTYPE xliff [<!ENTITY a "b">]><xliff'), 'file file-doctype'],
  ['a turned-round target', (x) => x.replace('EN Nadie', 'EN \u202ENadie'), 'facts.summary.3 direction-override'],
  ['a character that XML cannot hold', (x) => x.replace('EN Nadie', '<cp hex="0001"/>Nadie'), 'facts.summary.3 control-character'],
  [
    'a thousand nested marks',
    (x) => x.replace('EN Nadie', `${'<pc id="1">'.repeat(1000)}Nadie${'</pc>'.repeat(1000)}`),
    'file file-not-xml',
  ],
  ['nothing', () => '', 'file empty-file'],
]

test('what is wrong with a file is told by segment, and nothing is changed', async (t) => {
  const { translation } = await asked()
  const view = async () => get<TranslationView>(ana, 'getTranslation', { params: { translation: translation.id } })
  const untouched = await view()
  const good = filled((await exported(translation)).toString())
  for (const [title, spoil, expected] of wrong) {
    await t.test(`${title}: ${expected}`, async () => {
      const refused = await imported(translation, spoil(good))
      assert.ok(!refused.ok)
      assert.ok(
        refused.problem.fields?.some(({ field, rule }) => `${field} ${rule}` === expected),
        JSON.stringify(refused.problem),
      )
    })
  }
  assert.deepEqual(await view(), untouched)
  assert.ok((await imported(translation, good)).ok)
})

test('a file of seventeen megabytes is too large', async () => {
  const { translation } = await asked()
  const refused = await imported(translation, Buffer.alloc(17 * 1024 * 1024, 0x20))
  assert.equal(!refused.ok && refused.problem.code, 'too-large')
})
