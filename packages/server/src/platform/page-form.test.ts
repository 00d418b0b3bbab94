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

test('what is called a form and is none is refused as malformed', async () => {
  const app = fastify()
  await app.register(multipart, { throwFileSizeLimit: false })
  app.route({
    method: 'POST',
    url: '/',
    handler: async (request: FastifyRequest) => {
      const read = await readPageForm(request)
      return { problem: read.ok ? undefined : read.problem.code }
    },
  })
  const file = 'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\nhalf'
  const wrong: readonly (readonly [string, string])[] = [
    ['multipart/form-data', '--x--'],
    ['multipart/form-data; boundary=', '--x--'],
    ['multipart/form-data; boundary=a b', `--a b\r\n${file}\r\n--a b--`],
    [`multipart/form-data; boundary=${'x'.repeat(300)}`, 'x'],
    ['multipart/form-data; boundary=x', `--x\r\n${file}`],
    ['multipart/form-data; boundary=x', '--x\r\n'],
  ]
  for (const [type, payload] of wrong) {
    const { statusCode, body } = await app.inject({ method: 'POST', url: '/', payload, headers: { 'content-type': type } })
    assert.deepEqual([statusCode, body], [200, '{"problem":"malformed"}'], type + payload)
  }
  await app.close()
})
