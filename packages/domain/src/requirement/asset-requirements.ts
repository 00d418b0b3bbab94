import { read, type Requirement, requirementsOn } from './requirement.ts'

/** What is known of a confiscation that is asked for. */
export interface ConfiscationCase {
  /** Whether the requested State is to enforce an order, or to obtain one. */
  readonly mode?: 'enforce' | 'obtain'
  readonly property?: string
  readonly value?: string
  readonly facts?: string
  readonly orderCopy?: boolean
  readonly extent?: string
  readonly notice?: string
  readonly final?: boolean
  /** A confiscation that rests on no conviction. */
  readonly withoutConviction?: boolean
  readonly whyWithoutConviction?: string
}

const confiscation = requirementsOn<ConfiscationCase>({
  mode: 'enforce',
  property: 'Aircraft C-GXYZ and the balance of two accounts',
  value: 'CAD 9,830,500.00',
  facts: 'Bought with the money of 214 victims.',
  orderCopy: true,
  extent: 'In full',
  notice: 'Published and served on the lender on 3 May 2026',
  final: true,
  withoutConviction: true,
  whyWithoutConviction: 'The accused has died.',
})

/** Only an order that exists can be copied, limited and final. */
function isToBeObtained({ mode }: ConfiscationCase): boolean {
  return mode === 'obtain'
}

/** Confiscation. UNTOC art. 13(3); UNCAC art. 54(1)(c), 55(3); CETS 141 art. 27(3); CETS 198 art. 37(3). */
export const confiscationRequirements: readonly Requirement<ConfiscationCase>[] = [
  confiscation.stated('confiscation.property.missing', 'missing', 'property', read({ untoc: '13(3)(a)', uncac: '55(3)(a)' })),
  confiscation.stated('confiscation.value.missing', 'advice', 'value', read({ uncac: '55(3)(a)' })),
  confiscation.stated(
    'confiscation.facts.missing',
    'missing',
    'facts',
    read({ untoc: '13(3)(a) 13(3)(b)', uncac: '55(3)(a) 55(3)(b)', 'cets-141': '27(3)(b)', 'cets-198': '37(3)(b)' }),
  ),
  confiscation.stated(
    'confiscation.order-copy.missing',
    'missing',
    'orderCopy',
    read({ untoc: '13(3)(b)', uncac: '55(3)(b)', 'cets-141': '27(3)(a)(i)', 'cets-198': '37(3)(a)(i)' }),
    isToBeObtained,
  ),
  confiscation.stated(
    'confiscation.extent.missing',
    'missing',
    'extent',
    read({ untoc: '13(3)(b)', uncac: '55(3)(b)', 'cets-141': '27(3)(a)(iii)', 'cets-198': '37(3)(a)(iii)' }),
    isToBeObtained,
  ),
  confiscation.stated(
    'confiscation.notice.missing',
    'missing',
    'notice',
    read({ uncac: '55(3)(b)', 'cets-141': '27(3)(c)', 'cets-198': '37(3)(c)' }),
    isToBeObtained,
  ),
  confiscation.stated(
    'confiscation.final.missing',
    'missing',
    'final',
    read({ uncac: '55(3)(b)', 'cets-141': '27(3)(a)(ii)', 'cets-198': '37(3)(a)(ii)' }),
    isToBeObtained,
  ),
  confiscation.stated(
    'confiscation.without-conviction',
    'advice',
    'whyWithoutConviction',
    read({ uncac: '54(1)(c)' }),
    ({ withoutConviction }) => withoutConviction !== true,
  ),
]

/** What is known of property that was restrained or confiscated, and of what becomes of it. */
export interface AssetCase {
  readonly publicFundsEmbezzled?: boolean
  readonly finalJudgment?: boolean
  /** That the requested State waived the final judgment. */
  readonly waived?: boolean
  /** How prior ownership or damage is shown, where the funds were not embezzled from the public. */
  readonly claim?: string
  readonly victims?: string
  readonly costs?: string
  /** That a restraint is about to be lifted, and what the requesting State said to it. */
  readonly lifting?: boolean
  readonly heard?: string
}

const asset = requirementsOn<AssetCase>({
  finalJudgment: true,
  claim: 'The money was paid by the road fund.',
  victims: '214 victims are compensated first.',
  costs: 'CAD 88,417.93 for management are deducted.',
  lifting: true,
  heard: 'Heard on 4 May 2026.',
})

/** Return and disposal, and what comes before a restraint is lifted. UNCAC art. 55(8), 57(3), (4); UNTOC art. 14(2), (3); CETS 141 art. 12(2); CETS 198 art. 22(2). */
export const assetRequirements: readonly Requirement<AssetCase>[] = [
  asset.stated('asset.judgment.missing', 'missing', 'finalJudgment', read({ uncac: '57(3)(a) 57(3)(b)' }), ({ waived }) => waived === true),
  asset.stated(
    'asset.claim.missing',
    'missing',
    'claim',
    read({ uncac: '57(3)(b)' }),
    ({ publicFundsEmbezzled }) => publicFundsEmbezzled === true,
  ),
  asset.stated('asset.victims.unstated', 'advice', 'victims', read({ untoc: '14(2)', uncac: '57(3)(c)' })),
  asset.stated('asset.costs.unagreed', 'advice', 'costs', read({ uncac: '57(4)' })),
  asset.stated(
    'asset.lifting.unheard',
    'missing',
    'heard',
    read({ uncac: '55(8)', 'cets-141': '12(2)', 'cets-198': '22(2)' }),
    ({ lifting }) => lifting !== true,
  ),
]
