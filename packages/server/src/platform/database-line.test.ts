import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DatabaseLine, databaseLine, demandProtectedLine } from './database-line.ts'

const lines: readonly (readonly [string, DatabaseLine])[] = [
  ['postgres:///comity?host=/run/postgresql', 'inside'],
  ['postgres://comity@localhost/comity', 'inside'],
  ['postgres://comity@127.0.0.1:5433/comity', 'inside'],
  ['postgres://comity@[::1]/comity', 'inside'],
  ['postgres://comity@%2Frun%2Fpostgresql/comity', 'inside'],
  ['postgres://comity@db.example/comity', 'unsaid'],
  ['postgres://comity@127.0.0.1.example/comity', 'unsaid'],
  ['postgres://comity@localhost/comity?host=db.example', 'unsaid'],
  ['postgres://comity@db.example/comity?sslmode=verify-full', 'tls'],
  ['postgres://comity@db.example/comity?sslmode=require', 'tls'],
  ['postgres://comity@db.example/comity?sslmode=no-verify', 'plain'],
  ['postgres://comity@db.example/comity?sslmode=disable', 'plain'],
  ['postgres://comity@db.example/comity?sslmode=whatever', 'unsaid'],
]

for (const [url, line] of lines) {
  test(`the line of ${url} is ${line}`, () => {
    assert.equal(databaseLine(url), line)
    if (line === 'unsaid') assert.throws(() => demandProtectedLine(url), /sslmode=verify-full/u)
    else demandProtectedLine(url)
  })
}
