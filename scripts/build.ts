// Builds the only package that is built: the pages, their islands of script and their style sheets. Types are not
// checked here, so that a first start need not wait for it; `npm run types` does that and leaves the declarations.
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type BuildOptions } from 'esbuild'

const web = 'packages/web'
const pages = `${web}/dist`
const assets = `${pages}/assets`

const shared: BuildOptions = { bundle: true, format: 'esm', jsx: 'automatic', jsxImportSource: 'preact', logLevel: 'warning' }

/** Each source becomes a module of its name, as other packages import it; what several of them share stands once, in a chunk. */
async function buildPages(): Promise<void> {
  // A page whose source is gone must not live on here, where only this machine would still find it.
  for (const file of globSync(`${pages}/**/*.js`)) rmSync(file)
  for (const file of globSync(`${pages}/**/*.d.ts`)) {
    const source = file.replace(pages, `${web}/src`).replace(/\.d\.ts$/u, '')
    if (!existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) rmSync(file)
  }
  await build({
    ...shared,
    entryPoints: globSync(`${web}/src/**/*.{ts,tsx}`).filter((path) => !path.includes('.test.')),
    outdir: pages,
    outbase: `${web}/src`,
    splitting: true,
    packages: 'external',
    platform: 'node',
    target: ['node24'],
  })
}

/** Bundles each island and each style sheet on its own and prints what a reader on a slow line pays for it. */
async function buildAssets(): Promise<void> {
  rmSync(assets, { recursive: true, force: true })
  await build({
    ...shared,
    entryPoints: globSync([`${web}/islands/*.{ts,tsx}`, `${web}/styles/*.css`]).filter((path) => !path.includes('.test.')),
    outdir: assets,
    entryNames: '[name]',
    minify: true,
    target: ['es2022'],
    legalComments: 'none',
  })
  for (const file of globSync(`${assets}/*`)) {
    console.log(`${basename(file).padEnd(24)} ${(gzipSync(readFileSync(file)).length / 1000).toFixed(1)} kB gzipped`)
  }
}

await buildPages()
await buildAssets()
