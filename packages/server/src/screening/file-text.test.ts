import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { problemOf, valueOf } from '@comity/domain/result.test-support'
import { smallPdf } from '@comity/signature/small-pdf.test-support'
import { streamOf } from '../platform/byte-stream.ts'
import { startInstance, type TestInstance } from '../test-instance.ts'

const content = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE', title: 'Bank records' } as const
let instance: TestInstance
before(async () => {
  instance = await startInstance(['officer', 'administrator', 'auditor'])
})
after(async () => instance.stop())

test('the words of a file are read by who may open it, and leave the one entry that opening it leaves', async () => {
  const officer = instance.as('officer')
  const { id: request } = valueOf(await officer.openRequest({ body: { reference: 'R-1', content } }))
  const body = { name: 'a.pdf', mediaType: 'application/pdf', stream: streamOf(smallPdf()) }
  const { id: file } = valueOf(await officer.addFile({ params: { request }, query: { name: 'a.pdf' }, body }))
  const params = { request, file }
  assert.deepEqual(valueOf(await officer.getFileText({ params })), { text: 'Page 1 (of a (small) letter)', cut: false })
  for (const role of ['administrator', 'auditor'] as const)
    assert.equal(problemOf(await instance.as(role).getFileText({ params })).code, 'not-permitted', role)
  const { items } = valueOf(await instance.as('auditor').listAudit({ query: {} }))
  const entries = items.filter(({ subject, action }) => action === 'file.read' && subject === `${request}/${file}`)
  assert.deepEqual(entries.map(({ outcome }) => outcome).toSorted(), ['done', 'not-permitted', 'not-permitted'])
})
