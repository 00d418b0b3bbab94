// Builds the only package that is built: the pages by tsc, their islands of script and their style sheet by esbuild.
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { runProgram } from './program.ts'

const web = 'packages/web'
const assets = `${web}/dist/assets`

/** A page whose source is gone must not live on in dist, where only this machine would still find it. */
function forgetRemovedPages(): void {
  for (const built of globSync(`${web}/dist/**/*.js`).filter((path) => !path.startsWith(assets))) {
    const source = built.replace(`${web}/dist/`, `${web}/src/`).replace(/\.js$/u, '')
    if (!existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) {
      for (const file of [built, built.replace(/\.js$/u, '.d.ts')]) rmSync(file, { force: true })
    }
  }
}

/** Bundles each island and each style sheet on its own and prints what a reader on a slow line pays for it. */
async function buildAssets(): Promise<void> {
  const entryPoints = globSync([`${web}/islands/*.{ts,tsx}`, `${web}/styles/*.css`]).filter((path) => !path.includes('.test.'))
  rmSync(assets, { recursive: true, force: true })
  await build({
    entryPoints,
    outdir: assets,
    entryNames: '[name]',
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
  })
  for (const file of globSync(`${assets}/*`)) {
    console.log(`${basename(file).padEnd(24)} ${(gzipSync(readFileSync(file)).length / 1000).toFixed(1)} kB gzipped`)
  }
}

if (!existsSync(`${web}/src`)) {
  console.log('No pages yet: nothing to build.')
} else {
  forgetRemovedPages()
  const emitted = await runProgram(process.execPath, ['node_modules/typescript/bin/tsc', '-b', web])
  if (emitted.passed) await buildAssets()
  else process.exitCode = 1
}
