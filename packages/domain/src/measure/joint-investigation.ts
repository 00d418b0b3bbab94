import { read } from '../requirement/requirement.ts'
import { date, flag, line, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Authorities of two or more States investigate together. UNTOC art. 19; UNCAC art. 49; 1988 Convention art. 9(1)(c); CETS 182 art. 20. */
export const jointInvestigation = defineMeasure({
  type: 'joint-investigation',
  group: 'technique',
  kinds: ['mutual-legal-assistance', 'joint-investigation'],
  details: {
    goal: prose,
    from: date,
    until: date,
    members: prose,
    leader: line,
    hostLaw: flag,
    powers: prose,
    evidence: prose,
    secrecy: prose,
    liaison: prose,
    costSharing: prose,
    extension: prose,
  },
  complete: {
    goal: 'Who sends the precursors, who pays, and where they are used.',
    from: '2026-12-01',
    until: '2027-05-31',
    members: 'Two of each side',
    leader: 'An officer of the State in which the team works',
    hostLaw: true,
    powers: 'Seconded members are present at measures; they take none themselves.',
    evidence: 'Gathered so that it can be used in both courts.',
    secrecy: 'Known to the members and their two superiors.',
    liaison: 'One liaison officer of each side.',
    costSharing: 'Each State bears what arises on its territory.',
    extension: 'By agreement in writing.',
  },
  enclosures: [{ what: 'agreement', severity: 'advice', provisions: read({ untoc: '19', uncac: '49' }) }],
  requirements: (on) => [
    on.asked('goal', read({ untoc: '19', uncac: '49', 'cets-182': '20(1)' })),
    on.stated('joint-investigation.period.missing', 'missing', 'until', read({ 'cets-182': '20(1)' })),
    on.inOrder('from', 'until'),
    on.stated('joint-investigation.members.missing', 'missing', 'members', read({ 'cets-182': '20(1) 20(2)' })),
    on.wanted('leader', read({ 'cets-182': '20(3)(a)' })),
    on.stated('joint-investigation.host-law.missing', 'missing', 'hostLaw', read({ untoc: '19', uncac: '49', 'cets-182': '20(3)(b)' })),
    on.wanted('powers', read({ 'cets-182': '20(5) 20(6)' })),
    on.wanted('evidence', read({ 'cets-182': '20(10)' })),
    on.wanted('liaison', []),
    on.wanted('costSharing', []),
  ],
})
