import { Instant, Prose } from '@comity/domain/input'
import * as z from 'zod'
import { peerParams } from './exchange.ts'
import { operation } from './operation.ts'

/** How far a peer has cosigned our audit log. */
export const Witness = z.strictObject({
  /** As in `CHE/central`. */
  peer: z.string(),
  /** The key with which it cosigns, as one line (C2SP signed-note, type 4); absent where its document names none that is in force. */
  key: z.string().optional(),
  /** Entries under the checkpoint that it cosigned last; 0 before the first. */
  size: z.int(),
  at: Instant.optional(),
  /** That checkpoint with its line under it, to be kept somewhere else. */
  note: z.string().optional(),
  /** It knows a longer log of ours than there is, or another one. */
  fault: z.enum(['longer', 'other']).optional(),
  faultAt: Instant.optional(),
})
export type Witness = z.infer<typeof Witness>

/** How far we have cosigned the audit log of a peer. */
export const WitnessedLog = z.strictObject({
  peer: z.string(),
  size: z.int(),
  at: Instant,
  /** The checkpoint that we cosigned last. */
  note: z.string(),
  /** A checkpoint that it has signed too and that does not continue this one. */
  contradiction: z.strictObject({ at: Instant, before: z.string(), after: z.string() }).optional(),
})
export type WitnessedLog = z.infer<typeof WitnessedLog>

export const listWitnesses = operation({
  id: 'listWitnesses',
  method: 'GET',
  path: '/audit/witnesses',
  action: 'audit.read',
  summary: 'Which peers have cosigned our audit log and how far, and how far we have cosigned theirs (C2SP tlog-witness)',
  response: z.strictObject({ ours: z.array(Witness), theirs: z.array(WitnessedLog) }),
})
export const askForCosignatures = operation({
  id: 'askForCosignatures',
  method: 'POST',
  path: '/audit/witnesses/ask',
  action: 'audit.witness',
  summary: 'Ask every active peer to cosign the newest checkpoint of our audit log; done every ten minutes by itself',
  response: z.strictObject({ ours: z.array(Witness) }),
})
export const settleContradiction = operation({
  id: 'settleContradiction',
  method: 'POST',
  path: '/audit/witnesses/{peer}/settle',
  action: 'audit.witness',
  summary: 'Note that a contradiction in the audit log of a peer was looked into; its log is cosigned anew from then on',
  params: peerParams,
  body: z.strictObject({ reason: Prose }),
  response: z.strictObject({}),
  problems: ['not-found'],
  freshProof: true,
})
