import { conductRequirements } from './conduct-requirements.ts'
import { liftingRequirements } from './lifting-requirements.ts'
import { preservationRequirements, providerOrderRequirements } from './evidence-requirements.ts'
import { extraditionRequirements, provisionalArrestRequirements } from './extradition-requirements.ts'
import { controlledDeliveryRequirements, jointInvestigationRequirements, sentencedPersonRequirements } from './joint-requirements.ts'

/**
 * What the law asks, by what is asked of the other State. The fields of a case are those that the draft of its
 * kind or measure will have.
 * @public read by those who draft kinds and measures, and by whoever lists what a request of a kind needs
 */
export const requirements = {
  extradition: extraditionRequirements,
  'provisional-arrest': provisionalArrestRequirements,
  preservation: preservationRequirements,
  'provider-order': providerOrderRequirements,
  lifting: liftingRequirements,
  'joint-investigation': jointInvestigationRequirements,
  'controlled-delivery': controlledDeliveryRequirements,
  'transfer-of-sentenced-person': sentencedPersonRequirements,
  conduct: conductRequirements,
} as const
