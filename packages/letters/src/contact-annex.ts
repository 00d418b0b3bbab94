import type { Translate } from '@comity/language/translate'
import { directionOfLanguage } from './direction.ts'
import type { StatementFrame } from './evidence-statement.ts'
import { createWriter } from './letter-writer.ts'
import { day, longValue } from './long-value.ts'
import { type Doc, isolated, type Line, type RegisterMark } from './model.ts'
import { phrase } from './phrase.ts'
import { qrCode } from './qr.ts'
import { pageLabel } from './request-letter.ts'

/** What an authority says of its root keys to another that it has not met yet. */
export interface ContactAnnex {
  readonly authority: { readonly id: string; readonly state: string; readonly name: string }
  readonly madeAt: string
  /** Public address of the gateway. */
  readonly endpoint: string
  readonly version: number
  /** Of the directory document, in UTC. */
  readonly expires: string
  /** How many of the roots must sign together, and how many there are. */
  readonly threshold: number
  readonly roots: number
  /** The fingerprint of the roots, in each of its forms. */
  readonly digits: string
  readonly words: string
  readonly fingerprint: string
  /** The text of its QR code. */
  readonly code: string
  readonly contacts: readonly { readonly name: string; readonly email?: string; readonly telephone?: string }[]
}

function table(t: Translate, rows: readonly (readonly [string, Line])[]) {
  return {
    caption: [],
    head: ['contact.annex.field', 'contact.annex.value'].map((id) => phrase(t, id)),
    rows: rows.map(([id, value]) => [phrase(t, id), value]),
    widths: [3, 5],
  }
}

function markOf({ authority, code, fingerprint }: ContactAnnex, t: Translate): RegisterMark {
  return {
    label: t('contact.annex.authority'),
    number: authority.id,
    rows: [
      { label: t('contact.annex.authority'), value: [isolated(authority.id)] },
      { label: t('contact.annex.hex'), value: longValue(fingerprint, 40) },
    ],
    how: phrase(t, 'contact.annex.qr.how'),
    qr: qrCode(code),
    alternative: t('contact.annex.qr'),
  }
}

/**
 * The annex to a note verbale with which two authorities begin: whose root keys these are, as digits, words, signs and a QR
 * code, and what the other side is asked to do with them. Nothing in it is secret, and nothing of a case is in it.
 */
export function contactAnnex(annex: ContactAnnex, { language, t, names }: StatementFrame): Doc {
  const { authority, contacts, version } = annex
  const writer = createWriter({ t, language, names, draft: false, written: undefined })
  writer.part('contact.annex.part.about')
  writer.say('contact.annex.about', { authority: isolated(authority.name) })
  writer.table(
    table(t, [
      ['contact.annex.authority', [isolated(authority.name), { kind: 'break' }, isolated(authority.id)]],
      ['contact.annex.address', [isolated(annex.endpoint)]],
      ['contact.annex.document', phrase(t, 'contact.annex.version', { version })],
      ['contact.annex.expires', [day(annex.expires, language)]],
      ['contact.annex.roots', phrase(t, 'contact.annex.threshold', { threshold: annex.threshold, roots: annex.roots })],
      ...contacts.map(({ name, telephone, email }): readonly [string, Line] => [
        'contact.annex.contact',
        [name, telephone, email].flatMap((one, place): Line =>
          one === undefined ? [] : [...(place === 0 ? [] : [{ kind: 'break' } as const]), isolated(one)],
        ),
      ]),
    ]),
  )
  writer.part('contact.annex.part.fingerprint')
  writer.say('contact.annex.fingerprint')
  writer.table(
    table(t, [
      ['contact.annex.digits', longValue(annex.digits, 36)],
      ['contact.annex.words', longValue(annex.words, 36)],
      ['contact.annex.hex', longValue(annex.fingerprint, 40)],
    ]),
  )
  writer.part('contact.annex.part.asked')
  writer.list(['document', 'compare', 'differs', 'answer'].map((id) => phrase(t, `contact.annex.asked.${id}`)))
  return {
    language,
    direction: directionOfLanguage(language),
    draft: false,
    draftNotice: '',
    title: t('contact.annex.title'),
    subject: phrase(t, 'contact.annex.subject'),
    reference: t('contact.annex.version', { version }),
    referenceLabel: t('contact.annex.document'),
    state: names.state(authority.state),
    sender: [[isolated(authority.name)]],
    addressee: [],
    date: [day(annex.madeAt, language)],
    isoDate: annex.madeAt.slice(0, 10),
    meta: [],
    blocks: writer.blocks,
    signatures: [
      {
        role: t('contact.annex.signature'),
        fields: ['place', 'date', 'name', 'office', 'signature', 'seal'].map((field) => t(`letter.signature.${field}`)),
      },
    ],
    mark: markOf(annex, t),
    pageLabel: pageLabel(t),
  }
}
