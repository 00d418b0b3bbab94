import type { Measure } from '@comity/domain/measure/measure'
import { getMeasureForm } from '@comity/domain/measure/measure'

const id = '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b'

/** A measure of a type with its complete example, and what else is said. */
export function completeMeasure(type: Measure['type'], more: object = {}): Measure {
  return { id: `${id}11`, type, ...getMeasureForm(type).complete, ...more } as Measure
}

/** A measure of each of the two types that have a form of their own, with all that a form can hold. */
export function dataMeasures(): Measure[] {
  const identifiers = [
    { id: `${id}21`, kind: 'e-mail', value: 'harambee.returns@example.com' },
    { id: `${id}22`, kind: 'ip', value: '203.0.113.77', port: 44123, on: '2026-08-02', time: '14:22:07', offset: '+03:00' },
    { id: `${id}23`, kind: 'ip', value: '198.51.100.4' },
  ]
  const more = {
    identifiers,
    requestType: 'extension',
    earlierReference: 'ODPP/MLA/44/2026',
    officeHours: 'Mon–Fri 8:00–17:00',
    officeTimeZone: 'Africa/Nairobi',
    replyBy: ['system', 'e-mail'],
    callBack: 'Wanjiku Kamau, +254 20 555 0111',
  }
  return [completeMeasure('data-preservation', more), completeMeasure('subscriber-information', more)]
}
