/** Who has cosigned our log in the pages' tests: one that holds, one that knows it longer. */
export const witnesses = [
  {
    peer: 'CHE/central',
    key: 'CHE/central/witness+00000000+BA==',
    size: 2,
    at: '2026-09-09T10:00:00.000Z',
    note: 'PER/central/audit\n2\n',
  },
  { peer: 'BOL/central', size: 0, fault: 'longer' as const, faultAt: '2026-09-09T10:00:00.000Z' },
]

/** Whose log we have cosigned there: one that contradicts itself. */
export const witnessed = [
  {
    peer: 'BOL/central',
    size: 5,
    at: '2026-09-09T10:00:00.000Z',
    note: 'BOL/central/audit\n5\n',
    contradiction: { at: '2026-09-10T10:00:00.000Z', before: 'BOL/central/audit\n5\n', after: 'BOL/central/audit\n6\n' },
  },
]
