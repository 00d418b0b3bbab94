import { unpackEmbedded } from './embedded.ts'
import { trusted } from './trusted.ts'

/** Where a part leaves what it exports, for the moment in which it is run. */
declare const comityPart: Readonly<Record<string, unknown>>

/**
 * Runs a part of the program that the file carries packed, and gives what it exports.
 * @throws when it is not what the build put there: the policy of the page runs no other
 * @public the build puts this where a module is imported that is large and seldom needed
 */
export async function loadPart(id: string): Promise<Readonly<Record<string, unknown>>> {
  const script = document.createElement('script')
  script.text = trusted.createScript(new TextDecoder().decode(await unpackEmbedded(id)))
  document.head.append(script)
  script.remove()
  return comityPart
}
