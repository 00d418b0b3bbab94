import type { AvailableLanguage } from '@comity/language/languages'
import type { Translate } from '@comity/language/translate'
import { directionOfLanguage } from './direction.ts'
import { createWriter, type LetterNames, type LetterWriter } from './letter-writer.ts'
import { longValue, moment } from './long-value.ts'
import { type Block, type Doc, isolated, type Line, text } from './model.ts'
import { phrase } from './phrase.ts'
import { pageLabel } from './request-letter.ts'

/** What is proved of one message, in plain values; instants are UTC. */
export interface EvidenceStatement {
  /** Who makes the document. */
  readonly authority: { readonly state: string; readonly name: string }
  readonly madeAt: string
  /** SHA-256 of the bundle that belongs to it. */
  readonly bundle: string
  readonly message: {
    readonly id: string
    readonly type: string
    readonly from: string
    readonly to: string
    readonly thread: string
    readonly seq: number
    readonly created: string
    readonly notAfter: string
    readonly originalMode: 'electronic-original' | 'advance-copy'
    readonly kid: string
  }
  readonly envelope: string
  readonly manifest: string
  /** Lengths in bytes. */
  readonly parts: readonly { readonly len: number; readonly sha256: string; readonly ct256: string }[]
  readonly receipts: readonly {
    readonly event: string
    readonly at: string
    readonly by: string
    readonly problem?: string | undefined
    readonly digest: string
    readonly kid: string
  }[]
  readonly directories: readonly {
    readonly authority: string
    readonly name: string
    readonly version: number
    readonly digest: string
    readonly fingerprint: string
  }[]
  /** What our own system wrote down, which nobody else has signed: sentences with their moments. */
  readonly own: readonly { readonly what: string; readonly at?: string | undefined }[]
}

/** How the document is written. */
export interface StatementFrame {
  readonly language: AvailableLanguage
  readonly t: Translate
  readonly names: LetterNames
}

function head(t: Translate, ...ids: readonly string[]): Line[] {
  return ids.map((id) => phrase(t, id))
}

function writeMessage(writer: LetterWriter, { message }: EvidenceStatement, language: AvailableLanguage): void {
  const { t } = writer
  writer.part('evidence.part.message')
  const rows: [string, Line][] = [
    ['evidence.from', [isolated(message.from)]],
    ['evidence.to', [isolated(message.to)]],
    ['evidence.kind', phrase(t, `act.${message.type}`)],
    ['evidence.id', [isolated(message.id)]],
    ['evidence.thread', [isolated(message.thread), text(' · '), isolated(String(message.seq))]],
    ['evidence.created', [moment(message.created, language)]],
    ['evidence.not-after', [moment(message.notAfter, language)]],
    ['evidence.original', phrase(t, `evidence.original.${message.originalMode}`)],
  ]
  writer.table({
    caption: [],
    head: head(t, 'evidence.field', 'evidence.value'),
    rows: rows.map(([id, value]) => [phrase(t, id), value]),
    widths: [3, 5],
  })
}

function writeReceipts(writer: LetterWriter, { receipts }: EvidenceStatement, language: AvailableLanguage): void {
  const { t } = writer
  writer.part('evidence.part.happened')
  writer.say('evidence.happened', { count: receipts.length })
  if (receipts.length > 0) {
    writer.table({
      caption: phrase(t, 'evidence.caption.receipts'),
      head: head(t, 'evidence.receipt.says', 'evidence.receipt.signed', 'evidence.receipt.digest'),
      rows: receipts.map(({ event, at, by, problem, digest, kid }) => [
        [
          isolated(event),
          { kind: 'break' },
          ...phrase(t, `receipt.${event}.means`),
          ...(problem === undefined ? [] : [text(' '), ...phrase(t, `problem.${problem}`)]),
        ],
        [isolated(by), { kind: 'break' }, moment(at, language)],
        [...longValue(digest), { kind: 'break' }, ...longValue(kid, 22)],
      ]),
      widths: [4, 3, 5],
    })
  }
  writer.say('evidence.happened.unknown')
}

function writeOwn(writer: LetterWriter, { own }: EvidenceStatement, language: AvailableLanguage): void {
  if (own.length === 0) return
  const { t } = writer
  writer.part('evidence.part.own')
  writer.say('evidence.own')
  writer.table({
    caption: [],
    head: head(t, 'evidence.own.what', 'evidence.own.when'),
    rows: own.map(({ what, at }) => [[text(what)], at === undefined ? [text('–')] : [moment(at, language)]]),
    widths: [5, 3],
  })
}

function writeDigests(writer: LetterWriter, { envelope, manifest, parts }: EvidenceStatement): void {
  const { t } = writer
  writer.part('evidence.part.digests')
  writer.say('evidence.digests')
  writer.table({
    caption: [],
    head: [phrase(t, 'evidence.digest.thing'), [isolated('SHA-256')]],
    rows: [
      [phrase(t, 'evidence.digest.envelope'), longValue(envelope)],
      [phrase(t, 'evidence.digest.manifest'), longValue(manifest)],
      ...parts.flatMap(({ len, sha256, ct256 }, place): Line[][] => [
        [phrase(t, 'evidence.digest.part', { number: place, size: len }), longValue(sha256)],
        [phrase(t, 'evidence.digest.sealed', { number: place }), longValue(ct256)],
      ]),
    ],
    widths: [4, 5],
  })
}

function writeKeys(writer: LetterWriter, { directories, message }: EvidenceStatement): void {
  const { t } = writer
  writer.part('evidence.part.keys')
  writer.say('evidence.keys')
  writer.table({
    caption: [],
    head: head(t, 'evidence.key.authority', 'evidence.key.document', 'evidence.key.fingerprint'),
    rows: directories.map(({ authority, name, version, digest, fingerprint }) => [
      [isolated(name), { kind: 'break' }, isolated(authority)],
      [...phrase(t, 'evidence.key.version', { version }), { kind: 'break' }, ...longValue(digest)],
      longValue(fingerprint, 20),
    ]),
    widths: [3, 5, 3],
  })
  writer.table({ caption: [], head: head(t, 'evidence.key.kid'), rows: [[[isolated(message.kid)]]], widths: [1] })
}

/**
 * The evidence of a message for a court, in plain words: who signed what, to whom, what was signed about it since, and how
 * anybody checks that without the authority that says so. Nothing of what the message says, nor the names of its files.
 */
export function evidenceStatement(statement: EvidenceStatement, { language, t, names }: StatementFrame): Doc {
  const { authority, madeAt, bundle, message } = statement
  const writer = createWriter({ t, language, names, draft: false, written: undefined })
  const first = isolated('I')
  writer.part('evidence.part.about')
  writer.say('evidence.about', { authority: isolated(authority.name) })
  writer.say('evidence.about.bundle', { part: isolated(statement.own.length === 0 ? 'VI' : 'VII'), digest: isolated(bundle) })
  writeMessage(writer, statement, language)
  writeReceipts(writer, statement, language)
  writeOwn(writer, statement, language)
  writeDigests(writer, statement)
  writeKeys(writer, statement)
  writer.part('evidence.part.check')
  writer.list([
    phrase(t, 'evidence.check.file', { part: first }),
    phrase(t, 'evidence.check.program', {
      verifier: isolated('comity-verify evidence FILE'),
      reader: isolated('read_sealed_file.py --evidence FILE'),
    }),
    phrase(t, 'evidence.check.hand', { document: isolated('docs/exchange.md') }),
    phrase(t, 'evidence.check.limits'),
  ])
  const blocks: readonly Block[] = writer.blocks
  return {
    language,
    direction: directionOfLanguage(language),
    draft: false,
    draftNotice: '',
    title: t('evidence.title'),
    subject: phrase(t, 'evidence.subject'),
    reference: message.id,
    referenceLabel: t('evidence.message'),
    state: names.state(authority.state),
    sender: [[isolated(authority.name)]],
    addressee: [],
    date: [moment(madeAt, language)],
    isoDate: madeAt.slice(0, 10),
    meta: [
      { label: t('evidence.message'), value: [isolated(message.id)] },
      { label: t('evidence.made'), value: [moment(madeAt, language)] },
    ],
    blocks,
    signatures: [
      {
        role: t('evidence.signature'),
        fields: ['place', 'date', 'name', 'office', 'signature', 'seal'].map((field) => t(`letter.signature.${field}`)),
      },
    ],
    pageLabel: pageLabel(t),
  }
}
