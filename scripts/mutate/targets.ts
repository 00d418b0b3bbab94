/** Code whose tests are held to the score, and the tests that are to notice, the quickest first. */
export interface Target {
  readonly name: string
  readonly files: readonly string[]
  readonly tests: readonly string[]
}

/** A change that makes no difference to anybody, and why. */
interface EqualMutant {
  readonly file: string
  /** A piece of its line. */
  readonly line: string
  readonly was: string
  readonly becomes: string
  readonly because: string
}

const asksTwice = 'what is available has been asked before, and `approve` is among it only where something is pending'

export const equalMutants: readonly EqualMutant[] = [
  { file: 'decide.ts', line: 'if (pending === undefined)', was: 'pending === undefined', becomes: 'false', because: asksTwice },
  { file: 'decide.ts', line: 'if (pending === undefined)', was: "'act-not-available'", becomes: "''", because: asksTwice },
  { file: 'decide.ts', line: 'if (pending === undefined)', was: "'approve'", becomes: "''", because: asksTwice },
  {
    file: 'decide.ts',
    line: 'return possible.ok',
    was: 'possible.ok',
    becomes: 'true',
    because: 'no act that needs two answers or confirms another, and only such an act can be offered and yet have no place',
  },
  {
    file: 'available.ts',
    line: "['share-draft', 'comment']",
    was: "'comment'",
    becomes: "''",
    because: 'a comment has its place in a consultation alone, and on paper no draft is shared that would begin one',
  },
  {
    file: 'proof.ts',
    line: 'while (index % 2 === 0 && index !== 0)',
    was: '0',
    becomes: '1',
    because: 'nothing halved here is 0, and what is even becomes odd before it becomes 0: the standard writes the end of the loop out',
  },
  {
    file: 'proof.ts',
    line: 'if (first === undefined)',
    was: 'first === undefined',
    becomes: 'false',
    because: 'what is not there is no root either, and is found to be none at the end',
  },
]

const domain = 'packages/domain/src'
const server = 'packages/server/src'

export const targets: readonly Target[] = [
  { name: 'may', files: [`${domain}/account/may.ts`], tests: [`${domain}/account/may.test.ts`] },
  {
    name: 'lifecycle',
    files: ['decide', 'receive', 'progress', 'request', 'available'].map((name) => `${domain}/request/${name}.ts`),
    tests: [
      ...['life-table', 'progress', 'request', 'decide', 'receive', 'life'].map((name) => `${domain}/request/${name}.test.ts`),
      `${domain}/execution/gate.test.ts`,
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
    files: ['one-time-code', 'password', 'attempt', 'session', 'session-finder', 'enrolment', 'webauthn', 'cbor'].map(
      (name) => `${server}/account/${name}.ts`,
    ),
    tests: ['webauthn', 'account'].map((name) => `${server}/account/${name}.test.ts`),
  },
]
