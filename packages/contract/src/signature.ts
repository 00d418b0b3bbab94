import { Id, Line } from '@comity/domain/input'
import * as z from 'zod'
import { fileBody, operation } from './operation.ts'
import { requestParams } from './request.ts'

const Certificate = z.strictObject({
  holder: z.string(),
  issuer: z.string(),
  from: z.string(),
  to: z.string(),
  sha256: z.string(),
  /** Name of the authority, known here, to which its chain leads. */
  anchor: z.string().optional(),
})

const Addition = z.strictObject({ what: z.enum(['page', 'form', 'catalog', 'metadata', 'object']), number: z.int().optional() })

const Signature = z.strictObject({
  field: z.string(),
  kind: z.enum(['signature', 'time-stamp']),
  verdict: z.enum(['good', 'not-known', 'not-good']),
  faults: z
    .array(z.enum(['unreadable', 'range', 'changed', 'forged', 'certificate', 'not-for-signing', 'expired', 'not-yet-valid', 'time-stamp']))
    .readonly(),
  certificate: Certificate.optional(),
  /** What the signer says. */
  claimedAt: z.string().optional(),
  stampedAt: z.strictObject({ time: z.string(), certificate: Certificate }).optional(),
  /** Bytes from the beginning of the file. */
  covers: z.int(),
  wholeFile: z.boolean(),
  after: z.strictObject({ signatures: z.int(), others: z.array(Addition).readonly() }).optional(),
})

/** What the signatures of a letter say. */
export const LetterReport = z.strictObject({
  verdict: z.enum(['none', 'not-good', 'changed-after', 'not-known', 'good']),
  size: z.int(),
  sha256: z.string(),
  signatures: z.array(Signature).readonly(),
})
export type LetterReport = z.infer<typeof LetterReport>

export const verifyLetter = operation({
  id: 'verifyLetter',
  method: 'POST',
  path: '/letters/verify',
  action: 'letter.verify',
  summary: 'Check the signatures of a letter in PDF; open to anyone, and the file is not kept',
  body: fileBody,
  response: LetterReport,
  problems: ['too-large', 'malformed', 'too-many'],
})

const Signer = z.strictObject({
  /** As the certificate says. */
  holder: z.string(),
  by: z.string(),
  at: z.string(),
  /** Absent where a key file was used. */
  key: z.string().optional(),
  stamped: z.boolean(),
})

/** A key in a device of the authority. */
export const SigningKeyRow = z.strictObject({ key: z.string(), locked: z.boolean(), lockedAt: z.string().optional() })
export type SigningKeyRow = z.infer<typeof SigningKeyRow>

/** How the signing of a letter that waits for approval stands. */
export const LetterSigning = z.strictObject({
  request: Id,
  version: z.int(),
  reference: z.string(),
  letters: z.array(
    z.strictObject({
      language: z.string(),
      signatures: z.array(Signer),
      /** The letter is no longer the one that was signed. */
      outdated: z.boolean(),
    }),
  ),
  keys: z.array(SigningKeyRow),
  /** Whether an authority for time-stamps is configured. */
  timeStamp: z.boolean(),
  /** Whether the authority's seal is put on when the letter is sent. */
  seal: z.boolean(),
  /** Whether the caller's code is older than signing allows: it is asked before a key file is chosen. */
  proofNeeded: z.boolean(),
  /** Signatures on an earlier text of this request, which are not sent. */
  discarded: z.int(),
})
export type LetterSigning = z.infer<typeof LetterSigning>

export const getLetterSigning = operation({
  id: 'getLetterSigning',
  method: 'GET',
  path: '/requests/{request}/signatures',
  action: 'letter.sign',
  summary: 'Who has signed the letter that waits for approval, and with which keys it can be signed',
  params: requestParams,
  response: LetterSigning,
  problems: ['not-found', 'act-not-available'],
})

const languages = ['en', 'fr', 'es', 'ar', 'ru', 'zh', 'pt'] as const

export const getSignedLetter = operation({
  id: 'getSignedLetter',
  method: 'GET',
  path: '/requests/{request}/signatures/{language}',
  action: 'letter.sign',
  summary: 'The letter that waits for approval, as PDF, with the signatures that it has',
  params: z.strictObject({ request: Id, language: z.enum(languages) }),
  response: fileBody,
  problems: ['not-found', 'act-not-available'],
})

/** Secrets are taken as they come: a space at the end of a passphrase belongs to it. */
const Secret = z.string().max(1000)

export const signLetter = operation({
  id: 'signLetter',
  method: 'POST',
  path: '/requests/{request}/signatures',
  action: 'letter.sign',
  summary: 'Sign the letter that waits for approval; key file and secrets are used once and not kept',
  params: requestParams,
  body: z.strictObject({
    languages: z.array(z.enum(languages)).min(1).max(languages.length),
    timeStamp: z.enum(['with', 'without']),
    key: z.discriminatedUnion('kind', [
      /** PKCS #12, or PEM with the key and its certificate, in base64. */
      z.strictObject({ kind: z.literal('file'), file: z.string().min(1).max(400_000), passphrase: Secret }),
      z.strictObject({ kind: z.literal('device'), key: Line.min(1), pin: Secret.min(1) }),
    ]),
  }),
  response: LetterSigning,
  freshProof: true,
  status: 201,
  problems: [
    'not-found',
    'act-not-available',
    'signature-outdated',
    'wrong-pin',
    'key-locked',
    'key-not-at-hand',
    'no-time-stamp',
    'pdf-not-signable',
  ],
  ifMatch: true,
})

export const discardSignatures = operation({
  id: 'discardSignatures',
  method: 'POST',
  path: '/requests/{request}/signatures/discard',
  action: 'letter.sign',
  summary: 'Discard the signatures of the letter that waits for approval',
  params: requestParams,
  response: LetterSigning,
  problems: ['not-found', 'act-not-available'],
  ifMatch: true,
})

export const listSigningKeys = operation({
  id: 'listSigningKeys',
  method: 'GET',
  path: '/signing-keys',
  action: 'signing-key.list',
  summary: 'Keys of the authority’s devices, and which of them are locked',
  response: z.strictObject({ items: z.array(SigningKeyRow) }),
})

export const unlockSigningKey = operation({
  id: 'unlockSigningKey',
  method: 'POST',
  path: '/signing-keys/unlock',
  action: 'signing-key.unlock',
  summary: 'Unlock a key that three wrong PINs have locked here',
  body: z.strictObject({ key: Line.min(1) }),
  response: SigningKeyRow,
  problems: ['not-found'],
})
