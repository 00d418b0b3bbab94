import { choices, flag, identifiers, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Who somebody is, or where: from registers, fingerprints, photographs or a description. UNTOC art. 18(3)(e), (i), 18(15)(e); UNCAC art. 46(3)(e), (i), 46(15)(e). */
export const personIdentification = defineMeasure({
  type: 'person-identification',
  group: 'record',
  kinds: ['mutual-legal-assistance'],
  details: {
    description: prose,
    identifiers: identifiers('phone', 'imei', 'imsi', 'passport', 'vehicle', 'user-name', 'e-mail', 'other'),
    sought: choices('identity', 'address', 'travel', 'telephone-subscriber', 'photograph', 'fingerprints'),
    link: prose,
    noNotice: flag,
  },
  complete: {
    description: 'A man of about forty, 178 cm, scar on the left hand.',
    identifiers: [{ id: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b02', kind: 'phone', value: '+254 700 000 417' }],
    sought: ['identity', 'address'],
    link: 'He collected the money.',
  },
  enclosures: [{ what: 'identification', severity: 'advice', provisions: [] }],
  requirements: (on) => [
    on.asked('description', 'persons'),
    on.asked('sought', 'assistance'),
    on.asked('link', 'facts'),
    on.wanted('identifiers', []),
  ],
})
