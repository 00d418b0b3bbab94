import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

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

/** The browser of this machine: the one PLAYWRIGHT_CHROMIUM names, or the first found on PATH or where systems keep applications. */
export function findBrowser(): string | undefined {
  const named = process.env['PLAYWRIGHT_CHROMIUM']
  if (named !== undefined && named !== '') return isProgram(named) ? named : undefined
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, process.platform === 'win32' ? `${name}.exe` : name)))
  return [...onPath, ...applications].find(isProgram)
}

/** Installs Chromium with the system's package manager, where we are root on a Debian kind of system; says whether it tried. */
function installBrowser(): boolean {
  const apt = '/usr/bin/apt-get'
  if (!asRoot || !isProgram(apt) || process.env['PLAYWRIGHT_CHROMIUM'] !== undefined) return false
  console.error('No browser found: installing chromium with apt-get.')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const task of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    spawnSync(apt, ['-o', 'DPkg::Lock::Timeout=300', '-q', ...task], { stdio: ['ignore', 2, 2], env })
  }
  return true
}

/** A browser program, installed first where that is allowed. Throws with one sentence of advice when there is none. */
export function getBrowser(): string {
  const found = findBrowser() ?? (installBrowser() ? findBrowser() : undefined)
  if (found === undefined) throw new Error(advice)
  return found
}

/**
 * A headless browser that speaks to nobody but the pages under test.
 * The sandbox is left on except for root, whom Chromium refuses to run with it.
 */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: getBrowser(),
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
