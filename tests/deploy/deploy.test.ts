import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createMetrics } from '@comity/server/platform/metrics'
import { root } from '../walls/trial.ts'

const read = (name: string): string => readFileSync(join(root, 'deploy', name), 'utf8')
interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[]
}

test('dashboard and alerts ask for figures that an instance has, under labels that it gives', async () => {
  const metrics = createMetrics()
  metrics.observe({ method: 'POST', route: '/api/session', status: 401, ms: 3 })
  const figures = await metrics.registry.metrics()
  const asked = (JSON.parse(read('dashboard.json')) as Dashboard).panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
  const rules = [...read('alerts.yml').matchAll(/^ +expr: (.+)$/gmu)].map(([, expr]) => expr ?? '')
  assert.ok(asked.length >= 10 && rules.length >= 7)
  for (const expr of [...asked, ...rules]) {
    const names = [...expr.matchAll(/\b(?:comity|process|nodejs)_\w+/gu)].map(([name]) => name)
    for (const name of names) assert.match(figures, new RegExp(`^${name}[ {]`, 'mu'), expr)
  }
  assert.match(figures, /route="\/api\/session",status="4xx"/u)
})

test('the container is run by nobody in particular, without scripts of packages, and writes its data folder only', () => {
  const containerfile = read('Containerfile')
  assert.match(containerfile, /npm ci --ignore-scripts/u)
  assert.match(containerfile, /^USER comity$/mu)
  assert.match(containerfile, /--read-only/u)
  assert.match(read('comity.service'), /^ProtectSystem=strict$/mu)
})
