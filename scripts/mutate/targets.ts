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
  ...[
    { line: 'let isSorted', was: 'true', becomes: 'false' },
    { line: 'if (name < last)', was: 'name < last', becomes: 'true' },
    { line: 'if (name < last)', was: '<', becomes: '<=' },
    { line: 'if (isSorted)', was: 'isSorted', becomes: 'false' },
  ].map((each) => ({ ...each, file: 'entry.ts', because: 'what is in order is the same when it is put in order again' })),
  ...[
    { was: '<', becomes: '<=' },
    { was: '1', becomes: '2' },
  ].map((each) => ({
    ...each,
    file: 'entry.ts',
    line: 'toSorted(([a], [b])',
    because: 'no two members have one name, and only the sign of a comparison counts',
  })),
  ...[
    { was: '<', becomes: '<=' },
    { was: '0', becomes: '1' },
  ].map((each) => ({
    ...each,
    file: 'add-checkpoint.ts',
    line: 'end < 0 ? []',
    because: 'a body that begins with an empty line names no size, read either way',
  })),
  {
    file: 'cosignature.ts',
    line: 'signature.subarray(0, 8)',
    was: '8',
    becomes: '9',
    because: 'the time is read from the first eight bytes of however many',
  },
  {
    file: 'verify-log.ts',
    line: 'const here',
    was: '1',
    becomes: '2',
    because: 'what is read here is read at once, however many pieces may be under way',
  },
  {
    file: 'verify-log.ts',
    line: 'const joined',
    was: 'rest.length === 0',
    becomes: 'false',
    because: 'what is joined to nothing stays what it was; asking first spares a copy',
  },
  {
    file: 'verify-log.ts',
    line: 'if (next !== undefined)',
    was: 'next !== undefined',
    becomes: 'true',
    because: 'something has been put there one line above: the condition tells the compiler so',
  },
  ...['reason === undefined', 'digest === undefined'].map((was) => ({
    file: 'audit/store.ts',
    line: `(${was} ? {}`,
    was,
    becomes: 'false',
    because: 'what is undefined is not written to JSON either way',
  })),
  {
    file: 'store.ts',
    line: 'limit(1)',
    was: '1',
    becomes: '2',
    because: 'of the rows the first is taken: that no second is asked for spares the database some work',
  },
  ...['4_207_902', '4_207_904'].map((was) => ({
    file: 'store.ts',
    line: 'Lock = ',
    was,
    becomes: String(Number(was.replaceAll('_', '')) + 1),
    because: 'any number will do',
  })),
  ...[
    { line: 'demand(bytes.length >= 37', was: "demand(bytes.length >= 37, 'authenticator data')", becomes: ';' },
    { line: 'demand(bytes.length >= 37', was: '>=', becomes: '>' },
    { line: 'demand((flags & flag.attested) !== 0 && rest', was: '>=', becomes: '>' },
    { line: 'demand((flags & flag.attested) !== 0 && rest', was: '18', becomes: '19' },
    { line: 'rest.length > 18 + length', was: '>', becomes: '>=' },
    { line: 'rest.length > 18 + length', was: '18', becomes: '19' },
    { line: 'rest.length > 18 + length', was: '+', becomes: '-' },
  ].map((each) => ({ ...each, file: 'webauthn.ts', because: 'what is cut off is found to be so where the rest is read' })),
  ...['const flags = bytes[32] ?? 0', 'const length = ((rest[16] ?? 0)', '?.modulusLength ?? 0'].map((line) => ({
    file: 'webauthn.ts',
    line,
    was: '0',
    becomes: '1',
    because: 'it is there: the other value tells the compiler so',
  })),
  {
    file: 'webauthn.ts',
    line: 'registered.algorithm === -8',
    was: 'registered.algorithm === -8',
    becomes: 'true',
    because: 'where none is named, SHA-256 is what the library takes for the other two',
  },
  {
    file: 'cbor.ts',
    line: 'const key = readCbor',
    was: '+',
    becomes: '-',
    because: 'a key has nothing within it, or is refused for what it is',
  },
  {
    file: 'audit/store.ts',
    line: 'rows.length < pageSize || last',
    was: '||',
    becomes: '&&',
    because: 'one page more is asked for, and it is empty',
  },
  {
    file: 'cbor.ts',
    line: 'if (size === 0 || kind === 7',
    was: '7',
    becomes: '8',
    because: 'what such a value of more bytes says is none of the three that are read, and is refused for that',
  },
  {
    file: 'password.ts',
    line: 'const nobody',
    was: '16',
    becomes: '17',
    because: 'there is no password to it, whatever it was salted with',
  },
  {
    file: 'session-finder.ts',
    line: 'const atOnce',
    was: '200',
    becomes: '201',
    because: 'whoever is one too many for a statement is found by the next',
  },
  {
    file: 'export.ts',
    line: 'if (known.size > 10_000)',
    was: '10_000',
    becomes: '10001',
    because: 'how much is remembered changes how long an export takes and nothing in it',
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
    tests: ['tree', 'entry', 'exported-log', 'signed-note', 'cosignature', 'verify-log'].map(
      (name) => `packages/exchange/src/audit/${name}.test.ts`,
    ),
  },
  {
    name: 'audit-store',
    files: ['store', 'tree-store', 'tree-builder', 'verification', 'export'].map((name) => `${server}/audit/${name}.ts`),
    tests: ['store', 'log'].map((name) => `${server}/audit/${name}.test.ts`),
  },
  {
    name: 'sign-in',
    files: ['password', 'attempt', 'session', 'enrolment'].map((name) => `${server}/account/${name}.ts`),
    tests: ['password', 'attempt', 'session', 'enrolment', 'account'].map((name) => `${server}/account/${name}.test.ts`),
  },
  {
    name: 'session-finder',
    files: [`${server}/account/session-finder.ts`, `${server}/platform/together.ts`],
    tests: [`${server}/platform/together.test.ts`, `${server}/account/session-finder.test.ts`],
  },
  {
    name: 'passkey-bytes',
    files: ['one-time-code', 'webauthn', 'cbor'].map((name) => `${server}/account/${name}.ts`),
    tests: ['one-time-code', 'cbor', 'odd-passkey', 'webauthn'].map((name) => `${server}/account/${name}.test.ts`),
  },
  {
    name: 'passkey',
    files: ['passkey', 'passkey-store'].map((name) => `${server}/account/${name}.ts`),
    tests: [`${server}/account/passkey.test.ts`],
  },
  {
    name: 'second-person',
    files: ['second-person', 'second-person-store', 'confirmation-code', 'own-password'].map((name) => `${server}/account/${name}.ts`),
    tests: [`${server}/account/second-person.test.ts`],
  },
  {
    name: 'provider',
    files: ['begin', 'finish', 'flow', 'flow-store', 'identity-store', 'back-channel', 'provider'].map(
      (name) => `${server}/account/provider/${name}.ts`,
    ),
    tests: ['hostile-provider', 'provider'].map((name) => `${server}/account/provider/${name}.test.ts`),
  },
]
