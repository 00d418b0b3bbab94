import { getMeasureForm, type MeasureType } from '@comity/domain/measure/measure'
import { RequestContent } from '@comity/domain/request/content'
import { check } from '@comity/domain/requirement/check'

/** The day on which the vectors are checked. */
export const vectorDay = '2026-10-01'

const id = '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01'

/** The bases on which a request of each kind rests here. */
const basesOf = {
  'mutual-legal-assistance': ['untoc', 'uncac', 'cets-030'],
  confiscation: ['untoc', 'uncac', 'cets-198'],
  extradition: ['untoc', 'cets-024'],
  'provisional-arrest': ['untoc', 'cets-024'],
  preservation: ['cets-185'],
  'transfer-of-proceedings': ['untoc', 'cets-073'],
  'transfer-of-sentenced-person': ['cets-112'],
  'joint-investigation': ['untoc', 'cets-182'],
} as const

/** A request that asks for one measure with these details, and is otherwise whole. */
export function caseOf(type: MeasureType, details: object): RequestContent {
  const { kinds, enclosures } = getMeasureForm(type)
  const kind = kinds[0] ?? 'mutual-legal-assistance'
  const isComplete = Object.keys(details).length > 0
  return RequestContent.parse({
    kind,
    requesting: 'PER',
    requested: 'CHE',
    requestingAuthority: { name: 'Autoridad Central' },
    matter: {
      reference: '4417-0093',
      stage: 'investigation',
      subject: 'Bribery',
      authority: 'Public prosecutor',
      function: 'Investigates and prosecutes',
    },
    persons: [{ id, name: 'José Núñez Álvarez', role: 'suspect', birthDate: '1971-02-14', nationality: 'PER', location: 'Lima' }],
    facts: { summary: 'Bribes were paid for a road contract.', from: '2019-03-03', to: '2021-08-17' },
    offences: [
      {
        id,
        name: 'Bribery',
        statute: 'Criminal Code art. 17',
        text: 'Whoever …',
        minimumPenalty: 4,
        maximumPenalty: 12,
        convention: ['untoc.corruption', 'uncac.art15'],
      },
    ],
    links: { transnational: 'The proceeds lie abroad.', organizedGroup: 'Four persons acted together.' },
    limitation: '2031-08-17',
    measures: [{ id, type, ...details }],
    purpose: 'To prove the offence.',
    confidentiality: { level: 'ordinary' },
    bases: basesOf[kind].map((instrument) => ({ instrument, provision: '' })),
    undertakings: { useLimit: true },
    languages: { letter: 'de' },
    attachments: isComplete
      ? enclosures.map(({ what }) => ({
          id,
          name: `${what}.pdf`,
          mediaType: 'application/pdf',
          size: 1,
          sha256: '0'.repeat(64),
          enclosure: what,
        }))
      : [{ id, name: 'photographs.pdf', mediaType: 'application/pdf', size: 1, sha256: '0'.repeat(64), enclosure: 'photographs' }],
  })
}

/** What the check finds, without what any request of this kind is told. */
export function findingsOf(content: RequestContent): readonly object[] {
  return check(content, { today: vectorDay, bases: content.bases ?? [] })
    .filter(({ field }) => field.startsWith('measures.') || field.startsWith('attachments.'))
    .map(({ code, severity, field, provisions, values }) => ({
      code,
      severity,
      field,
      asked: provisions.map(({ instrument, article, verified }) => `${instrument} ${article}`.trim() + (verified ? '' : ' (not verified)')),
      ...(values === undefined ? {} : { values }),
    }))
}
