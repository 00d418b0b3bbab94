import { createHash } from 'node:crypto'
import { type NearMatch, nearMatches, type Remembered, wordsToFind } from '@comity/domain/translation/near-match'
import { type Kysely, sql } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'

type Reader = Kysely<Tables> | Transaction

/** From which language into which. */
export interface Pair {
  readonly source: string
  readonly target: string
}

/** The digest by which a source is known. */
export function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** Remembers what an accepted translation says, for each request apart: who may not see one is not told what it said. */
export async function remember(
  trx: Transaction,
  pair: Pair,
  segments: readonly Remembered[],
  from: { readonly translation: string; readonly request: string; readonly at: string },
): Promise<void> {
  const rows = [...new Map(segments.map((one) => [one.source, one])).values()].map(({ source, target }) => ({
    source_language: pair.source,
    language: pair.target,
    digest: digestOf(source),
    source,
    target,
    words: wordsToFind(source),
    ...from,
  }))
  for (let at = 0; at < rows.length; at += 1000)
    await trx
      .insertInto('translation_memory')
      .values(rows.slice(at, at + 1000))
      .onConflict((conflict) =>
        conflict.columns(['source_language', 'language', 'digest', 'request']).doUpdateSet((eb) => ({
          target: eb.ref('excluded.target'),
          translation: eb.ref('excluded.translation'),
          at: eb.ref('excluded.at'),
        })),
      )
      .execute()
}

/** Words under which near ones are looked for: the longest are the rarest. */
const wordsAtMost = 8
/** Remembered segments that are compared with one at hand. */
const candidates = 20

async function near(db: Reader, pair: Pair, text: string): Promise<readonly NearMatch[]> {
  const words = wordsToFind(text)
  const rarest = words.toSorted((a, b) => b.length - a.length).slice(0, wordsAtMost)
  if (rarest.length === 0) return []
  const { rows } = await sql<Remembered>`
    SELECT source, target FROM (
      SELECT DISTINCT ON (digest) source, target, words FROM translation_memory
      WHERE source_language = ${pair.source} AND language = ${pair.target} AND words && ${rarest}::text[]
        AND length(source) BETWEEN ${Math.floor(text.length * 0.6)} AND ${Math.ceil(text.length * 1.6)}
      ORDER BY digest, at DESC
    ) AS newest
    ORDER BY cardinality(ARRAY(SELECT unnest(words) INTERSECT SELECT unnest(${words}::text[]))) DESC
    LIMIT ${candidates}`.execute(db)
  return nearMatches(text, rows)
}

/**
 * What the authority has said of these texts before: the same text, else those much like it.
 * @returns suggestions by text; a text without any is not in it
 */
export async function suggestionsFor(db: Reader, pair: Pair, texts: readonly string[]): Promise<ReadonlyMap<string, readonly NearMatch[]>> {
  const found = new Map<string, readonly NearMatch[]>()
  if (texts.length === 0) return found
  const exact = await db
    .selectFrom('translation_memory')
    .select(['source', 'target'])
    .where('source_language', '=', pair.source)
    .where('language', '=', pair.target)
    .where('digest', 'in', texts.map(digestOf))
    // Of the same source the last word counts.
    .orderBy('at')
    .execute()
  for (const one of exact) found.set(one.source, [{ ...one, likeness: 1 }])
  for (const text of new Set(texts)) {
    if (found.has(text)) continue
    const matches = await near(db, pair, text)
    if (matches.length > 0) found.set(text, matches)
  }
  return found
}
