import type { RequestContent } from '@comity/domain/request/content'

/** A request in which everything that can be said is said; `say` gives the words, once for each field of text. */
export function fullContent(say: () => string): RequestContent {
  const file = { id: 'f', name: say(), mediaType: 'application/pdf', size: 1_234_567, sha256: 'a1'.repeat(32), describes: say() }
  return {
    kind: 'mutual-legal-assistance',
    requesting: 'PER',
    requested: 'CHE',
    title: say(),
    requestingAuthority: { name: say(), address: say(), contact: say() },
    requestedAuthority: { name: say(), address: say() },
    matter: { reference: say(), stage: 'investigation', subject: say(), authority: say(), function: say(), related: say() },
    persons: [
      {
        id: 'p',
        name: say(),
        role: 'suspect',
        legal: true,
        birthDate: '1971-02-14',
        birthPlace: say(),
        nationality: 'PER',
        document: say(),
        location: say(),
      },
    ],
    facts: { summary: say(), from: '2019-03-03', to: '2021-08-17' },
    offences: [{ id: 'o', name: say(), statute: say(), text: say(), minimumPenalty: 8, maximumPenalty: 15, convention: [say()] }],
    links: { transnational: say(), organizedGroup: say() },
    limitation: '2031-08-17',
    measures: [
      {
        id: 'b',
        type: 'bank-records',
        account: say(),
        bank: say(),
        holder: say(),
        records: ['statements'],
        from: '2019-03-01',
        to: '2021-08-31',
        link: say(),
      },
      {
        id: 'r',
        type: 'restraint',
        property: say(),
        account: say(),
        ceiling: { amount: '3480500.00', currency: 'USD' },
        ceilingApplies: 'each',
        court: say(),
        orderDate: '2026-09-09',
        orderReference: say(),
        grounds: say(),
        thirdParties: say(),
      },
    ],
    procedure: say(),
    purpose: say(),
    urgency: { level: 'urgent', by: '2027-01-15', reason: say() },
    confidentiality: { level: 'sealed', reason: say() },
    bases: [
      { instrument: 'untoc', provision: '18' },
      { instrument: 'untoc', provision: '13' },
      { instrument: say(), provision: say() },
    ],
    undertakings: { useLimit: true, reciprocity: true, other: say() },
    languages: { letter: 'es', translation: 'en' },
    attachments: [file],
    originalMode: 'electronic-original',
  }
}
