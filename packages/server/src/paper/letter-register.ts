import { createHash, randomInt } from 'node:crypto'
import { drawnSigns, groupedCode, letterCode } from '@comity/domain/paper/letter-code'
import { isLetter, isOnPaper } from '@comity/domain/paper/on-paper'
import { registerNumber, type RegisteredLetter } from '@comity/domain/paper/outgoing-letter'
import type { Act, ActType } from '@comity/domain/request/act'
import { filesOf } from '@comity/domain/request/decide'
import type { Request, RequestEvent } from '@comity/domain/request/request'
import { isAvailable } from '@comity/language/languages'
import type { Kysely } from 'kysely'
import { newId } from '../platform/id.ts'
import { localDate } from '../platform/local-date.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import { addOriginalEvent } from './original-store.ts'
import { addLetter, listLettersOf, setPrint, settleLetter, takeSerial } from './letter-store.ts'

/** Whether paper is to follow a request that is sent on a day: it says so itself, or the profile of the requested State asks it. */
type WantsPaper = (request: Request, today: string) => boolean

/** The register as the slice of requests asks for it. */
interface LetterRegister {
  list(reader: Kysely<Tables> | Transaction, request: string): Promise<readonly RegisteredLetter[]>
  follow(trx: Transaction, change: LetterChange): Promise<void>
  keepPrint(trx: Transaction, number: string, print: { readonly sha256: string; readonly pages: number }): Promise<void>
}

interface LetterChange {
  readonly before: Request | undefined
  readonly after: Request
  readonly events: readonly RequestEvent[]
}

function drawCode(): string {
  for (;;) {
    const code = letterCode(Array.from({ length: drawnSigns }, () => randomInt(32)))
    if (code !== undefined) return code
  }
}

/** JSON with the names of each object in order: the same content gives the same text. */
function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * SHA-256 of what a letter says, base64url. The random id of the request is in it, which no paper bears: who holds the outside of
 * an envelope cannot try out what is in it.
 */
function contentHash({ id, content }: Request, { type, body }: Pick<Act, 'type' | 'body'>, language: string): string {
  const canonical = JSON.stringify({ v: 1, request: id, act: type, language, content, said: body }, inOrder)
  return createHash('sha256').update(canonical).digest('base64url')
}

/**
 * The languages in which a letter goes out: a request in its own and in that of its translation; what is said in it later in that of
 * the request, for nobody translates it.
 */
function languagesOf({ content }: Request, act: ActType): readonly string[] {
  const { letter = 'en', translation } = content.languages ?? {}
  if (act !== 'dispatch') return [isAvailable(letter) ? letter : 'en']
  return [...new Set([letter, translation])].filter((language) => language !== undefined).filter(isAvailable)
}

/** SHA-256 of the PDF that goes with an act in a language. Our own letters stand before what the officer attached. */
function hashOf(act: Act, language: string): string | undefined {
  return filesOf(act).find(({ name, mediaType }) => mediaType === 'application/pdf' && name.endsWith(`.${language}.pdf`))?.sha256
}

/**
 * The register of outgoing letters. Numbers and codes are allotted in the transaction in which the sending is asked for, and what
 * is printed is fixed from then on, its date included.
 * @param checkUrl address of the public page that checks a letter
 * @param wantsPaper whether the requested State is to get the paper too
 */
export function openLetterRegister(checkUrl: () => string, wantsPaper: WantsPaper = () => false): LetterRegister {
  async function allot(trx: Transaction, request: Request, said: Pick<Act, 'type' | 'body'>, at: string, issued: boolean): Promise<void> {
    const date = localDate(at, request.self)
    const year = Number(date.slice(0, 4))
    for (const language of languagesOf(request, said.type)) {
      const serial = await takeSerial(trx, year)
      const code = drawCode()
      const hash = contentHash(request, said, language)
      await addLetter(trx, {
        id: newId(),
        year,
        serial,
        number: registerNumber(year, serial),
        code,
        request: request.id,
        version: request.version,
        act: said.type,
        counterpart: request.counterpart,
        language,
        date,
        url: `${checkUrl()}?code=${groupedCode(code)}&content=${hash}`,
        content_hash: hash,
        standing: issued ? 'issued' : 'pending',
        allotted_at: at,
        settled_at: issued ? at : null,
      })
    }
  }

  /** What goes by paper alone is tracked on its way like the paper that follows a message. */
  function followsOnPaper(request: Request, at: string): boolean {
    return isOnPaper(request) || wantsPaper(request, localDate(at, request.self))
  }

  async function issue(trx: Transaction, request: Request, act: Act): Promise<void> {
    const letters = (await listLettersOf(trx, request.id)).filter((letter) => letter.act === act.type)
    const waiting = letters.filter(({ standing }) => standing === 'pending')
    // An act of one officer alone waits for nobody: its letter is issued as soon as it is allotted.
    if (waiting.length === 0 && isOnPaper(request)) return allot(trx, request, act, act.at, true)
    for (const { number, language } of waiting) {
      await settleLetter(trx, number, act.at, { standing: 'issued', sha256: hashOf(act, language) })
      // A request that is sent again stands in the place of the one before it; no other act does.
      const earlier =
        act.type === 'dispatch' ? letters.filter((letter) => letter.standing === 'issued' && letter.language === language) : []
      for (const letter of earlier) await settleLetter(trx, letter.number, act.at, { standing: 'replaced', by: number })
    }
  }

  return {
    list: listLettersOf,
    keepPrint: setPrint,
    async follow(trx, { before, after, events }) {
      for (const event of events) {
        if (event.type === 'approval-asked' && isLetter(after, event.command.type)) {
          const { type, input } = event.command
          await allot(trx, after, { type, body: input } as Pick<Act, 'type' | 'body'>, event.at, false)
        }
        if (event.type !== 'acted' || !isLetter(after, event.act.type)) continue
        await issue(trx, after, event.act)
        if (event.act.type !== 'dispatch' || !followsOnPaper(after, event.at)) continue
        await addOriginalEvent(trx, { request: after.id, dispatch: event.act.id }, { type: 'wanted' }, { ...event.actor, at: event.at })
      }
      if (before?.pending === undefined || after.pending !== undefined) return
      const left = (await listLettersOf(trx, after.id)).filter(({ standing }) => standing === 'pending')
      for (const { number } of left) await settleLetter(trx, number, after.changedAt, { standing: 'void' })
    },
  }
}
