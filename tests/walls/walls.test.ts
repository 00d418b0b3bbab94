import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import test from 'node:test'
import { compile, lint, root, trialHouse } from './trial.ts'

// The import table of the architecture, written a second time on purpose: whoever loosens a wall has to say so here too.
const table = `
            domain reference language letters exchange     signature contract answers web drafter server cli
  domain    -      .         .        .       .            .         .        .       .   .       .      .
  reference x      -         .        .       .            .         .        .       .   .       .      .
  language  x      .         -        .       .            .         .        .       .   .       .      .
  letters   x      x         x        -       .            .         .        .       .   .       .      .
  exchange  x      .         .        .       -            .         .        .       .   .       .      .
  signature x      .         .        .       .            -         .        .       .   .       .      .
  contract  x      .         .        .       .            .         -        .       .   .       .      .
  answers   x      x         x        .       .            .         x        -       .   .       .      .
  web       x      x         x        html    .            .         x        .       -   .       .      .
  drafter   x      x         x        docx    drafter-file .         x        x       x   -       .      .
  server    x      x         x        x       x            x         x        x       x   .       -      .
  cli       x      x         x        x       x            x         x        x       .   .       x      -
`
const [head = [], ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/u))

interface Case {
  readonly file: string
  readonly text: string
  readonly says: string
  readonly refused: boolean
}

const imports: Case[] = rows.flatMap(([from = '', ...cells]) =>
  cells.flatMap((cell, index) => {
    const to = head[index] ?? ''
    if (cell === '-') return []
    const file = `packages/${from}/src/planted-${to}.ts`
    const text = `export { x } from '@comity/${to}/${cell === 'x' || cell === '.' ? 'planted/thing' : cell}'\n`
    return [{ file, text, says: `${from} imports ${to}`, refused: cell === '.' }]
  }),
)

function planted(file: string, text: string, says: string): Case {
  return { file, text, says, refused: true }
}

const importRule = 'eslint(no-restricted-imports)'
const others: (Case & { readonly code: string })[] = [
  {
    ...planted('packages/domain/src/by-path.ts', "export { x } from '../../server/src/x.ts'\n", 'a package reached by its path'),
    code: importRule,
  },
  {
    ...planted('packages/web/src/pdf.ts', "export { x } from '@comity/letters/pdf'\n", 'the pages import the PDF of letters'),
    code: importRule,
  },
  {
    ...planted('packages/domain/src/later.ts', "export const x = import('@comity/server/x')\n", 'an import at run time'),
    code: importRule,
  },
  {
    ...planted('packages/server/src/request/reach.ts', "export { x } from '../exchange/store.ts'\n", 'a slice imports a slice'),
    code: importRule,
  },
  {
    ...planted('packages/server/src/platform/reach.ts', "export { x } from '../request/store.ts'\n", 'the platform imports a slice'),
    code: importRule,
  },
  {
    ...planted('packages/server/src/request/whole.ts', "export { x } from '../server.ts'\n", 'a slice imports the whole server'),
    code: importRule,
  },
  { ...planted('packages/domain/src/one.ts', "export { x } from './two.ts'\n", 'a cycle'), code: 'import(no-cycle)' },
  { ...planted('packages/domain/src/two.ts', "export { x } from './one.ts'\n", 'a cycle, from the other side'), code: 'import(no-cycle)' },
  {
    ...planted('packages/domain/src/clock.ts', 'export const x = Date.now()\n', 'a clock in the domain'),
    code: 'eslint(no-restricted-properties)',
  },
  {
    ...planted('packages/domain/src/dice.ts', 'export const x = Math.random()\n', 'dice in the domain'),
    code: 'eslint(no-restricted-properties)',
  },
  {
    ...planted('packages/contract/src/page.ts', 'export const x = document.title\n', 'a page in the contract'),
    code: 'eslint(no-restricted-globals)',
  },
  { ...planted('packages/domain/src/any.ts', 'export type X = any\n', 'an any'), code: 'typescript(no-explicit-any)' },
  { ...planted('packages/domain/src/default.ts', 'export default 1\n', 'a default export'), code: 'import(no-default-export)' },
  { ...planted('packages/domain/src/long.ts', 'export {}\n;'.repeat(301), 'a file of 301 lines'), code: 'eslint(max-lines)' },
  {
    ...planted('packages/domain/src/type.ts', "import { T } from './any-type.ts'\nexport type X = T\n", 'a type imported as a value'),
    code: 'typescript(consistent-type-imports)',
  },
  {
    ...planted(
      'packages/server/src/lost.ts',
      'async function write(): Promise<void> {}\nexport function x(): void {\n  write()\n}\n',
      'a lost promise',
    ),
    code: 'typescript(no-floating-promises)',
  },
  {
    ...planted(
      'packages/server/src/lost.test.ts',
      'async function write(): Promise<void> {}\nexport function x(): void {\n  write()\n}\n',
      'a lost promise in a test',
    ),
    code: 'typescript(no-floating-promises)',
  },
  {
    ...planted(
      'packages/server/src/misused.ts',
      'export function x(): void {\n  ;[1].forEach(async () => {})\n}\n',
      'a promise where none is awaited',
    ),
    code: 'typescript(no-misused-promises)',
  },
  {
    ...planted(
      'packages/domain/src/stage.ts',
      "export function x(stage: 'draft' | 'sent'): number {\n  switch (stage) {\n    case 'draft':\n      return 1\n  }\n  return 2\n}\n",
      'a switch that forgets a case',
    ),
    code: 'typescript(switch-exhaustiveness-check)',
  },
]

const allowed: Case[] = [
  {
    file: 'packages/server/src/request/store.ts',
    text: "export { x } from '../platform/x.ts'\n",
    says: 'a slice imports the platform',
    refused: false,
  },
  {
    file: 'packages/server/src/exchange/store.ts',
    text: "export { x } from '../audit/store.ts'\n",
    says: 'a slice writes the audit log',
    refused: false,
  },
  {
    file: 'packages/server/src/server.ts',
    text: "export { x } from './request/store.ts'\n",
    says: 'server.ts composes the slices',
    refused: false,
  },
]

const cases = [...imports, ...others, ...allowed]
const house = trialHouse(Object.fromEntries(cases.map(({ file, text }) => [file, text])))
const seen = lint(house)

function codesOf(file: string): string[] {
  return seen.diagnostics.filter(({ filename }) => filename === file).map(({ code }) => code)
}

for (const { file, says, refused } of [...imports, ...allowed]) {
  test(`${says}: ${refused ? 'refused' : 'allowed'}`, () => {
    assert.equal(codesOf(file).includes(importRule), refused)
  })
}

for (const { file, says, code } of others) {
  test(`${says}: refused`, () => {
    assert.ok(codesOf(file).includes(code), `${file}: ${codesOf(file).join(', ') || 'no complaint'}`)
  })
}

test('the linter saw every file of the house', () => {
  assert.ok(seen.number_of_files >= cases.length)
  const sources = globSync('packages/*/src/**/*.{ts,tsx}', { cwd: root }).filter((path) => !path.includes('node_modules'))
  assert.ok(sources.length > 50)
  assert.ok(lint(root, ['--allow=all']).number_of_files >= sources.length)
})

for (const [name, text] of [
  ['a clock of the system', 'performance.now()'],
  ['the network', "fetch('https://example.org')"],
  ['the process', 'process.env'],
  ['the console', "console.log('x')"],
  ['a timer', 'setTimeout(() => {}, 1)'],
  ['a file', "(await import('node:fs')).readFileSync('x')"],
] as const) {
  test(`the compiler refuses the domain ${name}`, () => {
    const folder = trialHouse({ 'packages/domain/src/planted.ts': `export const x = ${text}\n` })
    assert.match(compile(folder, 'domain'), /planted\.ts\(1,\d+\): error TS(2304|2307|2580|2584|2591)/u)
  })
}
