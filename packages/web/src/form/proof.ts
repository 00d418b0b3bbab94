import type { ComityClient } from '@comity/contract/operations'
import type { Problem } from '@comity/domain/problem'
import { fail, type Result } from '@comity/domain/result'
import type { Visit } from '../page.ts'
import type { Field } from './field.ts'

/** The code of the moment, which an act that commits the authority asks for when nobody has proved lately who they are. */
export const proofField: Field = {
  kind: 'line',
  name: 'proof',
  label: 'web.sign-in.code',
  note: 'account.proof.note',
  digits: true,
  autocomplete: 'one-time-code',
  keep: true,
}

/** Whether a problem is one that the code of the moment mends. */
export function asksProof(problem: Problem | undefined): boolean {
  if (problem === undefined) return false
  return problem.code === 'proof-needed' || (problem.fields ?? []).some(({ field }) => field === 'proof' || field === 'body.proof')
}

/** Does an act, after the proof that came with the form, if one came. */
export async function withProof<T>(visit: Visit, operations: ComityClient, act: () => Promise<Result<T>>): Promise<Result<T>> {
  const proof = (visit.form.get('proof') ?? '').replaceAll(/\s/gu, '')
  // Left empty by who has proved it another way: whether that is so, the act itself asks.
  if (proof === '') return act()
  const proven = await operations.prove({ body: { proof } })
  return proven.ok ? act() : fail(proven.problem)
}
