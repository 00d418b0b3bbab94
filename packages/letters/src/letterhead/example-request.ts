import type { RequestContent } from '@comity/domain/request/content'
import type { AvailableLanguage } from '@comity/language/languages'
import type { Translate } from '@comity/language/translate'

/** Whose letterhead is tried on. */
export interface ExampleOf {
  readonly state: string
  readonly authority: string
  readonly language: AvailableLanguage
  /** The translator of that language. */
  readonly t: Translate
}

/** An invented request with something of everything a letter can hold, to see a letterhead by: nobody in it exists. */
export function exampleRequest({ state, authority, language, t }: ExampleOf): RequestContent {
  const say = (id: string): string => t(`letterhead.example.${id}`)
  return {
    kind: 'mutual-legal-assistance',
    requesting: state,
    requested: state === 'CHE' ? 'PER' : 'CHE',
    title: say('title'),
    requestingAuthority: { name: authority },
    requestedAuthority: { name: say('addressee') },
    matter: { reference: '4417-0093', stage: 'trial', subject: say('title'), authority: say('court'), function: say('function') },
    persons: [
      {
        id: '0d5f7c1e-6a52-4b7e-9c00-3f0a8e2b4d01',
        name: 'Kofi Mensah-Østergård',
        role: 'victim',
        birthDate: '1990-10-29',
        document: '4417-0093',
      },
    ],
    facts: { summary: say('facts'), from: '2026-05-01', to: '2026-09-30' },
    offences: [
      {
        id: '0d5f7c1e-6a52-4b7e-9c00-3f0a8e2b4d11',
        name: say('offence'),
        statute: say('statute'),
        maximumPenalty: 10,
        convention: ['untoc.serious_crime', 'untoc.organized_group'],
      },
    ],
    measures: [
      {
        id: '0d5f7c1e-6a52-4b7e-9c00-3f0a8e2b4d21',
        type: 'subscriber-information',
        provider: 'Example Mail Inc.',
        identifiers: [{ id: '0d5f7c1e-6a52-4b7e-9c00-3f0a8e2b4d31', kind: 'phone', value: '+254 700 000 417' }],
        data: ['identity', 'contact'],
        from: '2026-05-01',
        to: '2026-09-30',
        link: say('link'),
      },
    ],
    purpose: say('purpose'),
    confidentiality: { level: 'ordinary' },
    bases: [
      { instrument: 'untoc', provision: '18' },
      { instrument: 'uncac', provision: '46' },
    ],
    languages: { letter: language },
  }
}
