import { readdirSync } from 'node:fs'
import { defineConfig, type OxlintOverride } from 'oxlint'

type Package =
  | 'domain'
  | 'reference'
  | 'language'
  | 'letters'
  | 'exchange'
  | 'signature'
  | 'contract'
  | 'answers'
  | 'web'
  | 'server'
  | 'drafter'
  | 'cli'

/**
 * The walls between packages: the import table of docs/architecture.md as the linter reads it.
 * A list narrows an import to the modules it is meant for; types may always be imported.
 */
const mayImport: Record<Package, Partial<Record<Package, 'all' | readonly string[]>>> = {
  domain: {},
  reference: { domain: 'all' },
  language: { domain: 'all' },
  letters: { domain: 'all', language: 'all', reference: 'all' },
  exchange: { domain: 'all' },
  signature: { domain: 'all' },
  contract: { domain: 'all' },
  web: {
    contract: 'all',
    domain: 'all',
    language: 'all',
    letters: ['cover-sheet', 'html', 'in-language', 'letter-form', 'model', 'prose', 'qr'],
    reference: 'all',
  },
  answers: { contract: 'all', domain: 'all', language: 'all', reference: 'all' },
  drafter: {
    answers: 'all',
    contract: 'all',
    domain: 'all',
    exchange: ['drafter-file', 'passphrase'],
    language: 'all',
    letters: ['docx', 'in-language', 'letter-form', 'model'],
    reference: 'all',
    web: 'all',
  },
  server: {
    answers: 'all',
    contract: 'all',
    domain: 'all',
    exchange: 'all',
    language: 'all',
    letters: 'all',
    reference: 'all',
    signature: 'all',
    web: 'all',
  },
  cli: {
    answers: 'all',
    contract: 'all',
    domain: 'all',
    exchange: 'all',
    language: 'all',
    letters: 'all',
    reference: 'all',
    server: 'all',
    signature: 'all',
  },
}

/** Folders of the server that every slice may import: who may act, and what is written down about it, concern every act. */
const ground = ['platform', 'audit']

interface Ban {
  readonly regex?: string
  readonly group?: string[]
  readonly message: string
  readonly allowTypeImports?: boolean
}

const packages = Object.keys(mayImport) as Package[]

function packageWall(name: Package): Ban[] {
  const banned = packages.filter((other) => other !== name && mayImport[name][other] === undefined)
  const narrowed = Object.entries(mayImport[name]).filter(([, modules]) => modules !== 'all')
  return [
    { regex: `^@comity/(${banned.join('|')})(/|$)`, message: `${name} may not import this package: see docs/architecture.md.` },
    { regex: `(^|/)(${packages.join('|')})/(src|dist)/`, message: 'Import another package by its name, not by its path.' },
    ...narrowed.map(([other, modules]) => ({
      group: [`@comity/${other}/**`, ...(modules as readonly string[]).map((module) => `!@comity/${other}/${module}`)],
      message: `${name} may import only ${(modules as readonly string[]).join(', ')} of ${other}: see docs/architecture.md.`,
      allowTypeImports: true,
    })),
  ]
}

function sliceWall(slice: string, slices: readonly string[]): Ban[] {
  const others = slices.filter((other) => other !== slice && !ground.includes(other))
  return [
    {
      regex: `^(\\.\\./)+(${others.join('|')})/`,
      message: 'Slices do not import each other: server.ts hands them what they need.',
      // The platform's table list and its session name types of the slices; it calls none of them.
      allowTypeImports: ground.includes(slice),
    },
    { regex: '^@comity/server/', message: 'Inside the server, import by relative path.' },
    { regex: '^(\\.\\./)+(server|main)\\.ts$', message: 'Only what starts the server knows the whole of it.' },
  ]
}

function wall(files: string[], bans: Ban[], excludeFiles: string[] = []): OxlintOverride {
  return { files, excludeFiles, rules: { 'no-restricted-imports': ['error', { patterns: bans }] } }
}

function folders(path: string): string[] {
  return readdirSync(new URL(path, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
}

const slices = folders('packages/server/src/')

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'node'],
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['build/', 'packages/*/dist/', '.comity/'],
  rules: {
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    'typescript/consistent-type-imports': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': [
      'error',
      { allowForKnownSafeCalls: [{ from: 'package', name: ['test', 'describe', 'it', 'suite', 'before', 'after'], package: 'node:test' }] },
    ],
    'typescript/no-misused-promises': 'error',
    // fast-check is written `fc.property`, everywhere.
    'import/no-named-as-default-member': 'off',
    // A callback that only acts returns nothing.
    'promise/always-return': 'off',
    // The compiler's noImplicitReturns asks this, and knows when a switch is exhaustive.
    'typescript/consistent-return': 'off',
    // We have neither enums nor classes; these only meet other people's.
    'typescript/no-unsafe-enum-assignment': 'off',
    'typescript/no-unsafe-enum-comparison': 'off',
    'typescript/unbound-method': 'off',
    // Workers have no origin, and a small function may stand where it is used.
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    // These two stop what generic code over schemas is made of.
    'typescript/no-unnecessary-type-parameters': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  },
  overrides: [
    { files: ['*.config.ts'], rules: { 'import/no-default-export': 'off' } },
    {
      files: ['packages/domain/src/**'],
      excludeFiles: ['**/*.test.ts'],
      rules: {
        'no-restricted-properties': [
          'error',
          { object: 'Date', property: 'now', message: 'The domain has no clock: take the time as an argument.' },
          { object: 'Math', property: 'random', message: 'The domain has no randomness: take the value as an argument.' },
        ],
      },
    },
    {
      // Their compiler settings know the browser, for fetch and JSX; their code runs on the server too.
      files: ['packages/answers/src/**', 'packages/contract/src/**', 'packages/web/src/**'],
      rules: { 'no-restricted-globals': ['error', 'document', 'window', 'localStorage', 'sessionStorage', 'navigator', 'location'] },
    },
    ...packages.map((name) => wall([`packages/${name}/**`], packageWall(name))),
    ...slices.map((slice) =>
      wall(
        [`packages/server/src/${slice}/**`],
        [...packageWall('server'), ...sliceWall(slice, slices)],
        ['**/*.test.ts', '**/*.test-support.ts'],
      ),
    ),
  ],
})
