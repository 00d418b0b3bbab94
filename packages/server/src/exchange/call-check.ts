import type { IncomingMessage } from 'node:http'
import { fail, ok, type Result } from '@comity/domain/result'
import { type CallFault, callSkew, checkCall, type Call, isCallSigned } from '@comity/exchange/signed-call'
import { lengthOf } from './body-length.ts'
import type { Instance } from './instance.ts'
import { findPeerRow } from './peer-store.ts'
import type { PeerRow } from './tables.ts'

/** Nonces that are remembered at once, of all peers together. */
const noncesLimit = 200_000

/** Whose call a request is. */
export interface Admitted {
  readonly clients: readonly PeerRow[]
  /** What the body's `Content-Digest` has to be, where the call is signed and has a body. */
  readonly digest?: string
}

/** Remembers what was used, until nobody could use it again. */
function openNonces(): (nonce: string, now: number) => boolean {
  const until = new Map<string, number>()
  return (nonce, now) => {
    // In the order in which they came, which is nearly that in which they end.
    for (const [old, end] of until) {
      if (end >= now && until.size < noncesLimit) break
      until.delete(old)
    }
    if (until.has(nonce)) return false
    until.set(nonce, now + 2 * callSkew * 1000)
    return true
  }
}

function callOf(request: IncomingMessage): Call {
  const { method = '', url = '', headers } = request
  const fields = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]))
  return { method, target: url, fields, hasBody: (lengthOf(request) ?? 0) > 0 || headers['transfer-encoding'] !== undefined }
}

function isReason(problem: { readonly values?: Readonly<Record<string, unknown>> }, reason: CallFault): boolean {
  return problem.values?.['reason'] === reason
}

/**
 * Opens the check of calls at the gateway: those of peers who sign them have to be signed, since our document says so too.
 * @param refresh fetches the documents of a peer that follow the one we hold
 */
export function openCallCheck(
  instance: Instance,
  refresh: (peer: string) => Promise<boolean>,
): (request: IncomingMessage, clients: readonly PeerRow[]) => Promise<Result<Admitted>> {
  const isNew = openNonces()
  const now = (): number => instance.clock().getTime()

  async function check(call: Call, peer: PeerRow) {
    const checked = checkCall(call, { self: instance.self, caller: peer.document, now: now() })
    // Signed with a key of a document that we have not seen yet.
    if (checked.ok || !isReason(checked.problem, 'key') || !(await refresh(peer.id))) return checked
    const newer = await findPeerRow(instance.db, peer.id)
    return newer === undefined ? checked : checkCall(call, { self: instance.self, caller: newer.document, now: now() })
  }

  return async (request, clients) => {
    const own = instance.directory().document
    if (!clients.some(({ document }) => isCallSigned(own, document))) return ok({ clients })
    const call = callOf(request)
    let problem: ReturnType<typeof fail> | undefined
    for (const peer of clients) {
      if (!isCallSigned(own, peer.document)) continue
      const checked = await check(call, peer)
      if (checked.ok && isNew(`${checked.value.keyid} ${checked.value.nonce}`, now())) {
        const { digest } = checked.value
        return ok({ clients: [peer], ...(digest === undefined ? {} : { digest }) })
      }
      problem = checked.ok ? fail({ code: 'call-refused', values: { reason: 'nonce' } }) : checked
    }
    // Somebody else with the same certificate may go on unsigned.
    const others = clients.filter(({ document }) => !isCallSigned(own, document))
    return others.length > 0 || problem === undefined ? ok({ clients: others }) : problem
  }
}
