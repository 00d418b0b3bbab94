// Builds the stand-alone drafter: one HTML file with its script, its style sheet and its data, that needs no server and no
// network. It bundles the pages as `build.ts` left them, so that runs before.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { readCatalogue, readCatalogueFile, listCatalogueFiles } from '@comity/language/catalogue'
import { available, type AvailableLanguage } from '@comity/language/languages'
import { build, type Plugin } from 'esbuild'

const drafter = 'packages/drafter'
const built = `${drafter}/dist/comity-drafter.html`
// A first start does not wait for it twice.
if (process.argv.includes('--if-missing') && existsSync(built)) process.exit()

const facts = new Map<string, unknown>()
const root = new URL('../', import.meta.url)

function source(path: string): string {
  return new URL(path, root).pathname
}

/** Facts travel packed, beside the script: in their places stands a look into what was unpacked. */
const packedFacts: Plugin = {
  name: 'packed-facts',
  setup({ onLoad }) {
    onLoad({ filter: /reference[\\/]src[\\/]data[\\/].*\.json$/ }, ({ path }) => {
      const name = path.replaceAll('\\', '/').replace(/^.*\/data\//u, '')
      facts.set(name, JSON.parse(readFileSync(path, 'utf8')))
      const contents = `import { getFacts } from ${JSON.stringify(source(`${drafter}/src/facts.ts`))}\nexport default getFacts(${JSON.stringify(name)})`
      return { contents, loader: 'js' }
    })
  },
}

/** A browser reads no catalogues from disk: behind the same names stand modules that read those the file carries. */
const inBrowser: Plugin = {
  name: 'in-browser',
  setup({ onResolve }) {
    for (const module of ['catalogue', 'translator'])
      onResolve({ filter: new RegExp(`^(?:@comity/language/${module}|\\./${module}\\.ts)$`) }, ({ importer }) =>
        importer.includes('/packages/exchange/') ? undefined : { path: source(`${drafter}/src/${module}.ts`) },
      )
  },
}

interface Block {
  readonly id: string
  /** Of what it unpacks to. */
  readonly hash: string
  readonly html: string
}

function pack(id: string, data: unknown): Block {
  const bytes = Buffer.from(JSON.stringify(data))
  const packed = gzipSync(bytes, { level: 9 }).toString('base64')
  const html = `<script type="application/gzip" id="${id}">${packed}</script>`
  return { id, hash: createHash('sha256').update(bytes).digest('hex'), html }
}

function packWords(): readonly Block[] {
  const ids = [...readCatalogue('en').keys()]
  const of = (language: AvailableLanguage) => {
    const known = readCatalogue(language)
    const entries = listCatalogueFiles(language).flatMap((capability) => readCatalogueFile(language, capability))
    return { messages: ids.map((id) => known.get(id) ?? ''), unapproved: entries.filter(({ approved }) => !approved).length }
  }
  return [pack('ids', ids), ...available.map((language) => pack(`words-${language}`, of(language)))]
}

async function bundle(define: Readonly<Record<string, string>>): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${drafter}/src/main.ts`],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: ['es2022'],
    minify: true,
    legalComments: 'none',
    charset: 'utf8',
    write: false,
    logLevel: 'warning',
    plugins: [packedFacts, inBrowser],
    define,
  })
  // Nothing in a script may end the element that it stands in.
  return (outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\x21--')
}

function hashFor(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

const { version } = JSON.parse(readFileSync(`${drafter}/package.json`, 'utf8')) as { version: string }
const words = packWords()
const hashes = (blocks: readonly Block[]) => JSON.stringify(Object.fromEntries(blocks.map(({ id, hash }) => [id, hash])))
// The facts are known once they were bundled; only then their hash can be written into the script.
const unsigned = await bundle({ drafterVersion: JSON.stringify(version), embeddedHashes: 'EMBEDDED_HASHES' })
const blocks = [pack('facts', Object.fromEntries(facts)), ...words]
const script = unsigned.replaceAll('EMBEDDED_HASHES', hashes(blocks))
const style = readFileSync('packages/web/dist/assets/comity.css', 'utf8').trim()
const policy = [
  "default-src 'none'",
  `script-src ${hashFor(script)}`,
  `style-src ${hashFor(style)}`,
  'img-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types comity',
].join('; ')
const html = `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Comity</title>
<style>${style}</style>
${blocks.map((block) => block.html).join('\n')}
<script type="module">${script}</script>
</head>
<body>
<main><h1>Comity</h1><p>…</p><noscript>This file needs a browser that runs its script.</noscript></main>
</body>
</html>
`

mkdirSync(`${drafter}/dist`, { recursive: true })
writeFileSync(built, html)
const inMegabytes = (text: string): string => `${(Buffer.byteLength(text) / 1e6).toFixed(2)} MB`
console.log(`comity-drafter.html      ${inMegabytes(html)}, of which script ${inMegabytes(script)}`)
