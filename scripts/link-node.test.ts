import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('link-node.mjs', import.meta.url))

describe('the link to the Node that came along', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'comity-link-'))
    writeFileSync(join(folder, 'package.json'), '{"optionalDependencies":{"node-a":"24.0.0","node-b":"24.0.0"}}')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  function run(): void {
    execFileSync(process.execPath, [script], { cwd: folder })
  }

  test('is made to the package of this system, and stays when it is there', () => {
    mkdirSync(join(folder, 'node_modules/node-b/bin'), { recursive: true })
    writeFileSync(join(folder, 'node_modules/node-b/bin/node'), '')
    run()
    assert.equal(readlinkSync(join(folder, 'node_modules/.bin/node')), '../node-b/bin/node')
    run()
  })

  test('is not made where no such package came', () => {
    run()
    assert.equal(existsSync(join(folder, 'node_modules/.bin/node')), false)
  })
})
