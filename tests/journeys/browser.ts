import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

/** Chromium without the parts that only a person at a screen needs: a page takes half of the processor time. */
const shells = ['chromium-headless-shell']

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
  'chrome',
]

const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** What to do on a machine without a browser on which we may not install one. */
export const advice =
  'The journeys need a Chromium: install Chromium, Google Chrome or Microsoft Edge, or name its program in PLAYWRIGHT_CHROMIUM.'

const asRoot = process.getuid?.() === 0

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** What a browser is for: any page, or also what only the whole of it has, as the viewer of documents. */
export type BrowserKind = 'any' | 'whole'

/** The browser of this machine: the one PLAYWRIGHT_CHROMIUM names, or the first found on PATH or where systems keep applications. */
function findBrowser(kind: BrowserKind): string | undefined {
  const named = process.env['PLAYWRIGHT_CHROMIUM']
  if (named !== undefined && named !== '') return isProgram(named) ? named : undefined
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = (wanted: readonly string[]) =>
    wanted.flatMap((name) => folders.map((folder) => join(folder, process.platform === 'win32' ? `${name}.exe` : name)))
  return [...(kind === 'any' ? onPath(shells) : []), ...onPath(names), ...applications].find(isProgram)
}

/** Installs Chromium with the system's package manager, where we are root on a Debian kind of system; says whether it tried. */
function installBrowser(): boolean {
  const apt = '/usr/bin/apt-get'
  if (!asRoot || !isProgram(apt) || process.env['PLAYWRIGHT_CHROMIUM'] !== undefined) return false
  console.error('No browser found: installing chromium with apt-get.')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // Not every system has the shell, and it is not needed.
  const install = ['install', '-y', '--no-install-recommends']
  for (const task of [['update'], [...install, 'chromium'], [...install, ...shells]]) {
    spawnSync(apt, ['-o', 'DPkg::Lock::Timeout=300', '-q', ...task], { stdio: ['ignore', 2, 2], env })
  }
  return true
}

/** A browser program, installed first where that is allowed. Throws with one sentence of advice when there is none. */
export function getBrowser(kind: BrowserKind = 'any'): string {
  const found = findBrowser(kind) ?? (installBrowser() ? findBrowser(kind) : undefined)
  if (found === undefined) throw new Error(advice)
  return found
}

/**
 * A headless browser that speaks to nobody but the pages under test.
 * The sandbox is left on except for root, whom Chromium refuses to run with it.
 */
export async function launchBrowser(kind: BrowserKind = 'any'): Promise<Browser> {
  return chromium.launch({
    executablePath: getBrowser(kind),
    headless: true,
    chromiumSandbox: !asRoot,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
