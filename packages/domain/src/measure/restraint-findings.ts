import type { RequestContent } from '../request/content.ts'
import { type Asking, isBlank } from '../requirement/asking.ts'
import type { Finding } from '../requirement/finding.ts'
import { accountFindings } from './account-findings.ts'
import type { Restraint } from './restraint.ts'

/**
 * The order on which the restraint rests. A request may come without one (UNCAC art. 54(2)(b)); one that is
 * named must be named whole, and a copy goes with it where available (UNCAC art. 54(2)(a), 55(3)(c)).
 */
function ofOrder({ court, orderDate, orderReference }: Restraint, at: string, content: RequestContent, ask: Asking): Finding[] {
  if (isBlank(court) && orderDate === undefined && isBlank(orderReference)) {
    return [ask.advice('restraint.order.missing', `${at}.court`, 'restraint-order')]
  }
  const found: Finding[] = []
  if (isBlank(court)) found.push(ask.missing('restraint.court.missing', `${at}.court`, 'restraint-order'))
  if (orderDate === undefined) found.push(ask.missing('restraint.order-date.missing', `${at}.orderDate`, 'restraint-order'))
  if (orderDate !== undefined && orderDate > ask.today) {
    found.push(ask.conflict('restraint.order-date.future', `${at}.orderDate`, 'restraint-order'))
  }
  if ((content.attachments ?? []).length === 0) {
    found.push(ask.advice('restraint.order-copy.missing', `${at}.orderReference`, 'order-copy'))
  }
  return found
}

function ofCeiling({ ceiling, ceilingApplies }: Restraint, at: string, ask: Asking): Finding[] {
  if (ceiling === undefined) return [ask.advice('restraint.ceiling.missing', `${at}.ceiling`, 'restraint-ceiling')]
  if (ceilingApplies === undefined) {
    return [ask.missing('restraint.ceiling-applies.missing', `${at}.ceilingApplies`, 'restraint-ceiling')]
  }
  return []
}

/**
 * What is asked to be done, on which facts, and on which order. UNTOC art. 13(2), (3)(c), (8); UNCAC art.
 * 54(2), 55(3)(c), (9).
 */
export function restraintFindings(measure: Restraint, at: string, content: RequestContent, ask: Asking): Finding[] {
  const found: Finding[] = []
  if (isBlank(measure.property) && isBlank(measure.account)) {
    found.push(ask.missing('restraint.property.missing', `${at}.property`, 'restraint-contents'))
  }
  found.push(...accountFindings('restraint', measure.account, at, content.requested, ask))
  if (isBlank(measure.link)) found.push(ask.missing('restraint.link.missing', `${at}.link`, 'restraint-grounds'))
  found.push(...ofOrder(measure, at, content, ask), ...ofCeiling(measure, at, ask))
  if ((content.persons ?? []).some(({ role }) => role === 'holder')) {
    found.push(ask.advice('restraint.third-parties', `${at}.property`, 'third-parties'))
  }
  return found
}
