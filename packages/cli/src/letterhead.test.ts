import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { caseFile, callComity } from './run-comity.ts'

const folder = await mkdtemp(join(tmpdir(), 'comity-'))
after(() => rm(folder, { recursive: true }))
const template = join(folder, 'template.docx')

describe('a letterhead on the command line', () => {
  test('begins with a template that passes its own check, and says what was found', async () => {
    assert.equal((await callComity(['letterhead', 'starter', '--out', template, '--lang', 'ar', '--name', 'وزارة العدل'])).exit, 0)
    const { exit, out } = await callComity(['letterhead', 'check', template, '--lang', 'fr'])
    assert.equal(exit, 0)
    assert.match(out, /\{\{body\}\} {2}dans le texte/u)
    assert.match(out, /MLASub {2}numérote ainsi : .*\(أ\)/u)
    const { data } = { data: JSON.parse((await callComity(['letterhead', 'check', template, '--json'])).out) }
    assert.equal(data.textWidth, 160)
  })

  test('holds the letter of a request file', async () => {
    const out = join(folder, 'letter.docx')
    const ran = await callComity(['letter', caseFile, '--lang', 'es', '--format', 'docx', '--letterhead', template, '--out', out])
    assert.equal(ran.exit, 0, ran.err)
    assert.ok((await readFile(out)).length > 10_000)
  })

  test('is refused with every fault named, and an exit code that says so', async () => {
    const broken = join(folder, 'broken.docx')
    await writeFile(broken, 'Dear colleague')
    const { exit, out } = await callComity(['letterhead', 'check', broken, '--lang', 'es'])
    assert.equal(exit, 1)
    assert.match(out, /No es un documento de Word/u)
    assert.equal(
      (await callComity(['letter', caseFile, '--format', 'docx', '--letterhead', broken, '--out', join(folder, 'none')])).exit,
      1,
    )
  })

  test('of 40 MB is refused before it is read', async () => {
    const large = join(folder, 'large.docx')
    await writeFile(large, '')
    await truncate(large, 40 * 1024 * 1024)
    const { exit, out } = await callComity(['letterhead', 'check', large, '--json'])
    assert.equal(exit, 1)
    assert.equal(JSON.parse(out).code, 'too-large')
  })
})
