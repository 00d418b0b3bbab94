import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logger } from './log.ts'

const { serializers } = logger({ level: 'error' })
const said = (error: Error) => serializers?.err?.(error as never) as { readonly message: string; readonly code?: string }

test('an error is logged without its message, in which a text of a case may stand', () => {
  assert.equal(said(new Error('value "Núñez" is too long')).message, '')
})

test('an error of a full disk is logged with what to do, whether the system or PostgreSQL says so', () => {
  for (const code of ['ENOSPC', '53100']) {
    const { message, code: kept } = said(Object.assign(new Error('could not extend file "base/5/Núñez"'), { code }))
    assert.match(message, /^There is no room on the disk\./u)
    assert.equal(kept, code)
  }
})
