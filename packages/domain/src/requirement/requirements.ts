import { conductRequirements } from './conduct-requirements.ts'
import { liftingRequirements } from './lifting-requirements.ts'
import { providerOrderRequirements } from './provider-order-requirements.ts'

/**
 * What the law asks of what is no measure: an order sent to a provider directly, the lifting of a restraint, and how a request and
 * its answer are dealt with.
 * @public read by whoever lists what the law asks of a step
 */
export const requirements = {
  'provider-order': providerOrderRequirements,
  lifting: liftingRequirements,
  conduct: conductRequirements,
} as const
