// What each page weighs on the line, gzipped: every page that an officer with case 1 in hand can reach by following
// links. Budgets of a page: 30 kB of script and 15 kB of style. `node bench/page-weight.ts`, after a build; exits 1
// when a page is over.
import { gzipSync } from 'node:zlib'
import { httpClient } from '@comity/contract/client'
import { caseFile } from '@comity/cli/run-comity'
import { loadRequestFile } from '@comity/cli/request-file'
import { scratch, startAuthority } from './authority.ts'

const budget = { script: 30_000, style: 15_000 }
const authority = await startAuthority(scratch())
const { url } = authority.server
const headers = { authorization: `Bearer ${authority.token}`, accept: 'text/html' }

async function weigh(path: string): Promise<number> {
  const response = await fetch(url + path, { headers })
  return gzipSync(Buffer.from(await response.arrayBuffer())).length
}

async function weighAll(html: string, pattern: RegExp): Promise<number> {
  let sum = 0
  for (const [, path] of html.matchAll(pattern)) sum += await weigh(path ?? '')
  return sum
}

const content = await loadRequestFile(caseFile)
if (!content.ok) throw new Error(content.problem.code)
const client = httpClient({ base: `${url}/api`, token: authority.token })
const opened = await client.openRequest({ body: { reference: 'UCJIE-0417-2026', content: content.value } })
if (!opened.ok) throw new Error(opened.problem.code)

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(6)
/** Pages of one kind count once: ids, queries and fragments left out. */
const kindOf = (path: string): string => path.replace(/[?#].*$/u, '').replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu, '…')
const waiting = ['/', '/sign-in', '/enrol', '/docs', `/requests/${opened.value.id}`]
const seen = new Set<string>()
console.log('  html  style script  kB gzipped')
for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
  if (seen.has(kindOf(path))) continue
  seen.add(kindOf(path))
  const response = await fetch(url + path, { headers })
  if (!response.ok || !(response.headers.get('content-type') ?? '').startsWith('text/html')) continue
  const html = await response.text()
  const style = await weighAll(html, /<link rel="stylesheet" href="([^"]+)"/gu)
  const script = await weighAll(html, /<script[^>]* src="([^"]+)"/gu)
  console.log(`${kilobytes(gzipSync(html).length)} ${kilobytes(style)} ${kilobytes(script)}  ${kindOf(path)}`)
  if (style > budget.style || script > budget.script) process.exitCode = 1
  for (const [, link = ''] of html.matchAll(/href="(\/[^"/][^"]*)"/gu)) waiting.push(link.replaceAll('&amp;', '&'))
}
console.log(`${kilobytes(await weigh('/assets/compare-hash.js'))} kB  the script of the page of a received file`)
await authority.stop()
