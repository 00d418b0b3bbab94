// Builds the stand-alone drafter: one HTML file with its script, its style sheet and its data, that needs no server and no
// network. It bundles the pages as `build.ts` left them, so that runs before.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { readCatalogue, readCatalogueFile, listCatalogueFiles } from '@comity/language/catalogue'
import { available, type AvailableLanguage } from '@comity/language/languages'
import { partyListAge } from '@comity/reference/party-list-age'
import { build, type BuildOptions, type Plugin } from 'esbuild'

const drafter = 'packages/drafter'
const built = `${drafter}/dist/comity-drafter.html`
// A first start does not wait for it twice.
if (process.argv.includes('--if-missing') && existsSync(built)) process.exit()

/** Facts by file, in the block in which they travel: those of the first page stand alone. */
const facts = { state: new Map<string, unknown>(), law: new Map<string, unknown>() }
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
      const block = /^(?:states\.json|state-names\/)/u.test(name) ? 'state' : 'law'
      facts[block].set(name, JSON.parse(readFileSync(path, 'utf8')))
      const module = source(`${drafter}/src/${block}-facts.ts`)
      return { contents: `import { facts } from ${JSON.stringify(module)}\nexport default facts[${JSON.stringify(name)}]`, loader: 'js' }
    })
  },
}

/** Parts of the program that are large and seldom needed travel packed too: what they export, by the module that is imported when it is needed. */
const parts = {
  '@comity/letters/docx': { id: 'word', exports: ['renderDocx'] },
  '@comity/exchange/passphrase': { id: 'seal', exports: ['openWithPassphrase', 'sealWithPassphrase'] },
} as const

/** In the place of an import of a part stands a look into what it left when it was run. */
const packedParts: Plugin = {
  name: 'packed-parts',
  setup({ onResolve, onLoad }) {
    for (const [module, { id, exports }] of Object.entries(parts)) {
      onResolve({ filter: new RegExp(`^${module}$`) }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: id, namespace: 'packed-part' } : undefined,
      )
      onLoad({ filter: new RegExp(`^${id}$`), namespace: 'packed-part' }, () => {
        const load = `import { loadPart } from ${JSON.stringify(source(`${drafter}/src/part.ts`))}\nconst part = await loadPart('${id}')`
        const contents = [load, ...exports.map((name) => `export const ${name} = part.${name}`)].join('\n')
        return { contents, loader: 'js', resolveDir: source(drafter) }
      })
    }
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

function pack(id: string, text: string): Block {
  const bytes = Buffer.from(text)
  const packed = gzipSync(bytes, { level: 9 }).toString('base64')
  const html = `<script type="application/gzip" id="${id}">${packed}</script>`
  return { id, hash: createHash('sha256').update(bytes).digest('hex'), html }
}

/** What a page says otherwise where there is no server: under its own id, behind this. */
const alone = 'drafter.alone.'

function packWords(): readonly Block[] {
  const ids = [...readCatalogue('en').keys()].filter((id) => !id.startsWith(alone))
  const of = (language: AvailableLanguage) => {
    const known = readCatalogue(language)
    const entries = listCatalogueFiles(language).flatMap((capability) => readCatalogueFile(language, capability))
    return {
      messages: ids.map((id) => known.get(alone + id) ?? known.get(id) ?? ''),
      unapproved: entries.filter(({ approved }) => !approved).length,
    }
  }
  return [pack('ids', JSON.stringify(ids)), ...available.map((language) => pack(`words-${language}`, JSON.stringify(of(language))))]
}

async function bundle(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    bundle: true,
    platform: 'browser',
    target: ['es2022'],
    minify: true,
    legalComments: 'none',
    charset: 'utf8',
    write: false,
    logLevel: 'warning',
    plugins: [packedFacts, packedParts, inBrowser],
    ...options,
  })
  return outputFiles?.[0]?.text ?? ''
}

function hashFor(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

const { version } = JSON.parse(readFileSync(`${drafter}/package.json`, 'utf8')) as { version: string }
const hashes = (blocks: readonly Block[]) => JSON.stringify(Object.fromEntries(blocks.map(({ id, hash }) => [id, hash])))
const about = JSON.stringify({ version, partyLists: partyListAge() })
// The facts are known once they were bundled; only then their hash can be written into the script.
const unsigned = await bundle({
  entryPoints: [`${drafter}/src/main.ts`],
  format: 'esm',
  define: { drafterAbout: about, embeddedHashes: 'EMBEDDED_HASHES' },
})
const programs = await Promise.all(
  Object.entries(parts).map(async ([module, { id }]) => {
    const text = await bundle({
      stdin: { contents: `export * from '${module}'`, resolveDir: source(drafter) },
      format: 'iife',
      globalName: 'comityPart',
    })
    return { id, text }
  }),
)
const blocks = [
  // In the order of their names: files are read at once, and the one that is read first differs from build to build.
  ...Object.entries(facts).map(([id, each]) =>
    pack(`${id}-facts`, JSON.stringify(Object.fromEntries([...each].toSorted(([a], [b]) => (a < b ? -1 : 1))))),
  ),
  ...packWords(),
  ...programs.map(({ id, text }) => pack(id, text)),
]
// Nothing in a script may end the element that it stands in.
const script = unsigned.replaceAll('EMBEDDED_HASHES', hashes(blocks)).replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\x21--')
const style = readFileSync('packages/web/dist/assets/comity.css', 'utf8').trim()
const policy = [
  "default-src 'none'",
  `script-src ${[script, ...programs.map(({ text }) => text)].map(hashFor).join(' ')}`,
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
