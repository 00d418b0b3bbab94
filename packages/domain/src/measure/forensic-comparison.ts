import { choice, flag, person, prose } from './detail.ts'
import { defineIntrusiveMeasure } from './measure-form.ts'

/** Fingerprints, DNA profiles, voices, handwriting, weapons or tool marks are compared, or a sample is taken for it. UNTOC art. 18(3)(e), (i); UNCAC art. 46(3)(e), (i). */
export const forensicComparison = defineIntrusiveMeasure({
  type: 'forensic-comparison',
  group: 'search',
  kinds: ['mutual-legal-assistance'],
  details: {
    traces: choice('fingerprints', 'dna', 'voice', 'handwriting', 'firearm', 'face', 'other'),
    subject: prose,
    against: person,
    database: flag,
    sample: flag,
    consent: flag,
    method: prose,
    destruction: prose,
    link: prose,
  },
  complete: {
    traces: 'dna',
    subject: 'Profile of 24 loci from a glove, and the report on how it was found',
    against: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    sample: true,
    consent: true,
    method: 'Loci of the European standard set',
    destruction: 'The sample is destroyed when the opinion has been given.',
    link: 'The glove lay in the vault.',
  },
  enclosures: [{ what: 'identification', severity: 'advice', provisions: [] }],
  requirements: (on) => [
    on.asked('traces', 'assistance'),
    on.asked('subject', 'assistance'),
    on.asked('link', 'facts'),
    on.wanted('consent', [], ({ sample }) => sample !== true),
    on.wanted('destruction', [], ({ sample }) => sample !== true),
    on.wanted('method', []),
  ],
})
