import type { Law } from '@comity/domain/legal-basis/law'
import { findInstrument, instruments } from './instrument.ts'
import { findOffence, offences } from './offence.ts'
import { findParticipation } from './participation.ts'

/** The facts that the domain answers legal questions from. */
export const law: Law = { instruments, offences, findInstrument, findParticipation, findOffence }
