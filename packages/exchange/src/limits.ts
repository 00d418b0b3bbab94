/** Largest manifest, as signed. In bytes. */
export const manifestLimit = 65_536
/** Largest sealed envelope. In bytes. */
export const envelopeLimit = 262_144
/** Largest file, before sealing. In bytes. */
export const partLimit = 5 * 1024 ** 3
/** Largest act, which is read into memory whole. In bytes. */
export const actLimit = 8 * 1024 ** 2
/** Most parts of one message: the act and 200 files. */
export const partsLimit = 201
