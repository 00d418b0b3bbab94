import { Line } from '@comity/domain/input'
import * as z from 'zod'
import { directoryProblems } from './exchange.ts'
import { operation } from './operation.ts'

const Bytes32 = z.string().regex(/^[\w-]{43}$/u, { error: 'key' })

/** The public half of a root key, as a JWK (RFC 8037, RFC 7518). */
const RootJwk = z.union([
  z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), alg: z.enum(['EdDSA', 'Ed25519']), x: Bytes32 }),
  z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), alg: z.literal('ES256'), x: Bytes32, y: Bytes32 }),
])

/** How many of the roots that must sign have done so, by the names of their keys. */
const Signed = z.strictObject({ threshold: z.int(), signed: z.array(z.string()), missing: z.array(z.string()) })

export const draftDirectory = operation({
  id: 'draftDirectory',
  method: 'POST',
  path: '/directory/draft',
  action: 'directory.change',
  summary:
    'Draft the directory document that follows ours, for our root keys to sign; new online keys are made and not used before it is published',
  body: z.strictObject({
    rotate: z
      .array(z.enum(['sign', 'seal']))
      .max(2)
      .optional(),
    revoke: z.array(z.string().max(200)).max(20).optional(),
    roots: z.strictObject({ threshold: z.int().min(1).max(10), keys: z.array(RootJwk).min(1).max(10) }).optional(),
    contacts: z
      .array(
        z.strictObject({ name: Line, email: Line.optional(), telephone: Line.optional(), address: Line.optional(), note: Line.optional() }),
      )
      .max(20)
      .optional(),
  }),
  response: z.strictObject({
    document: z.string(),
    version: z.int(),
    fingerprint: z.string(),
    /** Of the roots that it names. */
    own: Signed,
    /** Of the roots of the document that it follows. */
    before: Signed,
  }),
  problems: ['not-found', 'malformed'],
  freshProof: true,
})

export const publishDirectory = operation({
  id: 'publishDirectory',
  method: 'POST',
  path: '/directory/publish',
  action: 'directory.change',
  summary: 'Publish the next directory document once enough root keys have signed it, whole or in copies that each signed alone',
  body: z.strictObject({
    documents: z.array(z.string().max(262_144)).min(1).max(10),
    /** The old roots are lost beyond their threshold: no peer follows, and each compares the new fingerprint. */
    anew: z.boolean().optional(),
  }),
  response: z.strictObject({ version: z.int(), fingerprint: z.string(), expires: z.string() }),
  problems: [...directoryProblems, 'key-not-at-hand'],
  freshProof: true,
  largest: 3_000_000,
})
