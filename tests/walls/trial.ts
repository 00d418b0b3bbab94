import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/** One complaint of the linter: its rule, such as `import(no-cycle)`, and its file from the root. */
export interface Complaint {
  readonly code: string
  readonly filename: string
}

interface Linted {
  readonly diagnostics: readonly Complaint[]
  readonly number_of_files: number
}

/** Lints the packages of a folder with the configuration that lies in it, and `options` as on the command line. */
export function lint(folder: string, options: readonly string[] = []): Linted {
  const program = join(root, 'node_modules/oxlint/bin/oxlint')
  const { stdout, stderr } = spawnSync(process.execPath, [program, '--format=json', ...options, 'packages'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (!stdout.startsWith('{')) throw new Error(`The linter did not answer: ${stdout}${stderr}`)
  return JSON.parse(stdout) as Linted
}

/** Type-checks one package of a folder; returns what the compiler says. */
export function compile(folder: string, name: string): string {
  const program = join(root, 'node_modules/typescript/bin/tsc')
  return spawnSync(process.execPath, [program, '-p', join('packages', name), '--noEmit'], { cwd: folder, encoding: 'utf8' }).stdout
}

/**
 * A copy of the house without its furniture: our configuration, the packages' settings, and only the files given (path → text).
 * It lies in the system's folder for such things and is removed at the end of the process.
 */
export function trialHouse(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'comity-walls-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const settings = globSync('packages/*/{tsconfig,package}.json', { cwd: root })
  for (const file of ['oxlint.config.ts', 'tsconfig.base.json', ...settings]) {
    mkdirSync(join(folder, dirname(file)), { recursive: true })
    cpSync(join(root, file), join(folder, file))
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  return folder
}
