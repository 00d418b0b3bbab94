import * as z from 'zod'
import { Line, Prose } from '../input.ts'
import { actBodies, type ActType } from './act.ts'
import { RequestRevision } from './content.ts'

/** What an officer can do to a request that the other State does not see. */
const privateCommands = {
  revise: z.strictObject({ content: RequestRevision }),
  /** A finding is overridden with a reason, which is kept (DESIGN.md rule 5). */
  'override-finding': z.strictObject({ finding: Line.min(1), reason: Prose.min(1) }),
  /** The second of two officers carries out what the first asked for. */
  approve: z.strictObject({}),
  decline: z.strictObject({ reason: Prose.min(1) }),
} as const

/** What an officer fills in for each act. The content of the request itself comes from the draft, not from the form. */
const actCommands = {
  ...actBodies,
  'share-draft': actBodies['share-draft'].omit({ content: true }),
  /** `onPaper`: to an authority that is not reached by messages; it is printed and posted, and so is all that follows. */
  dispatch: z.strictObject({ reference: Line.min(1), onPaper: z.literal(true).optional() }),
} as const

/** Every command by name, with the shape of its input. */
export const commands = { ...privateCommands, ...actCommands } as const
export type CommandType = keyof typeof commands
export const commandTypes = Object.keys(commands) as readonly CommandType[]
export type CommandInput<T extends CommandType> = z.infer<(typeof commands)[T]>
export type Command = { [T in CommandType]: { readonly type: T; readonly input: CommandInput<T> } }[CommandType]
export type ActCommand = Extract<Command, { readonly type: ActType }>

/** Acts that commit a State, and so need two persons (DESIGN.md rule 4). */
export const twoPersonActs = ['dispatch', 'accept', 'refuse', 'send-result', 'withdraw', 'close'] as const satisfies readonly ActType[]

/** Whether a command names an act that needs a second officer. */
export function needsTwo(type: CommandType): boolean {
  return (twoPersonActs as readonly string[]).includes(type)
}
