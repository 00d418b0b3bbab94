import { createHash, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Side } from '@comity/domain/request/act'
import { accept, accepted, answered, carryOut, deficient, draft, registered, result, sent, withdraw } from '@comity/domain/request/case-one'
import type { Command } from '@comity/domain/request/command'
import { startConversation } from '@comity/domain/request/conversation'
import { progressOf, type Stage } from '@comity/domain/request/progress'
import { evolve, type Request, type RequestEvent } from '@comity/domain/request/request'
import { valueOf } from '@comity/domain/result.test-support'
import type { Files, StoredFile } from '@comity/server/platform/files'
import type { Tables, Transaction } from '@comity/server/platform/tables'
import { addFiles, appendEvents } from '@comity/server/request/store'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Handling, Kind } from './permissions.ts'

const ask = { type: 'ask-clarification', input: { question: 'Which branch?' } } satisfies Command
const postpone = { type: 'postpone', input: { reason: 'A trial here.', article: 'untoc 18(25)' } } satisfies Command
const answerInPart = { ...result, input: { ...result.input, final: false } } as Command
const refuse = { type: 'refuse', input: { grounds: [{ reason: 'Ne bis in idem.', article: 'untoc 18(21)(d)' }] } } satisfies Command
const needNoMore = { type: 'no-longer-needed', input: { reason: 'Found elsewhere.' } } satisfies Command
const close = { type: 'close', input: { reason: 'Done.' } } satisfies Command

/** What leads to each stage. */
export const ways: readonly (readonly [Stage, readonly (readonly [Side, Command])[]])[] = [
  ['draft', []],
  ['consulting', [['requesting', { type: 'share-draft', input: { note: 'A first look.' } }]]],
  ['sent', sent],
  ['registered', registered],
  ['clarification', [...registered, ['requested', ask]]],
  ['accepted', accepted],
  ['postponed', [...registered, ['requested', postpone]]],
  ['executing', [...registered, ['requested', accept], ['requested', { type: 'assign', input: { authority: 'an office' } }]]],
  ['partly-answered', [...accepted, ['requested', answerInPart]]],
  ['answered', answered],
  ['returned', [...sent, ['requested', deficient]]],
  ['refused', [...registered, ['requested', refuse]]],
  ['not-needed', [...registered, ['requesting', needNoMore]]],
  ['withdrawn', [...registered, ['requesting', withdraw]]],
  ['closed', [...registered, ['requesting', withdraw], ['requested', close]]],
]

/** An office of our own, which executes what is handed to it. */
export const ourOffice = 'Fiscalía Provincial de Arequipa'
const handed = [...registered, ['requested', accept], ['requested', { type: 'assign', input: { authority: ourOffice } }]] as const
/** What leads to each stage of a request that was handed to the office. */
export const waysOfOffice: typeof ways = [
  ['executing', handed],
  ['clarification', [...handed, ['requested', ask]]],
  ['postponed', [...handed, ['requested', postpone]]],
  ['partly-answered', [...handed, ['requested', answerInPart]]],
  ['answered', [...handed, ['requested', result]]],
  ['refused', [...handed, ['requested', refuse]]],
  ['not-needed', [...handed, ['requesting', needNoMore]]],
  ['withdrawn', [...handed, ['requesting', withdraw]]],
  ['closed', [...handed, ['requesting', withdraw], ['requested', close]]],
]

/** A request of the matrix: at a stage, on a side, with an office or nobody, asked of a translator; its words name it and their kind. */
export interface MatrixCase {
  readonly stage: Stage
  readonly side: Side
  readonly number: number
  readonly request: string
  /** The office to which we handed it. */
  readonly office: string | undefined
  /** Whether the other State says that an office of that very name executes it: that hands nobody here anything. */
  readonly namesOffice: boolean
  readonly handling: Handling
  readonly translation: string
  readonly translator: string
  readonly file: string
  readonly message: string
  /** A message that came. */
  readonly arrived: string
  readonly letter: string
  readonly erasure: string
  readonly version: number
  /** The acts that wait for an answer: an open question, an answer not confirmed. */
  readonly open: string
}

/** Where a case stands before it has a place in the database. */
export type CasePlan = Pick<MatrixCase, 'stage' | 'side' | 'number' | 'office' | 'namesOffice' | 'handling' | 'translator'>

/** The word of a case that stands in texts of one kind. */
export function wordOf(number: number, kind: Kind): string {
  return `canary${String(number).padStart(5, '0')}${kind}x`
}

/** The log of a stage as one side keeps it, under ids of its own, with a word in all that it says. We are Peru on either side. */
function eventsOf({ stage, side, number, office, namesOffice }: CasePlan, request: string, file: StoredFile): readonly RequestEvent[] {
  const talk = startConversation({
    ...draft,
    title: `Registros ${wordOf(number, 't')}`,
    purpose: `Seguir ${wordOf(number, 't')}.`,
    languages: { letter: 'es' },
    persons: [{ id: '00000000-0000-4000-8000-999999999999', role: 'suspect', kind: 'natural', name: wordOf(number, 'n') }],
  } as never)
  const steps = (office === undefined && !namesOffice ? ways : waysOfOffice).find(([one]) => one === stage)?.[1] ?? []
  for (const [from, command] of steps) carryOut(talk, from, command)
  const { log } = talk[side]
  const said = (text: string) => `${text} ${wordOf(number, 'a')}`
  const own = request.slice(0, 8)
  const written = JSON.stringify(log.length > 0 ? log : talk.requesting.log)
    .replaceAll('00000000-0000-4000-8000-000000000000', request)
    .replaceAll('00000000-0000-4000-8000-', `${own}-0000-4000-8000-`)
    .replaceAll(/"size":\d+,"sha256":"[ab]{64}"/gu, `"size":${file.size},"sha256":"${file.sha256}"`)
    .replaceAll('UCJIE-0417-2026', `UCJIE ${wordOf(number, 'r')}`)
    .replaceAll(/"(text|question|reason|note|summary)":"([^"]*)"/gu, (_, field: string, text: string) => `"${field}":"${said(text)}"`)
    .replaceAll(/"name":"(?=[^"]*\.pdf")/gu, `"name":"${wordOf(number, 'f')} `)
  const swapped =
    side === 'requesting'
      ? written
      : written
          .replaceAll('"requesting":"PER"', '"requesting":"XXX"')
          .replaceAll('"requested":"CHE"', '"requested":"PER"')
          .replaceAll('"XXX"', '"CHE"')
  return JSON.parse(swapped) as RequestEvent[]
}

/** Adds what else a case leaves behind, in tables that tell of it without its words. */
async function addTraces(
  trx: Transaction,
  one: {
    readonly request: string
    readonly translation: string
    readonly message: string
    readonly paper: string
    readonly arrived: string
    readonly by: string
    readonly at: string
  },
): Promise<void> {
  const { request, translation, message, paper, arrived, by, at } = one
  const hash = createHash('sha256').update(request).digest('hex')
  for (const statement of [
    sql`INSERT INTO letter_signature VALUES (${randomUUID()}, ${request}, ${at}, 'es', 1, ${hash}, ${hash}, 'H', ${hash}, NULL, false, ${at}, ${by}, 'A', ${at})`,
    sql`INSERT INTO paper_original_event (request, dispatch, seq, type, at, by, by_name) VALUES (${request}, ${randomUUID()}, 1, 'wanted', ${at}, ${by}, 'A')`,
    sql`INSERT INTO paper_scan VALUES (${randomUUID()}, 's.pdf', 'application/pdf', 1, ${hash}, ${at}, ${by}, ${paper})`,
    sql`INSERT INTO drafter_import VALUES (${hash}, ${request}, ${at})`,
    sql`INSERT INTO translation_export VALUES (${randomUUID()}, ${translation}, ${at}, ${by}, 'xliff', '[]')`,
    sql`INSERT INTO translation_memory (source_language, language, digest, source, target, words, request, translation, at)
      VALUES ('es', 'en', ${Buffer.from(hash, 'hex')}, 'a', 'b', '{}', ${request}, ${translation}, ${at})`,
    sql`INSERT INTO message_attempt (message, number, at, ended_at) VALUES (${message}, 1, ${at}, ${at})`,
    sql`INSERT INTO inbox (peer, id, digest, thread, seq, type, jws_digest, envelope, standing, not_after, received_at, settled_at)
      VALUES ('CHE/central', ${arrived}, ${hash}, ${request}, 1, 'comment', ${hash}, '', 'refused', '2099-01-02', ${at}, ${at})`,
    sql`INSERT INTO inbox_part VALUES ('CHE/central', ${hash}, ${arrived}, 1, 1)`,
    sql`INSERT INTO refused_message (peer, id, digest, problem, at, thread) VALUES ('CHE/central', ${arrived}, ${hash}, 'malformed', ${at}, ${request})`,
    sql`INSERT INTO receipt (peer, direction, message, envelope_digest, event, issuer, at, digest, bytes)
      VALUES ('CHE/central', 'in', ${arrived}, ${hash}, 'ContentConsignmentFailure', 'CHE/central', ${at}, ${hash}, '')`,
    sql`INSERT INTO reconciliation_gap VALUES ('CHE/central', ${request}, 'CHE/central', 7, 'hole', NULL, false, ${at}, ${at}, ${at})`,
    sql`INSERT INTO retention_extension (request, until, reason, by, by_name, at) VALUES (${request}, '2027-01-01', 'x', ${by}, 'A', ${at})`,
  ])
    await statement.execute(trx)
}

/** A peer whom nobody has met: messages name one. */
async function addPeer(db: Kysely<Tables>, at: string): Promise<void> {
  const document = {
    roots: { keys: [], threshold: 1 },
    endpoints: [],
    keys: [],
    suites: [],
    contacts: [],
    expires: '2099-01-01T00:00:00.000Z',
    authority: { name: 'x' },
  }
  await sql`INSERT INTO peer (id, state, standing, version, bytes, document, digest, fingerprint, certificates, proposed_at, changed_at)
    VALUES ('CHE/central', 'CHE', 'suspended', 1, '', ${JSON.stringify(document)}, 'd', ${'0'.repeat(64)}, '{}', ${at}, ${at}) ON CONFLICT DO NOTHING`.execute(
    db,
  )
}

/** Puts cases into a database as the operations would have left them, each with a file, a translation, messages, paper and a letter. */
export async function addCases(db: Kysely<Tables>, files: Files, plans: readonly CasePlan[]): Promise<MatrixCase[]> {
  const at = '2026-09-10T10:00:00.000Z'
  const cases: MatrixCase[] = []
  await addPeer(db, at)
  for (const plan of plans) {
    const { number, translator } = plan
    const one = {
      request: randomUUID(),
      translation: randomUUID(),
      file: randomUUID(),
      message: randomUUID(),
      erasure: randomUUID(),
      arrived: randomUUID(),
    }
    const word = (kind: Kind) => wordOf(number, kind)
    const name = `${word('f')}.txt`
    const stored = valueOf(await files.write(Readable.from([Buffer.from(`It says ${word('b')}.`)]), { name }))
    const { sha256, size } = stored
    const events = eventsOf(plan, one.request, stored)
    let request: Request | undefined
    for (const event of events) request = evolve(request, event)
    if (request === undefined) throw new Error('a request begins with an event')
    const whole = request
    const letter = `OUT-${number}`
    const paper = randomUUID()
    await db.transaction().execute(async (trx) => {
      await appendEvents(trx, undefined, whole, events)
      await addFiles(trx, one.request, [{ id: one.file, name, mediaType: 'text/plain', size, sha256 }], { origin: 'ours', at, by: 'a' })
      await sql`INSERT INTO translation (id, request, reference, source_language, language, translator, translator_name, due, note, stage, asked_by, asked_at, version)
        VALUES (${one.translation}, ${one.request}, ${word('r')}, 'es', 'en', ${translator}, 'T', '2099-01-01', ${word('v')}, 'asked', 'A', ${at}, 1)`.execute(
        trx,
      )
      await sql`INSERT INTO translation_segment VALUES (${one.translation}, 'purpose', 0, ${`Seguir ${word('t')}.`}, NULL, NULL, false)`.execute(
        trx,
      )
      await sql`INSERT INTO outbox (id, peer, thread, seq, type, act, standing, last_problem, next_at, not_after, created_at)
        VALUES (${one.message}, 'CHE/central', ${one.request}, 99, 'dispatch', ${JSON.stringify({ said: word('m') })}, 'failed', 'malformed', '2099-01-01', '2099-01-02', ${at})`.execute(
        trx,
      )
      await sql`INSERT INTO incoming_paper VALUES (${paper}, ${one.request}, false, 'post', ${word('p')}, '2026-01-01', '2026-01-02', ${word('p')}, ${at}, ${translator}, 'A', NULL)`.execute(
        trx,
      )
      await addTraces(trx, { ...one, paper, by: translator, at })
      await sql`INSERT INTO legal_hold VALUES (${randomUUID()}, ${one.request}, ${word('a')}, ${translator}, 'A', ${at}, ${translator}, 'A', ${at}, ${word('a')})`.execute(
        trx,
      )
      await sql`INSERT INTO erasure (id, request, standing, reason, proposed_by, proposed_by_name, proposed_at)
        VALUES (${one.erasure}, ${one.request}, 'proposed', ${word('a')}, ${translator}, 'A', ${at})`.execute(trx)
      await sql`INSERT INTO access_act (request, kind, reason, by, by_name, at)
        VALUES (${one.request}, 'opened-up', ${word('w')}, ${translator}, 'A', ${at})`.execute(trx)
      await sql`INSERT INTO outgoing_letter (id, year, serial, number, code, request, version, act, counterpart, language, date, url, content_hash, standing, allotted_at)
        VALUES (${randomUUID()}, 2025, ${number + 1}, ${letter}, ${`A${String(number).padStart(15, '0')}`}, ${one.request}, 1, 'dispatch', 'CHE', 'es', '2026-01-01', 'u', 'h', 'pending', ${at})`.execute(
        trx,
      )
    })
    const { openClarifications, unconfirmed } = progressOf(whole.acts, whole)
    cases.push({ ...plan, ...one, letter, version: whole.version, open: openClarifications[0]?.act ?? unconfirmed[0] ?? randomUUID() })
  }
  return cases
}
