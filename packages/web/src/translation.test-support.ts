import type { SegmentView, TranslationView } from '@comity/contract/translation'
import type { Actor } from '@comity/domain/account/role'
import { invalid } from '@comity/domain/problem'
import { fail, ok } from '@comity/domain/result'

type Handle = (input: { params: Record<string, string>; query: Record<string, unknown>; body: unknown }, actor: Actor) => unknown

/** The one translation of the desk, with a segment of each kind, and everything that can be done with it. */
export const translationId = '0190d2a0-0000-7000-8000-0000000000aa'
const account = '0190d2a0-0000-7000-8000-0000000000bb'
const none = { findings: [], suggestions: [], terms: [], stale: false, line: false, digest: 'ab'.repeat(32) } as const

const segments: readonly SegmentView[] = [
  {
    ...none,
    key: 'title.1',
    path: 'title',
    text: 'Cuenta <b>4417-0093</b>',
    line: true,
    state: 'untranslated',
    suggestions: [
      { source: 'Cuenta … en Berna', target: 'Account … in <i>Bern</i>', likeness: 0.82 },
      { source: 'Cuenta <b>4417-0093</b>', target: 'Account <b>4417-0093</b>', likeness: 1 },
    ],
    terms: [{ term: 'Cuenta', same: 'Account' }],
  },
  {
    ...none,
    key: 'facts.summary.1',
    path: 'facts.summary',
    text: 'Pagó 500 en 2021.',
    state: 'done',
    target: 'He paid 400.',
    stale: true,
    madeFor: 'Pagó 400.',
    findings: [{ code: 'number', value: '500' }],
  },
  { ...none, key: 'measures.x.link.1', path: 'measures.x.link', text: 'Tres.', state: 'draft', target: 'Three.' },
  {
    ...none,
    key: 'offences.x.statute.1',
    path: 'offences.x.statute',
    text: 'Código Penal',
    line: true,
    state: 'done',
    target: 'Penal Code',
  },
]

const requestOfTranslation = '5b2f0c1e-6a52-4b7e-9c11-3f0a8e2b4d11'

/** Translations as one desk answers them: what is sent is held against the schema only. */
export function translationOperations(clock: () => string): Record<string, Handle> {
  const view = (): TranslationView => ({
    id: translationId,
    reference: 'R-1',
    request: requestOfTranslation,
    sourceLanguage: 'es',
    language: 'en',
    stage: 'in-hand',
    due: clock().slice(0, 10),
    translator: { account, name: 'Ana Rey' },
    counts: { all: 14, done: 2, draft: 1, untranslated: 11, stale: 1 },
    version: 3,
    asked: { by: 'Rosa Huamán', at: clock() },
    note: 'Two lines.\n\n<script>',
    certificate: { name: 'Ana Rey', capacity: 'sworn translator', on: '2026-11-20', statement: 'Complete.' },
    accepted: { by: 'Rosa Huamán', at: clock() },
    sentBack: { by: 'Rosa Huamán', at: clock(), reason: 'Once more.' },
    available: ['assign', 'translate', 'return', 'accept', 'send-back'],
    offset: 0,
    segments,
    open: [],
  })
  const found: Handle = ({ params }) => (params['translation'] === translationId ? ok(view()) : fail({ code: 'not-found' }))
  return {
    listTranslators: () => ok({ translators: [{ account, name: 'Ana Rey' }] }),
    listTranslations: () => ok({ items: [view()] }),
    getTranslatedTexts: () => ok({ translations: [] }),
    getTranslation: found,
    askTranslation: () => fail(invalid('language', 'translation-exists')),
    translate: ({ body }) => {
      const { segments: said } = body as { segments: readonly { key: string; target: string }[] }
      const wrong = said
        .filter(({ target }) => target.includes('\u202E'))
        .map(({ key }) => ({ field: key, rule: 'direction-override', values: { sign: 'U+202E', place: 2 } }))
      return wrong.length === 0 ? ok(view()) : fail({ code: 'invalid-input', fields: wrong })
    },
    returnTranslation: found,
    acceptTranslation: () => fail(invalid('segments', 'segments-open', { count: 2 })),
    sendBackTranslation: found,
    assignTranslation: found,
    importTranslation: () => ok({ translation: view(), taken: 2, stale: ['facts.summary.1'], gone: ['purpose.1'] }),
  }
}
