import { createHash, randomBytes } from 'node:crypto'

/** What one browser is given when it is sent to the provider, and shows again when it comes back. */
export function newFlow(): string {
  return randomBytes(32).toString('base64url')
}

/** What the provider is given with it; each follows from what the browser holds, and gives neither that nor another away. */
export interface FlowSecrets {
  /** Comes back in the address: the answer is to this browser's question. */
  readonly state: string
  /** Comes back in the ID token: the token is for this question. */
  readonly nonce: string
  /** Shown to the provider with the code: who redeems it is who asked (RFC 7636). */
  readonly verifier: string
}

/** State, nonce and verifier of a flow. */
export function secretsOf(flow: string): FlowSecrets {
  const of = (what: string) => createHash('sha256').update(`comity provider ${what}\0`).update(flow).digest('base64url')
  return { state: of('state'), nonce: of('nonce'), verifier: of('verifier') }
}
