import { read, type Requirement, requirementsOn } from './requirement.ts'

/** A provisional measure on property that the requested State is about to lift. */
export interface LiftingCase {
  readonly lifting?: boolean
  /** What the requesting State said to it. */
  readonly heard?: string
}

const lifting = requirementsOn<LiftingCase>({ lifting: true, heard: 'Heard on 4 May 2026.' })

/** What comes before a restraint is lifted. UNCAC art. 55(8); CETS 141 art. 12(2); CETS 198 art. 22(2). */
export const liftingRequirements: readonly Requirement<LiftingCase>[] = [
  lifting.stated(
    'asset.lifting.unheard',
    'missing',
    'heard',
    read({ uncac: '55(8)', 'cets-141': '12(2)', 'cets-198': '22(2)' }),
    ({ lifting: isLifted }) => isLifted !== true,
  ),
]
