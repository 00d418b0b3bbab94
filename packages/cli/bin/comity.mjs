#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `comity needs Node 24 or later; this is ${process.versions.node}. Run it through npm in its folder, which brings Node 24 along.\n`,
  )
  process.exit(2)
}
enableCompileCache()
const { main } = await import('../src/main.ts')
process.exitCode = await main(process.argv.slice(2))
