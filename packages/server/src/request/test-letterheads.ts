import type { Letterheads } from './letter.ts'

/** An authority that has no letterhead of its own. */
export const noLetterheads: Letterheads = { findHead: async () => undefined, findTemplate: async () => undefined }
