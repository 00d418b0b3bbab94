import { unknownVerdict } from '@comity/domain/screening/verdict'
import type { Screening } from './screened-files.ts'

/** An instance without a scanner. */
export const noScreening: Screening = {
  standing: () => 'none',
  verdictsOf: async () => new Map(),
  preview: async () => undefined,
  settle: async () => unknownVerdict,
}
