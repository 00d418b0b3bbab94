import { Id } from '@comity/domain/input'
import { coverageAnswers } from '@comity/domain/legal-basis/coverage'
import * as z from 'zod'
import { operation } from './operation.ts'
import { Provision, requestParams, Values } from './request.ts'

/** Why, with the articles it rests on. */
const Reason = z.strictObject({ code: z.string(), provisions: z.array(Provision).readonly(), values: Values.optional() })
export const Evidence = z.strictObject({
  state: z.string().optional(),
  source: z.string(),
  asOf: z.string(),
  verified: z.enum(['yes', 'membership-only', 'no']),
  consent: z.string().optional(),
  inForce: z.string().optional(),
})
const Considered = z.strictObject({ instrument: z.string(), reason: Reason, evidence: z.array(Evidence).readonly() })
export const LegalBases = z.strictObject({
  bases: z
    .array(
      z.strictObject({
        instrument: z.string(),
        provision: z.string(),
        rank: z.int(),
        since: z.string().optional(),
        sinceAtLatest: z.string().optional(),
        reasons: z.array(Reason).readonly(),
        doubts: z.array(Reason).readonly(),
        /** What the instrument says of each measure that is asked. */
        coverage: z
          .array(z.strictObject({ measure: z.string(), answer: z.enum(coverageAnswers), provisions: z.array(Provision).readonly() }))
          .readonly(),
        verified: z.enum(['yes', 'membership-only', 'no']),
        evidence: z.array(Evidence).readonly(),
      }),
    )
    .readonly(),
  excluded: z.array(Considered).readonly(),
  unknown: z.array(Considered).readonly(),
  otherwise: z.array(Reason).readonly(),
})
export type LegalBases = z.infer<typeof LegalBases>
export const getLegalBases = operation({
  id: 'getLegalBases',
  method: 'GET',
  path: '/requests/{request}/legal-bases',
  action: 'request.read',
  summary: 'The legal bases of a request, ranked, each with its reasons, and what fell out',
  params: requestParams,
  response: LegalBases,
  problems: ['not-found'],
})

/** Whether each instrument that binds both States covers each offence of a draft, and whose offences it can be matched to. */
export const OffenceCoverage = z.strictObject({
  /** Instruments whose own offences the conduct can be matched to. */
  matchable: z.array(z.string()).readonly(),
  offences: z
    .array(
      z.strictObject({
        offence: Id,
        answers: z
          .array(
            z.strictObject({
              instrument: z.string(),
              provision: z.string(),
              answer: z.enum(['covered', 'not-covered', 'unknown']),
              reasons: z.array(Reason).readonly(),
              doubts: z.array(Reason).readonly(),
            }),
          )
          .readonly(),
      }),
    )
    .readonly(),
})
export type OffenceCoverage = z.infer<typeof OffenceCoverage>
export const getOffenceCoverage = operation({
  id: 'getOffenceCoverage',
  method: 'GET',
  path: '/requests/{request}/offence-coverage',
  action: 'request.read',
  summary: 'Whether each instrument that binds both States covers each offence of a request, with the reasons',
  params: requestParams,
  response: OffenceCoverage,
  problems: ['not-found'],
})
