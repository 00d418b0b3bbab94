import type { Problem } from '@comity/domain/problem'
import type { Command } from '@comity/domain/request/command'
import type { FileReference } from '@comity/domain/request/content'
import type { Request } from '@comity/domain/request/request'

/** The files that a command names. */
export function filesNamed(command: Command): readonly FileReference[] {
  if (command.type === 'revise') return command.input.content.attachments ?? []
  if (command.type === 'send-result') return command.input.files
  if (command.type === 'clarify') return command.input.files ?? []
  return []
}

/** The files that leave with a command, or with what it approves. */
export function filesLeaving(command: Command, { pending, content }: Pick<Request, 'pending' | 'content'>): readonly FileReference[] {
  const given = command.type === 'approve' ? pending?.command : command
  if (given === undefined || given.type === 'revise') return []
  return given.type === 'dispatch' || given.type === 'share-draft' ? (content.attachments ?? []) : filesNamed(given)
}

/** Files named in a command must be files of its request; anything else would send what nobody added. @returns `file-unknown` */
export function unknownFile(command: Command, known: readonly FileReference[]): Problem | undefined {
  const stranger = filesNamed(command).find(
    (file) =>
      !known.some((other) => other.id === file.id && other.sha256 === file.sha256 && other.name === file.name && other.size === file.size),
  )
  return stranger === undefined ? undefined : { code: 'file-unknown', values: { file: stranger.name } }
}
