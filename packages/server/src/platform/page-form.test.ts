import assert from 'node:assert/strict'
import { test } from 'node:test'
import multipart from '@fastify/multipart'
import fastify, { type FastifyRequest } from 'fastify'
import { readPageForm } from './page-form.ts'

test('of a file that is too large for its page no more is taken than shows it', async () => {
  const app = fastify()
  await app.register(multipart, { throwFileSizeLimit: false })
  const answerSizes = async (request: FastifyRequest) => {
    const read = await readPageForm(request, 1000)
    if (!read.ok) return { problem: read.problem.code }
    const sizes = read.value.files.map(({ file }) => file.size)
    await read.value.discard()
    return { sizes, after: read.value.form.get('after') }
  }
  app.route({ method: 'POST', url: '/', handler: answerSizes })
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(5_000_000)]), 'large.docx')
  form.append('small', new Blob([new Uint8Array(1000)]), 'small.docx')
  form.append('after', 'the form is read to its end')
  const body = Buffer.from(await new Response(form).arrayBuffer())
  const type = `multipart/form-data; boundary=${body.toString('latin1', 2, body.indexOf('\r\n'))}`
  const answer = await app.inject({ method: 'POST', url: '/', payload: body, headers: { 'content-type': type } })
  assert.deepEqual(answer.json(), { sizes: [1001, 1000], after: 'the form is read to its end' })
  await app.close()
})
