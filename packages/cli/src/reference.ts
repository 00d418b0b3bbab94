import { type Answer, type Command, type Given, languageOf, UsageError } from './command.ts'

type Run = (given: Given, rest: readonly string[]) => Promise<Answer>

/** Each is loaded when it is called. */
const tasks: Readonly<Record<string, () => Promise<Run>>> = {
  'import texts': async () => (await import('./reference-texts.ts')).importTexts,
  'import status': async () => (await import('./reference-import.ts')).importStatus,
  'import profile': async () => (await import('./reference-profile.ts')).importProfile,
  status: async () => (await import('./reference-status.ts')).referenceStatus,
  proposals: async () => (await import('./reference-proposals.ts')).listProposals,
  show: async () => (await import('./reference-proposals.ts')).showProposal,
  approve: async () => (await import('./reference-proposals.ts')).approveProposal,
  decline: async () => (await import('./reference-proposals.ts')).declineProposal,
}

const usage =
  'reference import texts DIR | import status FILE --instrument ID [--format F] [--as-of DATE] [--count N] [--source TEXT] | import profile FILE [--note TEXT] | status [--days N] | proposals | show ID | approve ID [--shown DIGEST] [--take STATES] [--keep STATES] | decline ID --reason TEXT'

/** Brings texts, lists of parties and profiles in, and says what is stale. */
export const reference: Command = {
  usage,
  summary:
    'Keep the law true: import texts into COMITY_DATA; check a published list of parties or the profile of a State and, with COMITY_URL and COMITY_TOKEN, propose it for a second person to approve; what is stale',
  options: {
    instrument: 'value',
    format: 'value',
    'as-of': 'value',
    count: 'value',
    source: 'value',
    days: 'value',
    on: 'value',
    shown: 'value',
    take: 'value',
    keep: 'value',
    reason: 'value',
    note: 'value',
    lang: 'value',
  },
  positionals: [1, 3],
  async run(given) {
    languageOf(given)
    const [first = '', second = '', ...others] = given.positionals
    const name = first === 'import' ? `import ${second}` : first
    const load = Object.hasOwn(tasks, name) ? tasks[name] : undefined
    if (load === undefined) throw new UsageError(`usage: comity ${usage}`)
    const run = await load()
    return run(given, first === 'import' ? others : given.positionals.slice(1))
  },
}
