import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readRequestFile } from '@comity/domain/request/schema'
import { check } from '@comity/domain/requirement/check'

/** The worked cases, and what each leaves out on purpose: all that keeps it from leaving, with who asks for it. */
const cases: Readonly<Record<string, readonly string[]>> = {
  'peru-switzerland': [
    'links.organizedGroup: untoc 2(a), untoc 3(1), untoc 18(1)',
    'measures.0.link: untoc 18(15)(c), uncac 46(15)(c)',
    'measures.1.grounds: untoc 13(2), untoc 13(3)(c), uncac 54(2)(b), uncac 55(3)(c)',
    'measures.1.ceilingApplies: untoc 13(3)(c), uncac 55(3)(c)',
  ],
  'kenya-united-states': [
    'measures.1.identifiers.1.offset: untoc 18(15)(d)',
    'measures.1.identifiers.2.offset: untoc 18(15)(d)',
    'measures.2.whyContent: untoc 18(15)(f)',
  ],
  'egypt-italy': ['offences.0.maximumPenalty: untoc 2(b), untoc 3(1)(b)', 'links.organizedGroup: untoc 2(a), untoc 3(1), untoc 18(1)'],
  'romania-morocco': ['measures.1.punishable: untoc 16(1)'],
  'china-thailand': [
    'measures.0.hostLaw: untoc 19',
    'measures.1.consents: untoc 20(4), un-1988 11(3)',
    'measures.1.identifiers.0.value: ',
    'measures.1.identifiers.1.value: ',
  ],
  'argentina-austria': [
    'offences: untoc 3(1), untoc 18(1)',
    'links.organizedGroup: untoc 2(a), untoc 3(1), untoc 18(1)',
    'measures.0.address: untoc 18(15)(e)',
    'attachments.document-to-serve: untoc 18(3)(b)',
  ],
  'canada-mexico': ['offences: untoc 3(1), untoc 18(1), uncac 46(1)', 'links.organizedGroup: untoc 2(a), untoc 3(1), untoc 18(1)'],
}

/** Advice that each case calls for. */
const advised: Readonly<Record<string, readonly string[]>> = {
  'kenya-united-states': ['detail.unstated @ measures.2.lessIntrusive'],
  'egypt-italy': ['detail.unstated @ measures.0.consent', 'person.protected @ persons.0.role', 'enclosure.missing @ attachments.questions'],
  'romania-morocco': ['provisional-arrest.clock @ measures.0.arrestedOn', 'extradition.national @ measures.1.nationality'],
  'argentina-austria': ['limitation.near @ limitation'],
}

for (const [name, left] of Object.entries(cases)) {
  test(`${name}: what the case leaves out is found, each with its article`, () => {
    const file = readRequestFile(JSON.parse(readFileSync(new URL(`../examples/${name}.json`, import.meta.url), 'utf8')))
    assert.ok(file.ok, JSON.stringify(file))
    const findings = check(file.value, { today: '2026-11-21', bases: file.value.bases ?? [] })
    const told = ({ field, provisions }: (typeof findings)[number]) =>
      `${field}: ${provisions
        .filter(({ verified }) => verified)
        .map(({ instrument, article }) => `${instrument} ${article}`)
        .join(', ')}`
    assert.deepEqual(
      findings
        .filter(({ severity }) => severity !== 'advice')
        .map(told)
        .toSorted(),
      left.toSorted(),
    )
    const all = findings.map(({ code, field }) => `${code} @ ${field}`)
    assert.deepEqual(
      (advised[name] ?? []).filter((one) => !all.includes(one)),
      [],
    )
  })
}
