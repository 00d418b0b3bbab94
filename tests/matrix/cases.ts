import { randomUUID } from 'node:crypto'
import type { Side } from '@comity/domain/request/act'
import { accept, accepted, answered, carryOut, deficient, draft, registered, result, sent, withdraw } from '@comity/domain/request/case-one'
import type { Command } from '@comity/domain/request/command'
import { startConversation } from '@comity/domain/request/conversation'
import type { Stage } from '@comity/domain/request/progress'
import { evolve, type Request, type RequestEvent } from '@comity/domain/request/request'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { addFiles, appendEvents } from '@comity/server/request/store'
import type { Tables } from '@comity/server/platform/tables'

/** What leads to each stage. */
const ways: readonly (readonly [Stage, readonly (readonly [Side, Command])[]])[] = [
  ['draft', []],
  ['consulting', [['requesting', { type: 'share-draft', input: {} }]]],
  ['sent', sent],
  ['registered', registered],
  ['clarification', [...registered, ['requested', { type: 'ask-clarification', input: { question: 'Which branch?' } }]]],
  ['accepted', accepted],
  ['postponed', [...registered, ['requested', { type: 'postpone', input: { reason: 'A trial here.', article: 'untoc 18(25)' } }]]],
  ['executing', [...registered, ['requested', accept], ['requested', { type: 'assign', input: { authority: 'an office' } }]]],
  ['partly-answered', [...accepted, ['requested', { ...result, input: { ...result.input, final: false } } as Command]]],
  ['answered', answered],
  ['returned', [...sent, ['requested', deficient]]],
  [
    'refused',
    [...registered, ['requested', { type: 'refuse', input: { grounds: [{ reason: 'Ne bis in idem.', article: 'untoc 18(21)(d)' }] } }]],
  ],
  ['not-needed', [...registered, ['requesting', { type: 'no-longer-needed', input: { reason: 'Found elsewhere.' } }]]],
  ['withdrawn', [...registered, ['requesting', withdraw]]],
  ['closed', [...registered, ['requesting', withdraw], ['requested', { type: 'close', input: { reason: 'Done.' } }]]],
]

/** A request of the matrix: at a stage, with an office or nobody, asked of a translator or of none, and a word that stands in all of its texts. */
export interface MatrixCase {
  readonly stage: Stage
  readonly request: string
  readonly office: string | undefined
  readonly translation: string
  readonly translator: string
  readonly file: string
  readonly message: string
  readonly word: string
  readonly version: number
}

/** The conversation of a stage under ids of its own, with a word in what it says. */
function eventsOf(steps: readonly (readonly [Side, Command])[], request: string, word: string): readonly RequestEvent[] {
  const talk = startConversation({
    ...draft,
    title: `Registros ${word}`,
    purpose: `Seguir ${word}.`,
    persons: [{ kind: 'natural', name: word }],
  } as never)
  for (const [side, command] of steps) carryOut(talk, side, command)
  const own = request.slice(0, 8)
  const text = JSON.stringify(talk.requesting.log)
    .replaceAll('00000000-0000-4000-8000-000000000000', request)
    .replaceAll('00000000-0000-4000-8000-', `${own}-0000-4000-8000-`)
    .replaceAll('UCJIE-0417-2026', `UCJIE ${word}`)
  return JSON.parse(text) as RequestEvent[]
}

/**
 * Fills a database with a request at each stage, twice: with the office, and with nobody. Each has a file, a translation asked of one of
 * the translators in turn, and a message to a peer and one from it.
 */
export async function addCases(
  db: Kysely<Tables>,
  { office, translators }: { readonly office: string; readonly translators: readonly string[] },
): Promise<MatrixCase[]> {
  const at = '2026-09-10T10:00:00.000Z'
  const cases: MatrixCase[] = []
  await sql`INSERT INTO peer (id, state, standing, version, bytes, document, digest, fingerprint, certificates, proposed_at, changed_at)
    VALUES ('CHE/central', 'CHE', 'suspended', 1, '', ${JSON.stringify({ keys: [], suites: [], contacts: [], expires: '2099-01-01T00:00:00.000Z', authority: { name: 'x' } })}, 'd', 'f', '{}', ${at}, ${at})`.execute(
    db,
  )
  for (const [n, [stage, steps]] of [...ways, ...ways].entries()) {
    const one: Omit<MatrixCase, 'version'> = {
      stage,
      request: randomUUID(),
      office: n < ways.length ? office : undefined,
      translation: randomUUID(),
      translator: translators[n % translators.length] ?? '',
      file: randomUUID(),
      message: randomUUID(),
      word: `canary${String(n).padStart(3, '0')}x`,
    }
    const events = eventsOf(steps, one.request, one.word)
    let request: Request | undefined
    for (const event of events) request = evolve(request, event)
    if (request === undefined) throw new Error('a request begins with an event')
    const whole = request
    await db.transaction().execute(async (trx) => {
      await appendEvents(trx, undefined, whole, events)
      const sha256 = one.request.replaceAll('-', '').repeat(2)
      await addFiles(trx, one.request, [{ id: one.file, name: `${one.word}.pdf`, mediaType: 'application/pdf', size: 3, sha256 }], {
        origin: 'ours',
        at,
        by: 'a',
      })
      await sql`UPDATE request SET assigned_to = ${one.office ?? null} WHERE id = ${one.request}`.execute(trx)
      await sql`INSERT INTO translation (id, request, reference, source_language, language, translator, translator_name, due, stage, asked_by, asked_at, version)
        VALUES (${one.translation}, ${one.request}, ${one.word}, 'es', 'en', ${one.translator}, 'T', '2099-01-01', 'asked', 'A', ${at}, 1)`.execute(
        trx,
      )
      await sql`INSERT INTO translation_segment VALUES (${one.translation}, 'purpose', 0, ${`Seguir ${one.word}.`}, NULL, NULL, false)`.execute(
        trx,
      )
      await sql`INSERT INTO outbox (id, peer, thread, seq, type, act, next_at, not_after, created_at)
        VALUES (${one.message}, 'CHE/central', ${one.request}, 99, 'dispatch', ${JSON.stringify({ said: one.word })}, '2099-01-01', '2099-01-02', ${at})`.execute(
        trx,
      )
      await sql`INSERT INTO incoming_paper VALUES (${randomUUID()}, ${one.request}, false, 'post', ${one.word}, '2026-01-01', '2026-01-02', ${one.word}, ${at}, ${one.translator}, 'A', NULL)`.execute(
        trx,
      )
      await sql`INSERT INTO outgoing_letter (id, year, serial, number, code, request, version, act, counterpart, language, date, url, content_hash, standing, allotted_at)
        VALUES (${randomUUID()}, 2026, ${n + 1}, ${`OUT-${one.word}`}, ${String(n).padStart(16, '0')}, ${one.request}, 1, 'dispatch', 'CHE', 'es', '2026-01-01', 'u', 'h', 'pending', ${at})`.execute(
        trx,
      )
    })
    cases.push({ ...one, version: whole.version })
  }
  return cases
}
