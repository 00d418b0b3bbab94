import { openApi } from '@comity/contract/openapi'
import type { Command } from './command.ts'

/** Prints the OpenAPI document of the public API. */
export const openapi: Command = {
  usage: 'openapi',
  summary: 'Print the OpenAPI 3.1 document of the API',
  options: {},
  positionals: [0, 0],
  async run() {
    const document = openApi()
    return { exit: 0, text: JSON.stringify(document, null, 2), data: document }
  },
}
