import type { AvailableLanguage } from '@comity/language/languages'

/** A worked case as its officer drafts it. */
export interface WorkedCase {
  readonly example: string
  readonly language: AvailableLanguage
  readonly officer: string
  readonly reference: string
  /** No provision is offered, since the case names no offence or the data cannot tell: the request rests on reciprocity. */
  readonly reciprocity?: true
  /** What the officer can still say once the check asks for it: the measure by its place, then the field and the words. */
  readonly given?: readonly (readonly [measure: number, field: string, words: string])[]
  /** Papers that are at hand, by what the measures call them. */
  readonly papers?: readonly (readonly [file: string, enclosure: string])[]
  /** How many places the letter still leaves open; its date is one of them until it is sent. */
  readonly blanks: number
  /** Why the rest is left open. */
  readonly reason: string
}

/** The seven worked cases, each in the language in which its officer writes. */
export const workedCases: readonly WorkedCase[] = [
  {
    example: 'peru-switzerland',
    language: 'es',
    officer: 'M. Salazar',
    reference: 'UCJIE-0417-2026',
    blanks: 4,
    reason: 'Se precisará por aclaración.',
  },
  {
    example: 'kenya-united-states',
    language: 'en',
    officer: 'W. Kamau',
    reference: 'ODPP/ICU/MLA/31/2026',
    blanks: 3,
    given: [
      [1, 'identifiers.1.offset', '+03:00'],
      [1, 'identifiers.2.offset', '+03:00'],
      [2, 'whyContent', 'Only the messages show who promised what to the victims, and who gave the orders.'],
    ],
    reason: 'The matter is explained in the facts.',
  },
  {
    example: 'egypt-italy',
    language: 'ar',
    officer: 'س. عبد الله',
    reference: '4417-0093',
    blanks: 2,
    papers: [['questions.pdf', 'questions']],
    reason: 'سيُستكمل ذلك بناء على طلب إيضاح.',
  },
  {
    example: 'romania-morocco',
    language: 'fr',
    officer: 'I. Ionescu',
    reference: '1173/2/2026',
    blanks: 5,
    reason: 'Ce point sera précisé dans la demande formelle.',
  },
  {
    example: 'china-thailand',
    language: 'zh',
    officer: '李明',
    reference: 'NCB-2026-88',
    blanks: 7,
    reciprocity: true,
    reason: '将在后续磋商中补充说明。',
  },
  {
    example: 'argentina-austria',
    language: 'es',
    officer: 'L. Ferrari',
    reference: 'CFP 12093/2014',
    blanks: 2,
    reciprocity: true,
    papers: [['sentencia.pdf', 'document-to-serve']],
    reason: 'No se dispone de otro dato; se ruega averiguarlo.',
  },
  {
    example: 'canada-mexico',
    language: 'es',
    officer: 'G. Ríos',
    reference: 'FGR-2026-214',
    blanks: 5,
    reciprocity: true,
    reason: 'Se precisará por aclaración.',
  },
]
