import { readFileSync } from 'node:fs'
import type { ComityClient } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import type { Actor } from '@comity/domain/account/role'
import type { RequestContent } from '@comity/domain/request/content'
import { readRequestFile } from '@comity/domain/request/schema'
import type { Result } from '@comity/domain/result'
import { findingKey } from '@comity/domain/requirement/finding'
import { type Desk, openDesk } from './desk.test-support.ts'

export const rosa: Actor = { id: 'pe-1', name: 'Rosa Huamán', role: 'officer' }
export const jorge: Actor = { id: 'pe-2', name: 'Jorge Ticona', role: 'head' }
export const anna: Actor = { id: 'ch-1', name: 'Anna Brunner', role: 'officer' }
export const luc: Actor = { id: 'ch-2', name: 'Luc Favre', role: 'officer' }

/** Case 1 as the Peruvian officer wrote it. */
export function caseOne(): RequestContent {
  const content = readRequestFile(JSON.parse(readFileSync(new URL('../../../examples/peru-switzerland.json', import.meta.url), 'utf8')))
  if (!content.ok) throw new Error(JSON.stringify(content.problem))
  return content.value
}

/** The value of an outcome. @throws the problem */
export async function done<T>(result: Promise<Result<T>>): Promise<T> {
  const { ...outcome } = await result
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problem))
  return outcome.value
}

/** Two authorities and the request they have between them. */
export interface Border {
  readonly lima: Desk
  readonly bern: Desk
  readonly request: string
  /** A person gives a command at a desk; the second officer too where one is needed; what follows crosses the border. */
  readonly give: (desk: Desk, people: readonly [Actor, Actor?], command: string, body: unknown) => Promise<RequestView>
}

type AnyCommand = (call: { params: { request: string }; body: unknown; ifMatch: number }) => Promise<Result<RequestView>>

/** Opens both desks, with a draft in Lima. The clock goes a minute further at each look. */
export async function openBorder(content: RequestContent): Promise<Border> {
  let now = Date.parse('2026-11-21T09:00:00Z')
  const clock = (): string => new Date((now += 60_000)).toISOString()
  const lima = openDesk('PER', clock)
  const bern = openDesk('CHE', clock)
  const { id: request } = await done(lima.as(rosa).openRequest({ body: { reference: 'UCJIE-0417-2026', content } }))

  async function tell(client: ComityClient, command: string, body: unknown): Promise<RequestView> {
    const { version } = await done(client.getRequest({ params: { request } }))
    return done(
      (client as unknown as Record<string, AnyCommand>)[command]?.({ params: { request }, body, ifMatch: version }) ??
        Promise.reject(new Error(command)),
    )
  }
  return {
    lima,
    bern,
    request,
    async give(desk, [first, second], command, body) {
      await tell(desk.as(first), command, body)
      if (second !== undefined) await tell(desk.as(second), 'approve', {})
      const other = desk === lima ? bern : lima
      for (const act of desk.actsOf(request)) other.arrive(request, act, 'files' in act.body ? act.body.files : [])
      return done(desk.as(first).getRequest({ params: { request } }))
    },
  }
}

/** Overrides whatever still keeps the draft from leaving, and sends it. */
export async function send(border: Border): Promise<void> {
  const { lima, request, give } = border
  const { findings } = await done(lima.as(rosa).getRequest({ params: { request } }))
  for (const finding of findings.filter(({ severity }) => severity !== 'advice'))
    await give(lima, [rosa], 'override-finding', { finding: findingKey(finding), reason: 'Known to both sides.' })
  await give(lima, [rosa, jorge], 'dispatch', { reference: 'UCJIE-0417-2026' })
}
