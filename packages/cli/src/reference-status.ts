import { translator } from '@comity/language/translator'
import { law } from '@comity/reference/law'
import { profiles } from '@comity/reference/profile'
import { agesOf } from '@comity/server/law/stale'
import { type Answer, type Given, languageOf, optionOf, UsageError } from './command.ts'
import { dayOf } from './law-arguments.ts'
import { refused } from './problem-text.ts'
import { findRemote } from './remote.ts'

/** Says how old each list of parties and each profile is: of the instance that is named, or as delivered. */
export async function referenceStatus(given: Given): Promise<Answer> {
  const t = translator(languageOf(given))
  const asked = optionOf(given, 'days') ?? '365'
  if (!/^[1-9]\d{0,4}$/u.test(asked)) throw new UsageError(`--days ${asked}: from which age a list is stale`)
  const [on, days] = [dayOf(given), Number(asked)]
  const answer = await findRemote()?.listStale({ query: { on, days } })
  if (answer?.ok === false) return refused(answer.problem, t)
  const items = answer?.value.items ?? agesOf(law, profiles, on, days)
  const lines = items
    .filter(({ stale }) => stale)
    .map(({ what, id, asOf, reviewBy, rows, unverified }) =>
      t(`cli.reference.stale.${what}`, { id, date: asOf ?? reviewBy ?? '', rows, unverified, dated: asOf === undefined ? 'no' : 'yes' }),
    )
  const stale = lines.length
  return {
    exit: stale > 0 ? 1 : 0,
    text: [...lines, t('cli.reference.stale.count', { stale, all: items.length })].join('\n'),
    data: { on, days, stale, items },
  }
}
