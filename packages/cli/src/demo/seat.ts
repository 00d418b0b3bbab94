import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { httpClient } from '@comity/contract/client'
import type { ComityClient } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import type { Result } from '@comity/domain/result'
import type { ActType } from '@comity/domain/request/act'
import type { CommandInput, CommandType } from '@comity/domain/request/command'
import { codeOf, type Credentials } from './credentials.ts'

const patience = 30_000

/** The value of an outcome that the story counts on. @throws with the problem when it did not come about */
export function expect<T>(what: string, result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`${what}: ${JSON.stringify(result.problem)}`)
}

/** An officer of the story at work: signed in, with the public API in hand. */
export interface Seat {
  readonly who: Credentials
  readonly api: ComityClient
  /** Gives a command on a request as it now stands. */
  command<T extends CommandType>(request: string, type: T, input: CommandInput<T>): Promise<RequestView>
  /** Waits until the other State's act has arrived. */
  arrival(request: string, type: ActType, count?: number): Promise<RequestView>
  see(request: string): Promise<RequestView>
}

/**
 * Signs an officer in. The code before the current one is used, so that the reader can sign in at once with that; the
 * later ones when a start just before, broken off, has used it.
 */
async function signIn(base: string, who: Credentials): Promise<string> {
  const client = httpClient({ base })
  const attempt = (steps: number) => client.signIn({ body: { name: who.name, password: who.password, code: codeOf(who, steps) } })
  for (const steps of [-1, 0]) {
    const session = await attempt(steps)
    if (session.ok) return session.value.token
  }
  return expect(`${who.name} signs in`, await attempt(1)).token
}

/** Lets an officer take their place. */
export async function takeSeat(url: string, who: Credentials): Promise<Seat> {
  const base = `${url}/api`
  const token = await signIn(base, who)
  const api = httpClient({ base, token })

  /** Gives a command, with a new proof of who it is where the last one is too old. */
  async function give(call: () => Promise<Result<RequestView>>): Promise<Result<RequestView>> {
    const done = await call()
    if (done.ok || done.problem.code !== 'proof-needed') return done
    for (const steps of [-1, 0, 1]) if ((await api.prove({ body: { proof: codeOf(who, steps) } })).ok) return call()
    return done
  }

  async function see(request: string): Promise<RequestView> {
    return expect(`${who.name} opens the request`, await api.getRequest({ params: { request } }))
  }

  return {
    who,
    api,
    see,
    async command(request, type, input) {
      const { version } = await see(request)
      const call = api[type] as (call: unknown) => Promise<Result<RequestView>>
      return expect(
        `${who.name}: ${type}`,
        await give(async () => call({ params: { request }, body: input, ifMatch: version, idempotencyKey: randomUUID() })),
      )
    },
    async arrival(request, type, count = 1) {
      for (const until = Date.now() + patience; Date.now() < until; await wait(50)) {
        const found = await api.getRequest({ params: { request } })
        if (found.ok && found.value.thread.filter(({ act }) => act.type === type).length >= count) return found.value
      }
      throw new Error(`${who.name} waited for ${type} and it did not arrive`)
    },
  }
}
