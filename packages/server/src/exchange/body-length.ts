import type { IncomingMessage } from 'node:http'

/** The length that a request states of its body, without which we read none. In bytes. */
export function lengthOf({ headers }: Pick<IncomingMessage, 'headers'>): number | undefined {
  const text = headers['content-length']
  return text === undefined || headers['transfer-encoding'] !== undefined ? undefined : Number(text)
}
