import { expect, type Seat } from './seat.ts'
import type { Tell } from './telling.ts'

/** Two people of one authority enter the other's directory document and confirm its fingerprint. */
async function trust(mine: readonly [Seat, Seat], theirs: Seat): Promise<string> {
  const { directory, fingerprint, authority } = expect('directory', await theirs.api.getDirectory({}))
  const [, head] = mine
  const known = expect('peers', await head.api.listPeers({})).items.find(({ id }) => id === authority)
  if (known?.standing === 'active') return authority
  expect('propose', await head.api.proposePeer({ body: { directory } }))
  for (const seat of mine)
    expect(
      'verify',
      await seat.api.verifyPeer({
        params: { peer: authority.replace('/', '~') },
        body: { fingerprint, means: 'telephone', counterpart: theirs.who.displayName },
      }),
    )
  expect('activate', await head.api.activatePeer({ params: { peer: authority.replace('/', '~') } }))
  return authority
}

/** Both authorities verify each other, two people on each side (DESIGN.md rule 4). */
export async function trustEachOther(lima: readonly [Seat, Seat], bern: readonly [Seat, Seat], tell: Tell): Promise<void> {
  const names = (seats: readonly [Seat, Seat]) => seats.map(({ who }) => who.displayName).join(' and ')
  tell('Lima', 'peer verified', `${await trust(lima, bern[0])}, fingerprint compared by ${names(lima)}`)
  tell('Bern', 'peer verified', `${await trust(bern, lima[0])}, fingerprint compared by ${names(bern)}`)
}
