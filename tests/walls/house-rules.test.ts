import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import test from 'node:test'
import { root } from './trial.ts'

const away = new Set(['node_modules', '.git', '.comity', 'build', 'dist', 'tmp'])
const written = /\.(c?[jt]sx?|mjs|json|md|css|html|svg|sql|po|txt|ya?ml)$|(^|\/)(LICENSE|NOTICE|run|\.npmrc|\.nvmrc)$/u
const texts = globSync(['**/*', '.ci/*', '.*'], { cwd: root, exclude: (path) => away.has(basename(path)) })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => written.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
const sources = texts.filter(({ path }) => /^(packages|scripts|tests|conformance|bench)\/.*\.tsx?$/u.test(path))

/** The files that a pattern is found in, with what it found. */
function findIn(where: typeof texts, pattern: RegExp): string[] {
  return where.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([found]) => `${path}: ${found.trim()}`))
}

test('the rules look at the whole house', () => {
  assert.ok(texts.length > 100)
  assert.ok(sources.length > 100)
})

test("no file names a path of somebody's machine or the host of a package registry", () => {
  const machine = new RegExp(String.raw`(?<![\w.:-])/(?:${['work', 'root', 'home', 'Users', 'tmp/house'].join('|')})/\w`, 'gu')
  const registry = new RegExp(
    [String.raw`registry\.npm`, 'npmmirror', String.raw`registry\.yarnpkg`, 'verdaccio', 'artifactory'].join('|'),
    'gu',
  )
  const others = texts.filter(({ path }) => path !== 'tests/walls/house-rules.test.ts')
  assert.deepEqual(findIn(others, machine), [])
  assert.deepEqual(findIn(others, registry), [])
})

test('files are named after one idea, in kebab-case', () => {
  const drawers = /(^|\/)(utils?|helpers?|common|misc|shared|manager|index)\.tsx?$/u
  assert.deepEqual(
    sources.filter(({ path }) => drawers.test(path)).map(({ path }) => path),
    [],
  )
  assert.deepEqual(
    sources.filter(({ path }) => !/^[a-z0-9-]+(\.[a-z-]+)*\.tsx?$/u.test(basename(path))).map(({ path }) => path),
    [],
  )
})

test('schemas are imported in the form that a browser can carry', () => {
  assert.deepEqual(findIn(sources, /^import (?!\* as z |type ).*from 'zod'/gmu), [])
})

test('the domain asks no clock for the present', () => {
  const domain = sources.filter(({ path }) => path.startsWith('packages/domain/src/') && !path.endsWith('.test.ts'))
  assert.ok(domain.length > 10)
  assert.deepEqual(findIn(domain, /new Date\(\s*\)|Date\(\s*\)/gu), [])
})

test('the titles of tests state facts', () => {
  const titles = sources.filter(({ path }) => path.endsWith('.test.ts'))
  assert.deepEqual(findIn(titles, /\b(?:test|it|describe)\((['"`])(?:it )?should\b.*/giu), [])
})

test('every exported function says what it means', () => {
  const code = sources.filter(({ path }) => !path.endsWith('.test.ts'))
  assert.deepEqual(findIn(code, /(?<!\*\/\n)^export (?:async )?function \w+/gmu), [])
})

test('nothing is left to do', () => {
  const marks = new RegExp(`\\b(${['TO', 'FIX'].map((half, index) => half + ['DO', 'ME'][index]).join('|')})\\b`, 'gu')
  assert.deepEqual(findIn(sources, marks), [])
})

test('the exports of every package hold: its modules open by name, its files do not', () => {
  const folders = globSync('packages/*', { cwd: root })
  assert.equal(folders.length, 12)
  for (const folder of folders) {
    const { name, exports } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
      name: string
      exports: Record<string, string>
    }
    const source = folder.endsWith('web') ? './dist/*.js' : './src/*.ts'
    assert.deepEqual(exports, { './*': source }, name)
    const modules = globSync(`${folder}/src/**/*.ts`, { cwd: root }).filter((path) => !path.endsWith('.test.ts'))
    for (const module of folder.endsWith('web') ? [] : modules) {
      const path = module.replaceAll('\\', '/').replace(`${folder}/src/`, '').replace(/\.ts$/u, '')
      assert.ok(existsSync(new URL(import.meta.resolve(`${name}/${path}`))), module)
    }
    assert.throws(() => import.meta.resolve(name), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' })
  }
})

interface Locked {
  readonly dev?: boolean
  readonly optional?: boolean
  readonly devOptional?: boolean
  readonly link?: boolean
  readonly hasInstallScript?: boolean
  readonly integrity?: string
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  readonly libc?: readonly string[]
}

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> }
const locked = Object.entries(lock.packages).filter(([path, { link }]) => path.includes('node_modules/') && link !== true)

test('the product stands on at most 120 packages of other people', () => {
  const carried = locked.filter(([, { dev, optional, devOptional }]) => dev !== true && optional !== true && devOptional !== true)
  assert.ok(carried.length > 50)
  assert.ok(carried.length <= 120, `${carried.length} packages`)
})

test('every package that a Linux server installs is pinned by its hash', () => {
  const unpinned = locked.filter(([, { integrity }]) => integrity === undefined)
  const usual = unpinned.filter(([, { optional, os = ['linux'], cpu = ['x64'], libc = ['glibc'] }]) => {
    return optional !== true || (os.includes('linux') && cpu.includes('x64') && libc.includes('glibc'))
  })
  assert.deepEqual(
    usual.map(([path]) => path),
    [],
  )
})

test('no package but esbuild runs a script when it is installed', () => {
  const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path)
  assert.deepEqual(
    scripted.filter((path) => !path.endsWith('node_modules/esbuild')),
    [],
  )
})
