import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { problemOf, valueOf } from '@comity/domain/result.test-support'
import { streamOf } from '../platform/byte-stream.ts'
import { startInstance, type TestInstance } from '../test-instance.ts'
import { clamdProgram, startClamd, type TestClamd } from './test-clamd.ts'

const content = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE', title: 'Bank records' } as const
const file = (name: string, words: string) => ({ name, mediaType: 'text/plain', stream: streamOf(Buffer.from(words)) })

describe('an instance with clamd', { skip: clamdProgram === undefined ? 'clamd is not on this machine' : false }, () => {
  let clamd: TestClamd
  let instance: TestInstance
  before(async () => {
    clamd = await startClamd([Buffer.from('called malware')])
    instance = await startInstance(['officer', 'administrator'], { scanner: { path: clamd.path } })
  })
  after(async () => {
    await instance.stop()
    await clamd.stop()
  })

  test('shows each file as scanned, refuses what is harmful, and tells on Today when the scanner is gone', async () => {
    const officer = instance.as('officer')
    const { id } = valueOf(await officer.openRequest({ body: { reference: 'R-1', content } }))
    valueOf(await officer.addFile({ params: { request: id }, query: { name: 'a.txt' }, body: file('a.txt', 'bank records') }))
    const refused = await officer.addFile({ params: { request: id }, query: { name: 'b.txt' }, body: file('b.txt', 'called malware') })
    assert.equal(problemOf(refused).code, 'file-harmful')
    const view = valueOf(await officer.getRequest({ params: { request: id } }))
    assert.deepEqual([view.scanning, view.files.map(({ name, verdict }) => [name, verdict?.scan])], ['at-work', [['a.txt', 'clean']]])
    assert.deepEqual(valueOf(await officer.listAlarms({})).items, [])

    await clamd.stop()
    const add = async (name: string, words: string) =>
      valueOf(await officer.addFile({ params: { request: id }, query: { name }, body: file(name, words) }))
    await add('c.txt', 'the line broke')
    const later = await add('d.txt', 'another that is called malware')
    const now = valueOf(await officer.getRequest({ params: { request: id } }))
    assert.deepEqual(
      [now.scanning, now.files.map(({ verdict }) => [verdict?.scan, verdict?.obstacle])],
      [
        'gone',
        [
          ['clean', undefined],
          ['not-scanned', 'no-answer'],
          ['not-scanned', 'no-scanner'],
        ],
      ],
    )
    assert.deepEqual(
      valueOf(await officer.listAlarms({})).items.map(({ kind }) => kind),
      ['scanner-gone'],
    )

    // Back again: what was taken in without it is scanned before it is opened or sent.
    clamd = await startClamd([Buffer.from('called malware')])
    await instance.restart({ scanner: { path: clamd.path } })
    const opened = await instance.as('officer').getFile({ params: { request: id, file: later.id } })
    assert.equal(problemOf(opened).code, 'file-harmful')
    const words = await instance.as('officer').getFileText({ params: { request: id, file: later.id } })
    assert.equal(problemOf(words).code, 'file-harmful')
    const shown = valueOf(await instance.as('officer').getRequest({ params: { request: id } }))
    const input = {
      content: {
        attachments: shown.files.map(({ id: known, name, mediaType, size, sha256 }) => ({ id: known, name, mediaType, size, sha256 })),
      },
    }
    const revised = valueOf(await instance.as('officer').revise({ params: { request: id }, body: input, ifMatch: shown.version }))
    const shared = await instance.as('officer')['share-draft']({ params: { request: id }, body: {}, ifMatch: revised.version })
    assert.equal(problemOf(shared).code, 'file-harmful')
  })
})
