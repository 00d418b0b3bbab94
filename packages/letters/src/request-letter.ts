import type { RequestContent } from '@comity/domain/request/content'
import type { PrintedMark } from '@comity/domain/paper/outgoing-letter'
import { onlyServes } from '@comity/domain/requirement/content-findings'
import { type Certificate, sameLanguage } from '@comity/domain/translation/translation'
import { formatDate } from '@comity/language/format'
import type { AvailableLanguage } from '@comity/language/languages'
import type { Translate } from '@comity/language/translate'
import { directionOfLanguage } from './direction.ts'
import { languageName, writeLanguageAndAttachments } from './language-and-attachments-part.ts'
import { basesOf, type LetterBasis, writeLegalBasis } from './legal-basis-part.ts'
import { createWriter, type LetterNames, type LetterWriter } from './letter-writer.ts'
import { writeMeasure } from './measure-part.ts'
import { type Doc, type Inline, isolated, type Line, plainText } from './model.ts'
import { writeOffences } from './offences-part.ts'
import { writePersons } from './persons-part.ts'
import { phrase } from './phrase.ts'
import { registerMark } from './register-mark.ts'
import { writeTerms } from './terms-part.ts'

/** What a letter needs beside the request: its language, its place in the register, and names of things. */
export interface LetterFrame {
  /** The requesting authority's own reference; empty while there is none. */
  readonly reference: string
  readonly language: AvailableLanguage
  /** The translator of that language. */
  readonly t: Translate
  /** Date of the letter, `2026-11-21`; shown as missing where there is none yet. */
  readonly date?: string
  /** True until it is dispatched. */
  readonly draft: boolean
  readonly names: LetterNames
  /** The legal bases, ranked; those of the request in the officer's order where not given. */
  readonly bases?: readonly LetterBasis[]
  /** Keeps each paragraph of an officer's words apart from ours, so that it can be translated alone. */
  readonly apart?: boolean
  /** Its place in the register, from the day on which its sending is asked for. */
  readonly mark?: PrintedMark
  /** A certified translation of the officer's words into the letter's language. */
  readonly translated?: TranslatedWords | undefined
}

/** What a certified translation says, and who answers for it. */
export interface TranslatedWords {
  /** By the paragraph or line that each stands for. */
  readonly texts: ReadonlyMap<string, string>
  readonly certificate?: Certificate | undefined
}

/**
 * A request as a letter. All that the request says appears, in the language in which its officer wrote it;
 * what UNTOC art. 18(15) and UNCAC art. 46(15) ask for and is not there shows as missing.
 */
export function requestLetter(content: RequestContent, frame: LetterFrame): Doc {
  const { t, language, draft, names } = frame
  const { letter: written } = content.languages ?? {}
  const writer = createWriter({ t, language, names, draft, written, apart: frame.apart ?? false, translated: frame.translated?.texts })
  const reference = writer.given(frame.reference, 'reference')
  writer.blocks.push({ kind: 'paragraph', content: greeting(writer, content) })
  writeAuthority(writer, content)
  writeLegalBasis(writer, frame.bases ?? basesOf(content), content)
  writeMatter(writer, content)
  writeFacts(writer, content)
  writeOffences(writer, content)
  writePersons(writer, content.persons)
  writeAssistance(writer, content)
  writeTerms(writer, content)
  writeLanguageAndAttachments(writer, content, language)
  writer.blocks.push({ kind: 'paragraph', content: phrase(t, 'letter.close') })
  return {
    language,
    direction: directionOfLanguage(language),
    draft,
    draftNotice: t('letter.draft'),
    title: t(`letter.title.${content.kind}`),
    subject: content.title === undefined ? [] : [writer.own(content.title)],
    reference: plainText([reference]),
    referenceLabel: t('letter.field.reference'),
    state: names.state(content.requesting),
    sender: addressLines(writer, content.requestingAuthority, 'requesting-authority'),
    addressee: [...addressLines(writer, content.requestedAuthority, 'requested-authority'), [isolated(names.state(content.requested))]],
    date: [writer.date(frame.date, 'date')],
    ...(frame.date === undefined ? {} : { isoDate: frame.date }),
    meta: metaRows(writer, content, reference),
    blocks: writer.blocks,
    signatures: [
      { role: t('letter.signature.role'), fields: ['name', 'office', 'signature', 'seal'].map((field) => t(`letter.signature.${field}`)) },
      ...certified(frame, written),
    ],
    pageLabel: pageLabel(t),
    ...(frame.mark === undefined || draft ? {} : { mark: registerMark(frame.mark, t) }),
  }
}

/** Who answers for the translation, below the signature of the authority: with a place for their own. */
function certified({ t, language, translated }: LetterFrame, written: string | undefined): Doc['signatures'] {
  const certificate = translated?.certificate
  if (certificate === undefined || written === undefined || sameLanguage(written, language)) return []
  const { name, capacity, on, statement = '' } = certificate
  const plain = (text: string): string => text.replaceAll(/[\u2066-\u2069]/gu, '')
  const said = t('letter.translation.certificate', {
    name,
    capacity,
    language: plainText([languageName(written, language)]),
    date: formatDate(on, language),
  })
  const role = statement === '' ? said : `${said} ${statement.replaceAll(/\s+/gu, ' ')}`
  return [{ role: plain(role), fields: [t('letter.signature.signature')] }]
}

/** What stands around the two numbers, which only the renderers know. */
export function pageLabel(t: Translate): Doc['pageLabel'] {
  const sentence = t('letter.page', { page: '\uE000', pages: '\uE001' }).replaceAll(/[\u2066-\u2069]/gu, '')
  const [before = '', between = '', after = ''] = sentence.split(/[\uE000\uE001]/u)
  return { before, between, after }
}

function greeting(writer: LetterWriter, { kind, requesting, requested, requestingAuthority, requestedAuthority }: RequestContent): Line {
  return phrase(writer.t, `letter.greeting.${kind}`, {
    sender: writer.given(requestingAuthority?.name, 'requesting-authority'),
    requesting: isolated(writer.names.state(requesting)),
    addressee: writer.given(requestedAuthority?.name, 'requested-authority'),
    requested: isolated(writer.names.state(requested)),
  })
}

function addressLines(writer: LetterWriter, authority: { name: string; address?: string | undefined } | undefined, what: string): Line[] {
  const address = (authority?.address ?? '').split('\n').filter((line) => line.trim() !== '')
  return [[writer.given(authority?.name, what)], ...address.map((line) => [writer.own(line.trim())])]
}

function metaRows(writer: LetterWriter, content: RequestContent, reference: Inline): Doc['meta'] {
  const { t, names } = writer
  const rows: Doc['meta'][number][] = [
    { label: t('letter.field.reference'), value: [reference] },
    { label: t('letter.field.matter-reference'), value: [writer.given(content.matter?.reference, 'matter-reference')] },
    { label: t('letter.field.requesting-state'), value: [isolated(names.state(content.requesting))] },
    { label: t('letter.field.requested-state'), value: [isolated(names.state(content.requested))] },
  ]
  if (content.urgency !== undefined)
    rows.push({ label: t('letter.field.urgency'), value: phrase(t, `letter.urgency.${content.urgency.level}`) })
  if (content.confidentiality !== undefined) {
    rows.push({ label: t('letter.field.confidentiality'), value: phrase(t, `letter.confidentiality.${content.confidentiality.level}`) })
  }
  return rows
}

/** UNTOC art. 18(15)(a); UNCAC art. 46(15)(a). */
function writeAuthority(writer: LetterWriter, { requestingAuthority, requesting }: RequestContent): void {
  writer.part('letter.authority.heading')
  writer.say('letter.authority.text', {
    authority: writer.given(requestingAuthority?.name, 'requesting-authority'),
    state: isolated(writer.names.state(requesting)),
  })
  if (requestingAuthority?.contact !== undefined)
    writer.say('letter.authority.contact', { contact: writer.own(requestingAuthority.contact) })
}

/** UNTOC art. 18(15)(b); UNCAC art. 46(15)(b). */
function writeMatter(writer: LetterWriter, { matter }: RequestContent): void {
  writer.part('letter.matter.heading')
  writer.say('letter.matter.conducted', {
    authority: writer.given(matter?.authority, 'conducting-authority'),
    reference: writer.given(matter?.reference, 'matter-reference'),
    stage: matter?.stage === undefined ? writer.given(undefined, 'stage') : phrase(writer.t, `letter.stage.${matter.stage}`),
  })
  writer.say('letter.matter.function', { function: writer.given(matter?.function, 'function') })
  writer.prose(matter?.subject, { lead: writer.t('letter.matter.subject'), what: 'subject' })
  writer.prose(matter?.related, { lead: writer.t('letter.matter.related') })
}

/** UNTOC art. 18(15)(c); UNCAC art. 46(15)(c): no facts are owed where documents are to be served. What links the facts to the Convention: UNTOC art. 3, 18(1). */
function writeFacts(writer: LetterWriter, content: RequestContent): void {
  const { facts, links } = content
  if (onlyServes(content) && facts === undefined && links === undefined) return
  writer.part('letter.facts.heading')
  if (facts?.from !== undefined || facts?.to !== undefined) {
    writer.say('letter.facts.period', {
      period: phrase(writer.t, 'letter.period', { from: writer.date(facts.from, 'period-from'), to: writer.date(facts.to, 'period-to') }),
    })
  }
  writer.prose(facts?.summary, { what: 'facts' })
  writer.prose(links?.transnational, { lead: writer.t('letter.links.transnational') })
  writer.prose(links?.organizedGroup, { lead: writer.t('letter.links.organized-group') })
}

/** UNTOC art. 18(15)(d); UNCAC art. 46(15)(d). */
function writeAssistance(writer: LetterWriter, { measures = [], persons }: RequestContent): void {
  writer.part('letter.assistance.heading')
  if (measures.length === 0) writer.say('letter.only', { value: writer.given(undefined, 'measures') })
  else writer.say('letter.assistance.intro', { count: measures.length })
  for (const measure of measures) writeMeasure(writer, measure, persons)
}
