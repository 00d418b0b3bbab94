import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { openApi } from './openapi.ts'
import { operations } from './operations.ts'

const document = openApi() as { paths: Record<string, Record<string, { operationId: string }>> }

test('every operation stands in the document once', () => {
  const ids = Object.values(document.paths).flatMap((path) => Object.values(path).map((operation) => operation.operationId))
  assert.deepEqual(
    ids.toSorted(),
    Object.values(operations)
      .map((operation) => operation.id)
      .toSorted(),
  )
})

test('no reference dangles', () => {
  const text = JSON.stringify(document)
  for (const [, pointer] of text.matchAll(/"\$ref":"#\/([^"]+)"/gu)) {
    const target = pointer?.split('/').reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document)
    assert.ok(target, `#/${pointer} is there`)
  }
})

test('the linter has no complaint, and complains about a broken document', async () => {
  const config = await createConfig({
    extends: ['recommended'],
    rules: { 'operation-4xx-response': 'error', 'info-license-strict': 'error' },
  })
  const complaints = await lintFromString({ source: JSON.stringify(document), config })
  assert.deepEqual(
    complaints.map((complaint) => `${complaint.ruleId}: ${complaint.message} ${complaint.location[0]?.pointer}`),
    [],
  )
  const broken = JSON.stringify(document).replaceAll('#/components/schemas/Problem', '#/components/schemas/Nothing')
  assert.notEqual((await lintFromString({ source: broken, config })).length, 0)
})
