import { AxeBuilder } from '@axe-core/playwright'
import type { Officer } from './officer.ts'

/** What axe finds on the page at hand where its scripts do not load. axe is itself a script, so the page may not forbid them. */
export async function faultsWithoutScript({ page }: Officer): Promise<readonly string[]> {
  const context = await page
    .context()
    .browser()
    ?.newContext({ storageState: await page.context().storageState() })
  if (context === undefined) throw new Error('the browser is gone')
  const bare = await context.newPage()
  await bare.route('**/*.js', async (route) => route.abort())
  await bare.goto(page.url())
  const { violations } = await new AxeBuilder({ page: bare }).analyze()
  await context.close()
  return violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes.map((node) => node.html).join(' ')}`)
}
