import assert from 'node:assert/strict'
import type { Operation } from '@comity/contract/operation'
import { operations } from '@comity/contract/operations'
import { read } from '@comity/domain/input'
import { complete } from '@comity/domain/requirement/content-examples'
import { readRequestFile, writeRequestFile } from '@comity/domain/request/schema'
import { damage } from '@comity/exchange/fuzz/mutate'
import type { Target } from '@comity/exchange/fuzz/target'
import { inputs } from '@comity/server/test-inputs'
import { bodies, growBody } from './contract-json.ts'
import { isTaken } from './reader.ts'

const all = (Object.values(operations) as readonly Operation[]).flatMap((operation) => {
  const schema = bodies.get(operation.id)
  return schema === undefined ? [] : [{ operation, schema, example: inputs[operation.id] ?? {} }]
})
const file = Buffer.from(writeRequestFile(complete))

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The readers of JSON from callers, and of request files. */
export function contractTargets(): readonly Target[] {
  assert.ok(all.length > 50, 'the operations have bodies')
  return [
    {
      name: 'the body of an operation',
      slowness: 5,
      shoot(chance) {
        const { operation, schema, example } = chance.pick(all)
        const result = read(operation.body, parsed(growBody(schema, chance, example)), 'body')
        return isTaken(result)
      },
    },
    {
      name: 'a request file',
      slowness: 5,
      shoot(chance) {
        const result = readRequestFile(parsed(Buffer.from(damage(file, chance)).toString()))
        if (!isTaken(result) || !result.ok) return false
        const again = readRequestFile(JSON.parse(writeRequestFile(result.value)))
        assert.ok(again.ok)
        assert.equal(JSON.stringify(again.value), JSON.stringify(result.value))
        return true
      },
    },
  ]
}
