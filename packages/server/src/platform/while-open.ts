/** How long what is under way goes on before it is asked again whether its person may. In milliseconds. */
export const askedAgainAfter = 500

/** What ends a file that is under way: its reader's session ended, or the account is disabled. */
class SessionEnded extends Error {}

/**
 * Gives a file out for as long as its reader may have it: whoever is disabled gets no further piece, however slowly they read.
 * @param now a moment in milliseconds
 * @throws once the session is over, with which the connection ends before the file does
 */
export async function* whileOpen(
  stream: AsyncIterable<Uint8Array>,
  isOpen: () => Promise<boolean>,
  now: () => number,
): AsyncGenerator<Uint8Array> {
  let asked = now()
  for await (const piece of stream) {
    if (now() - asked >= askedAgainAfter) {
      if (!(await isOpen())) throw new SessionEnded('the session ended')
      asked = now()
    }
    yield piece
  }
}
