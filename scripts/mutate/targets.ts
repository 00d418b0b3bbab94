/** Code whose tests are held to the score, and the tests that are to notice, the quickest first. */
export interface Target {
  readonly name: string
  readonly files: readonly string[]
  readonly tests: readonly string[]
}

const domain = 'packages/domain/src'
const server = 'packages/server/src'

export const targets: readonly Target[] = [
  { name: 'may', files: [`${domain}/account/may.ts`], tests: [`${domain}/account/may.test.ts`] },
  {
    name: 'lifecycle',
    files: ['decide', 'receive', 'progress', 'request', 'available', 'take-over', 'same-person'].map(
      (name) => `${domain}/request/${name}.ts`,
    ),
    tests: [
      ...['life-table', 'decide', 'receive', 'life', 'take-over'].map((name) => `${domain}/request/${name}.test.ts`),
      `${domain}/paper/paper-act.test.ts`,
      `${domain}/request/convergence.test.ts`,
    ],
  },
  {
    name: 'audit',
    files: ['tree', 'proof', 'entry', 'checkpoint', 'signed-note', 'cosignature', 'add-checkpoint', 'verify-log', 'exported-log'].map(
      (name) => `packages/exchange/src/audit/${name}.ts`,
    ),
    tests: ['tree', 'verify-log', 'cosignature'].map((name) => `packages/exchange/src/audit/${name}.test.ts`),
  },
  {
    name: 'audit-store',
    files: ['store', 'tree-store', 'verification', 'export'].map((name) => `${server}/audit/${name}.ts`),
    tests: ['store', 'log'].map((name) => `${server}/audit/${name}.test.ts`),
  },
  {
    name: 'sign-in',
    files: ['one-time-code', 'password', 'attempt', 'session', 'session-finder', 'enrolment', 'operations'].map(
      (name) => `${server}/account/${name}.ts`,
    ),
    tests: [`${server}/account/account.test.ts`],
  },
]
