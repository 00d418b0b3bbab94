import { requestFileSchema } from '@comity/domain/request/schema'
import { type Command, UsageError } from './command.ts'

/** Prints the JSON Schema of a file that Comity reads. */
export const schema: Command = {
  usage: 'schema request',
  summary: 'Print the JSON Schema of a request file',
  options: {},
  positionals: [1, 1],
  async run({ positionals }) {
    if (positionals[0] !== 'request') throw new UsageError('usage: comity schema request')
    const document = requestFileSchema()
    return { exit: 0, text: JSON.stringify(document, null, 2), data: document }
  },
}
