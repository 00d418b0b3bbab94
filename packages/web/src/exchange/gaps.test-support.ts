/** What one side has and the other has not, in the pages' tests: one gap that is proved, one that is not. */
export const gaps = (['lost-there', 'hole'] as const).map((kind, place) => ({
  kind,
  peer: 'CHE/central',
  thread: '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0f',
  author: 'PER/central',
  seq: place + 2,
  proved: place === 0,
  foundAt: '2026-09-09T10:00:00.000Z',
  message: '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0f',
}))
