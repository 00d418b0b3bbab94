import { read, type Requirement, requirementsOn } from './requirement.ts'

/** How a request was made, and how it and its answer are dealt with. */
export interface ConductCase {
  readonly oral?: boolean
  readonly urgentAndAgreed?: boolean
  readonly confirmedInWriting?: boolean
  /** A use of the answer in another matter than the one stated. */
  readonly otherUse?: boolean
  readonly consentToOtherUse?: string
  /** What was received exculpates an accused person, and is going to be disclosed. */
  readonly exculpatory?: boolean
  readonly notified?: boolean
  /** A restriction on information that came without a request. */
  readonly restricted?: boolean
  readonly restrictionKept?: boolean
  readonly confidentialityImpossible?: boolean
  readonly requesterTold?: boolean
  readonly substantialCosts?: boolean
  readonly costsConsulted?: string
}

const conduct = requirementsOn<ConductCase>({
  oral: true,
  urgentAndAgreed: true,
  confirmedInWriting: true,
  otherUse: true,
  consentToOtherUse: 'Given on 3 May 2026.',
  exculpatory: true,
  notified: true,
  restricted: true,
  restrictionKept: true,
  confidentialityImpossible: true,
  requesterTold: true,
  substantialCosts: true,
  costsConsulted: 'Shared by halves.',
})

/** Form, use, secrecy and costs. UNTOC art. 18(5), (14), (19), (20), (28); UNCAC art. 46(5), (14), (19), (20), (28); 1988 Convention art. 7(9), (13), (14), (19). */
export const conductRequirements: readonly Requirement<ConductCase>[] = [
  conduct.stated(
    'conduct.oral.unagreed',
    'conflict',
    'urgentAndAgreed',
    read({ untoc: '18(14)', uncac: '46(14)', 'un-1988': '7(9)' }),
    ({ oral }) => oral !== true,
  ),
  conduct.stated(
    'conduct.oral.unconfirmed',
    'missing',
    'confirmedInWriting',
    read({ untoc: '18(14)', uncac: '46(14)', 'un-1988': '7(9)' }),
    ({ oral }) => oral !== true,
  ),
  conduct.stated(
    'conduct.other-use',
    'conflict',
    'consentToOtherUse',
    read({ untoc: '18(19)', uncac: '46(19)', 'un-1988': '7(13)' }),
    ({ otherUse }) => otherUse !== true,
  ),
  conduct.stated(
    'conduct.exculpatory',
    'missing',
    'notified',
    read({ untoc: '18(19)', uncac: '46(19)' }),
    ({ exculpatory }) => exculpatory !== true,
  ),
  conduct.stated(
    'conduct.restriction',
    'conflict',
    'restrictionKept',
    read({ untoc: '18(5)', uncac: '46(5)' }),
    ({ restricted }) => restricted !== true,
  ),
  conduct.stated(
    'conduct.confidentiality-impossible',
    'missing',
    'requesterTold',
    read({ untoc: '18(20)', uncac: '46(20)', 'un-1988': '7(14)', 'cets-185': '27(8)' }),
    ({ confidentialityImpossible }) => confidentialityImpossible !== true,
  ),
  conduct.stated(
    'conduct.costs',
    'missing',
    'costsConsulted',
    read({ untoc: '18(28)', uncac: '46(28)', 'un-1988': '7(19)', 'cets-030': '20(3)' }),
    ({ substantialCosts }) => substantialCosts !== true,
  ),
]
