import assert from 'node:assert/strict'
import test from 'node:test'
import { parseJws } from './jws.ts'

/** What a text's length is asked of; an object that brings its own breaks whoever does not look at the type first. */
const posing = { length: { toString: 1, valueOf: 1 } }
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('an object that poses as a text is malformed, wherever it stands', () => {
  const header = encode({ alg: 'EdDSA', typ: 'comity-manifest', kid: posing })
  const signature = encode('x')
  for (const jws of [
    { payload: posing, signatures: [] },
    { payload: encode('x'), signatures: posing },
    { payload: encode('x'), signatures: [{ protected: posing, signature }] },
    { payload: encode('x'), signatures: [{ protected: header, signature }] },
  ]) {
    const parsed = parseJws('comity-manifest', Buffer.from(JSON.stringify(jws)))
    assert.equal(!parsed.ok && parsed.problem.code, 'malformed')
  }
})
