import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { archiveOf, listTracked } from './archive.ts'
import type { Source } from './provenance.ts'

/** What a release is made of, before anybody signed it. */
export interface Made {
  readonly source: Source
  /** By name: the archive, and the list of its parts. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

function run(folder: string, program: string, ...args: readonly string[]): string {
  return execFileSync(program, [...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  })
}

/** The list of parts as npm writes it (CycloneDX), but for the number and the moment that it makes up each time. */
function partsIn(folder: string): Uint8Array {
  const { serialNumber: _, ...list } = JSON.parse(run(folder, 'npm', 'run', '--silent', 'sbom')) as {
    serialNumber?: string
    metadata?: { timestamp?: string }
  }
  delete list.metadata?.timestamp
  return Buffer.from(`${JSON.stringify(list, undefined, 2)}\n`)
}

/** The commit that is checked out. @throws when something in the checkout is not in it */
export function commitOf(root: string): string {
  if (run(root, 'git', 'status', '--porcelain') !== '') throw new Error('something here is in no commit: a release is made of a commit')
  return run(root, 'git', 'rev-parse', 'HEAD').trim()
}

/** Builds the commit that is checked out, in a folder of its own with the packages that its lock file names, and nothing else. */
export function makeRelease(root: string): Made {
  const commit = commitOf(root)
  const folder = mkdtempSync(join(tmpdir(), 'comity-release-'))
  try {
    run(folder, 'git', 'clone', '--quiet', '--no-local', resolve(root), 'source')
    const source = join(folder, 'source')
    run(source, 'git', 'checkout', '--quiet', commit)
    run(source, 'npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund')
    run(source, 'npm', 'run', '--silent', 'build')
    run(source, 'npm', 'run', '--silent', 'verifier')
    const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string }
    const files = new Map([
      [`comity-${version}.tar`, archiveOf(source, listTracked(source))],
      [`comity-${version}.cdx.json`, partsIn(source)],
    ])
    return { source: { version, commit, lockFile: readFileSync(join(source, 'package-lock.json')) }, files }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
