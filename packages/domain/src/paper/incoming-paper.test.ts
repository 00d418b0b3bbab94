import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide } from '../request/decide.ts'
import { available } from '../request/available.ts'
import { replay } from '../request/request.ts'
import { openOnPaper, type PaperRequest, paperFault, plainReference } from './incoming-paper.ts'
import { isLetter, isOnPaper } from './on-paper.ts'

const scan = {
  id: '018f0000-0000-7000-8000-00000000000a',
  name: 'scan.pdf',
  mediaType: 'application/pdf',
  size: 10,
  sha256: 'a'.repeat(64),
}
const paper: PaperRequest = {
  from: 'PER',
  authority: 'Fiscalía de la Nación',
  channel: 'diplomatic',
  reference: 'UCJIE 0417/2026',
  dated: '2026-09-01',
  received: '2026-09-10',
  kind: 'mutual-legal-assistance',
  subject: 'Registros bancarios',
  language: 'es',
  files: [scan],
}
let count = 0
const newId = () => `018f0000-0000-7000-8000-${String((count += 1)).padStart(12, '0')}`
const actor = { id: 'a', name: 'A. Keller' }
const entry = { request: 'r', self: { state: 'CHE', name: 'Bundesamt für Justiz' }, actor, at: '2026-09-10T15:00:00.000Z', newId }

test('a paper request stands in the register like any other, on paper, and lives on', () => {
  const request = replay(openOnPaper(paper, entry))
  assert.ok(isOnPaper(request))
  assert.deepEqual([request.side, request.counterpart, request.content.title], ['requested', 'PER', 'Registros bancarios'])
  assert.ok(available(request).includes('register'))
  const done = decide(
    request,
    { type: 'register', input: { reference: 'B-1', confidentialityConfirmed: true } },
    { actor, at: entry.at, newId, findings: [] },
  )
  assert.ok(done.ok)
  assert.ok(isLetter(request, 'register') && !isLetter({}, 'register') && isLetter({}, 'dispatch'))
})

test('dates that cannot be, and the same scan twice, are refused at their field', () => {
  const rule = (more: Partial<PaperRequest>, today = '2026-09-10') => {
    const [field] = paperFault({ ...paper, ...more }, today)?.fields ?? []
    return field && `${field.field} ${field.rule}`
  }
  assert.equal(rule({}), undefined)
  assert.equal(rule({ received: '2026-09-11' }), 'received in-the-future')
  assert.equal(rule({ dated: '2026-09-11', received: '2026-09-10' }), 'received received-before-dated')
  assert.equal(rule({ files: [scan, { ...scan, id: newId(), name: 'other.pdf' }] }), 'files.1 same-file-twice')
})

test('a reference is recognised however it was typed', () => {
  assert.equal(plainReference('UCJIE 0417/2026'), plainReference('ucjie-0417-2026'))
  assert.notEqual(plainReference('UCJIE-0417-2026'), plainReference('UCJIE-0418-2026'))
})
