import type { Row } from '../trials/receiving.ts'
import type { Trial } from './trial.ts'
import type { World } from './world.ts'

/** Runs trials one after the other. What breaks is a disagreement, not an end. */
export async function tryAll(world: World, trials: readonly Trial[]): Promise<Row[]> {
  const rows: Row[] = []
  for (const { peer, tried, says, run } of trials) {
    const outcome = await run(world).catch((error: unknown) => ({ back: String(error), agrees: false }))
    rows.push({ peer, tried, says, ...outcome })
  }
  return rows
}

/** The table as Markdown: what was tried, what the profile says, what came back, and whether they agree. */
export function tableOf(rows: readonly Row[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const head = [
    line(['Peer', 'What was tried', 'What the profile says', 'What came back', 'Agrees']),
    line(['---', '---', '---', '---', '---']),
  ]
  return [...head, ...rows.map(({ peer, tried, says, back, agrees }) => line([peer, tried, says, back, agrees ? 'yes' : '**no**']))].join(
    '\n',
  )
}
