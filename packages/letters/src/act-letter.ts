import type { Act, ActBody, Condition, Side } from '@comity/domain/request/act'
import type { FileReference, RequestContent } from '@comity/domain/request/content'
import { directionOfLanguage } from './direction.ts'
import { createWriter, type LetterWriter } from './letter-writer.ts'
import { type Doc, type Inline, isolated, type Line, text } from './model.ts'
import { phrase } from './phrase.ts'
import { registerMark } from './register-mark.ts'
import { type LetterFrame, requestLetter } from './request-letter.ts'

/** The request of which a letter speaks, as its paper names it. */
export interface NamedRequest {
  readonly content: RequestContent
  /** The reference and the date of the request's own letter. */
  readonly reference: string
  readonly dated: string
  /** On which side of it we stand, and the other side's reference where it gave one. */
  readonly side: Side
  readonly theirs?: string | undefined
}

/** What a request says of its two authorities, with each in the other's place: the frame of what the requested one writes. */
export function turned(content: RequestContent): RequestContent {
  return {
    kind: content.kind,
    requesting: content.requested,
    requested: content.requesting,
    ...(content.title === undefined ? {} : { title: content.title }),
    ...(content.requestedAuthority === undefined ? {} : { requestingAuthority: content.requestedAuthority }),
    ...(content.requestingAuthority === undefined ? {} : { requestedAuthority: content.requestingAuthority }),
  }
}

/** What an act says, with its type. */
type Said = Pick<Act, 'type' | 'body'>

/**
 * What we say in a request that travels on paper, as a letter to print: the act, in the words in which the officer said it, with the
 * articles that were cited.
 */
export function actLetter({ content, reference, dated, side, theirs }: NamedRequest, said: Said, frame: LetterFrame): Doc {
  const { t, language, names, draft } = frame
  const writer = createWriter({ t, language, names, draft, written: content.languages?.letter })
  const own = writer.given(frame.reference, 'reference')
  const letter = requestLetter(side === 'requested' ? turned(content) : content, frame)
  writer.say('paper.act.intro', {
    reference: isolated(reference),
    date: writer.date(dated, 'date'),
    state: isolated(names.state(content.requesting)),
  })
  writer.say(`paper.act.${said.type}`)
  writeSaid(writer, said as Act)
  return {
    ...letter,
    direction: directionOfLanguage(language),
    title: t(`act.${said.type}`),
    meta: [
      { label: t('letter.field.reference'), value: [own] },
      ...(theirs === undefined ? [] : [{ label: t('paper.act.your-reference'), value: [isolated(theirs)] }]),
    ],
    blocks: writer.blocks,
    signatures: side === 'requesting' ? letter.signatures : letter.signatures.map((place) => ({ ...place, role: t('paper.act.role') })),
    ...(frame.mark === undefined || draft ? {} : { mark: registerMark(frame.mark, t) }),
  }
}

function cited(words: string, article: string | undefined, writer: LetterWriter): Line {
  const said: Inline[] = [writer.own(words)]
  return article === undefined || article === '' ? said : [...said, text(' ('), isolated(article), text(')')]
}

function writeConditions(writer: LetterWriter, conditions: readonly Condition[] | undefined): void {
  if (conditions === undefined || conditions.length === 0) return
  writer.say('paper.act.conditions', { count: conditions.length })
  writer.list(conditions.map((condition) => cited(condition.text, condition.article, writer)))
}

function writeFiles(writer: LetterWriter, files: readonly FileReference[]): void {
  if (files.length === 0) return
  writer.table({
    caption: phrase(writer.t, 'letter.certificate.caption', { count: files.length }),
    head: ['number', 'file', 'hash-column'].map((column) => phrase(writer.t, `letter.certificate.${column}`)),
    rows: files.map((file, place) => [
      [text(String(place + 1))],
      [isolated(file.name)],
      [isolated(file.sha256.slice(0, 32)), { kind: 'break' }, isolated(file.sha256.slice(32))],
    ]),
    widths: [2, 8, 10],
  })
}

function writeDue(writer: LetterWriter, due: string | undefined): void {
  if (due !== undefined) writer.say('paper.act.due', { date: writer.date(due, 'date') })
}

function writeRefusal(writer: LetterWriter, { grounds }: ActBody<'refuse'>): void {
  writer.list(grounds.map(({ reason, article }) => cited(reason, article, writer)))
}

function writeSaid(writer: LetterWriter, act: Act): void {
  switch (act.type) {
    case 'register':
      return writer.prose(act.body.note)
    case 'return-deficient':
      return writer.list(act.body.reasons.map(({ text: words, article }) => cited(words, article, writer)))
    case 'ask-clarification':
      writer.prose(act.body.question)
      return writeDue(writer, act.body.due)
    case 'accept':
      writer.prose(act.body.note)
      return writeConditions(writer, act.body.conditions)
    case 'postpone':
      writer.list([cited(act.body.reason, act.body.article, writer)])
      return writeDue(writer, act.body.until)
    case 'refuse':
      return writeRefusal(writer, act.body)
    case 'assign':
      return writer.prose(act.body.authority)
    case 'report-progress':
    case 'report-status':
    case 'comment':
      return writer.prose(act.body.text)
    case 'send-result':
      writer.prose(act.body.summary)
      writeFiles(writer, act.body.files)
      return writeConditions(writer, act.body.conditions)
    case 'clarify':
      writer.prose(act.body.text)
      return writeFiles(writer, act.body.files ?? [])
    case 'confirm-receipt':
    case 'ask-status':
      return writer.prose(act.body.note)
    case 'no-longer-needed':
    case 'withdraw':
    case 'close':
    case 'reopen':
      return writer.prose(act.body.reason)
    default:
  }
}
