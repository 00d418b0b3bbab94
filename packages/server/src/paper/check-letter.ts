import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { LetterCheck } from '@comity/contract/paper'
import { readLetterCode } from '@comity/domain/paper/letter-code'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import { appendAudit } from '../audit/store.ts'
import type { Call } from '../platform/dispatch.ts'
import type { Tables } from '../platform/tables.ts'
import { addGuess, countGuesses, findLetter, forgetGuessesBefore } from './letter-store.ts'
import type { OutgoingLetterTable } from './tables.ts'

/** How many unknown codes one address may try in an hour. */
export const guessesOfAddress = 20
const hour = 60 * 60 * 1000

/** The network of an address, hashed: whoever has one address of version 6 has all of its network. */
function bucketOf(address: string): string {
  const network = isIPv6(address) && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address
  return createHash('sha256').update(`letter:${network}`).digest('base64url')
}

function answerOf(letter: OutgoingLetterTable, content: string | undefined): LetterCheck {
  const { standing, number, date, language, sha256, pages, replaced_by: replacedBy, content_hash: hash } = letter
  // What was never issued is not to look like a letter.
  if (standing === 'pending' || standing === 'void') return { standing, number }
  return {
    standing,
    number,
    date,
    to: letter.counterpart,
    language,
    ...(sha256 === null ? {} : { sha256 }),
    ...(pages === null ? {} : { pages }),
    ...(replacedBy === null ? {} : { replacedBy }),
    ...(content === undefined ? {} : { content: content === hash ? 'same' : 'different' }),
  }
}

/**
 * Checks a printed letter against the register. Who types codes that are not there leaves a trace in the audit log and is soon
 * asked to wait; a code that was mistyped is told so by its check sign alone and counts as nothing.
 */
export async function checkLetter(
  db: Kysely<Tables>,
  typed: { readonly code: string; readonly content?: string | undefined },
  { address, now, actor }: Pick<Call, 'address' | 'now' | 'actor'>,
): Promise<Result<LetterCheck>> {
  const code = readLetterCode(typed.code)
  if (!code.ok) return code
  const bucket = bucketOf(address)
  const since = new Date(Date.parse(now) - hour).toISOString()
  return db.transaction().execute(async (trx): Promise<Result<LetterCheck>> => {
    if ((await countGuesses(trx, bucket, since)) >= guessesOfAddress) return fail({ code: 'too-many-attempts' })
    const letter = await findLetter(trx, code.value)
    if (letter !== undefined) return ok(answerOf(letter, typed.content))
    await addGuess(trx, bucket, now)
    await appendAudit(trx, { at: now, actor: actor?.id ?? 'nobody', action: 'letter.check', outcome: 'unknown-letter' })
    return ok({ standing: 'unknown' })
  })
}

/** A daily chore: what was asked in vain and no longer counts. */
export async function forgetGuesses(db: Kysely<Tables>, now: string): Promise<void> {
  await forgetGuessesBefore(db, new Date(Date.parse(now) - hour).toISOString())
}
