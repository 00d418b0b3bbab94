import { parseArgs } from 'node:util'
import { type Answer, type Command, type Exit, said, UsageError } from './command.ts'

/** Each command is loaded when it is called: checking a file needs no server. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./demo/demo.ts')).demo,
  serve: async () => (await import('./serve.ts')).serve,
  check: async () => (await import('./check.ts')).check,
  parties: async () => (await import('./parties.ts')).parties,
  bound: async () => (await import('./bound.ts')).bound,
  'legal-basis': async () => (await import('./legal-basis.ts')).legalBasis,
  deadline: async () => (await import('./deadline.ts')).deadline,
  reference: async () => (await import('./reference.ts')).reference,
  letter: async () => (await import('./letter.ts')).letter,
  letterhead: async () => (await import('./letterhead.ts')).letterhead,
  open: async () => (await import('./open.ts')).open,
  verify: async () => (await import('./verify.ts')).verify,
  'verify-log': async () => (await import('./verify-log.ts')).verifyLog,
  'seal-out': async () => (await import('./carry.ts')).sealOut,
  'take-in': async () => (await import('./take-in.ts')).takeIn,
  'receipts-out': async () => (await import('./carry.ts')).receiptsOut,
  cut: async () => (await import('./volumes.ts')).cut,
  join: async () => (await import('./volumes.ts')).joinUp,
  openapi: async () => (await import('./openapi.ts')).openapi,
  schema: async () => (await import('./schema.ts')).schema,
  root: async () => (await import('./root.ts')).root,
  directory: async () => (await import('./directory.ts')).directory,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./backup.ts')).restore,
  'restore-drill': async () => (await import('./backup.ts')).restoreDrill,
  rewrap: async () => (await import('./rewrap.ts')).rewrap,
  move: async () => (await import('./move.ts')).move,
  doctor: async () => (await import('./doctor.ts')).doctor,
}

async function help(): Promise<string> {
  const loaded = await Promise.all(Object.values(commands).map(async (load) => load()))
  const lines = loaded.map(({ usage, summary }) => `  comity ${usage}\n      ${summary}`)
  return `Comity: cooperation between States in criminal matters\n\n${lines.join('\n')}\n\nEach command that answers takes --json. Exit: 0 done, 1 a finding or a failure, 2 wrong usage.`
}

function parse(command: Command, args: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries({ ...command.options, json: 'flag' as const, help: 'flag' as const }).map(([name, kind]) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [least, most] = command.positionals
    if (values['help'] !== true && (positionals.length < least || positionals.length > most))
      throw new UsageError(`usage: comity ${command.usage}`)
    return { positionals, options: values as Record<string, string | boolean | undefined> }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`${(error as Error).message}\nusage: comity ${command.usage}`)
  }
}

/** Where answers and mistakes are written: the process's own streams, or a test's. */
export interface Streams {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
}

function print(answer: Answer, json: boolean, { stdout }: Streams): Exit {
  const text = json ? JSON.stringify(answer.data, null, 2) : answer.text
  if (text !== '') stdout.write(text.endsWith('\n') ? text : `${text}\n`)
  return answer.exit
}

function tell(sentence: string, exit: Exit, { stderr }: Streams): Exit {
  stderr.write(`${sentence}\n`)
  return exit
}

/**
 * Runs one command.
 * @returns its exit code; a mistake in the call is told on the error stream
 */
export async function main(args: readonly string[], streams: Streams = process): Promise<Exit> {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || name === '--help') {
    if (name === undefined) return tell(await help(), 2, streams)
    return print(said(await help()), false, streams)
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  try {
    if (load === undefined) throw new UsageError(`comity has no command "${name}"; comity help lists them`)
    const command = await load()
    const given = parse(command, rest)
    if (given.options['help'] === true) return print(said(`comity ${command.usage}\n    ${command.summary}`), false, streams)
    return print(await command.run(given), given.options['json'] === true, streams)
  } catch (error) {
    if (error instanceof UsageError) return tell(error.message, 2, streams)
    const { operatorSentence } = await import('@comity/server/platform/operator-error')
    const sentence = operatorSentence(error)
    if (sentence === undefined) throw error
    return tell(sentence, 1, streams)
  }
}
