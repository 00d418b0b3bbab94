/** Wrong PINs in a row before a key is locked here: most devices lock for good at a number not far from it. */
const wrongAtMost = 3

/** What is remembered of a key in a device. */
export interface PinAttempts {
  /** Wrong PINs since the last right one; one that is being tried counts as wrong until it proves right. */
  readonly wrong: number
}

/** Whether a key may not be tried any more, until a head of the authority unlocks it. */
export function isLocked({ wrong }: PinAttempts): boolean {
  return wrong >= wrongAtMost
}
