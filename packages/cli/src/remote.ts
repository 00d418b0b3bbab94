import { httpClient } from '@comity/contract/client'
import type { ComityClient } from '@comity/contract/operations'
import { UsageError } from './command.ts'

/** The instance that `COMITY_URL` names, in the name of the person whose session `COMITY_TOKEN` is; none where neither is set. */
export function findRemote(): ComityClient | undefined {
  const { COMITY_URL: url = '', COMITY_TOKEN: token = '' } = process.env
  if (url === '') return undefined
  if (!URL.canParse(url)) throw new UsageError('COMITY_URL: the address of the instance, as in https://comity.example')
  if (token === '') throw new UsageError('COMITY_TOKEN: the token that signing in gave')
  return httpClient({
    base: `${url.replace(/\/$/u, '')}/api`,
    token,
    async fetch(address, init) {
      try {
        return await fetch(address, init)
      } catch {
        const { OperatorError } = await import('@comity/server/platform/operator-error')
        throw new OperatorError(`There is no answer from ${url}.`)
      }
    },
  })
}

/** The same. @throws UsageError when it is not set */
export function getRemote(): ComityClient {
  const remote = findRemote()
  if (remote === undefined) throw new UsageError('COMITY_URL: the address of the instance on which this is done')
  return remote
}
