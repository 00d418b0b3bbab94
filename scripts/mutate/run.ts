// `npm run mutate [TARGET …] [--file NAME] [--part 1/4] [--seed 7 --minutes 5]`: changes the code in one small way after the other and counts
// how often a test notices. With a seed the changes come in an order of chance, so that those of the minutes given are a fair sample.
// Exits 1 where a target is under the score.
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { Laboratory } from './laboratory.ts'
import { numberedMutants } from './numbered-mutants.ts'
import { equalMutants, type Target, targets } from './targets.ts'

/** In hundredths. */
const scoreAsked = 90

/** Every so many-th, beginning at the part's own: `2/4` is the second of four parts. */
function partOf<T>(all: readonly T[], part: string): readonly T[] {
  const [own = 1, of = 1] = part.split('/').map(Number)
  return all.filter((_, at) => at % of === own - 1)
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    part: { type: 'string', default: '1/1' },
    file: { type: 'string', default: '' },
    seed: { type: 'string' },
    minutes: { type: 'string' },
  },
})
const { seed, minutes } = values
const end = minutes === undefined ? Number.POSITIVE_INFINITY : Date.now() + Number(minutes) * 60_000

/** The place of a change in the order of chance. */
function lot(number: number): string {
  return createHash('sha256').update(`${seed}/${number}`).digest('hex')
}

/** @returns whether the score is reached */
async function measure(target: Target): Promise<boolean> {
  const all = numberedMutants(target.files)
    .filter(({ file }) => basename(file).startsWith(values.file))
    .flatMap(({ file, source, mutants }) => mutants.map((mutant) => ({ file, source, mutant })))
  const part = partOf(all, values.part)
  const ordered = seed === undefined ? part : part.toSorted((a, b) => (lot(a.mutant.number) < lot(b.mutant.number) ? -1 : 1))
  const laboratory = await Laboratory.open(target)
  let tried = 0
  let noticed = 0
  let equal = 0
  for (const { file, source, mutant } of ordered) {
    if (Date.now() > end) break
    tried += 1
    const was = source.slice(mutant.start, mutant.end).replaceAll(/\s+/gu, ' ')
    const line = source.split('\n')[mutant.line - 1]?.trim() ?? ''
    if (await laboratory.isNoticed(mutant.number)) noticed += 1
    else if (
      equalMutants.some((each) => file.endsWith(each.file) && line.includes(each.line) && each.was === was && each.becomes === mutant.text)
    )
      equal += 1
    else console.log(`  ${file}:${mutant.line}  ${was.slice(0, 60)}  →  ${mutant.text}`)
  }
  await laboratory.close()
  const score = (100 * noticed) / (tried - equal)
  const beside = `${equal === 0 ? '' : `, ${equal} that change nothing left out`}${tried < all.length ? `, a part of ${all.length}` : ''}`
  console.log(`${target.name}: ${noticed} of ${tried - equal} noticed, ${score.toFixed(1)} %${beside}`)
  return score >= scoreAsked
}

const wanted = targets.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
const reached: boolean[] = []
for (const target of wanted) reached.push(await measure(target))
process.exitCode = reached.every(Boolean) ? 0 : 1
