import { randomUUID } from 'node:crypto'
import { signDirectory } from '@comity/exchange/directory'
import type { Directory } from '@comity/exchange/directory-document'
import { draftNext, type Identity } from '../peer/identity.ts'
import { all, judge, type Trial } from '../peer/trial.ts'
import { announce, askStatus, craft, deliver, dispatch, type World } from '../peer/world.ts'

const peer = 'forking'
const done = ['RelayAcceptance', 'ContentConsignment']

/** A next document that must not be followed: as it is changed, signed by whom it is signed. */
async function forked(
  world: World,
  by: Pick<Identity, 'keys'>,
  change: Partial<Directory>,
): Promise<{ bytes: Uint8Array; document: Directory }> {
  const { keys, certificate, directory } = world.us
  const url = directory.document.endpoints[0]?.url ?? ''
  const drafted = draftNext(keys, directory.document.authority.state, certificate.digest, url, world.now(), directory)
  const document = { ...drafted, ...change }
  return { bytes: await signDirectory(document, by.keys.root), document }
}

/** A directory document that does not follow the one held, under which a message is written. */
function wrongDocument(tried: string, change: (world: World) => { readonly by?: Identity; readonly change: Partial<Directory> }): Trial {
  return {
    peer,
    tried,
    says: 'not followed: the message is `stale-directory`, and those under the document that is held go on',
    async run(world) {
      const { by = world.us, change: changed } = change(world)
      const { bytes, document } = await forked(world, by, changed)
      const addSelf = { version: world.us.directory.document.version + 1, sha256: '0'.repeat(64) }
      world.house.serve([...world.us.documents, { bytes, document }])
      const reply = await announce(world, await craft(world, dispatch(world), { changes: { addSelf } }))
      world.house.serve(world.us.documents)
      const after = await deliver(world, await craft(world, dispatch(world)))
      return all(judge(reply, { status: 409, code: 'stale-directory' }), judge(after, { status: 200, receipts: done }))
    },
  }
}

/** What ends the trust in us: it is tried after everything else. */
export const suspending: readonly Trial[] = [
  {
    peer,
    tried: 'a next directory document, signed by our own roots, that names another one before it',
    says: 'it proves two stories: from then on everything is `peer-suspended`, until two officers have looked',
    async run(world) {
      const { bytes, document } = await forked(world, world.us, { prev: 'f'.repeat(64) })
      const addSelf = { version: document.version, sha256: '0'.repeat(64) }
      const before = await craft(world, dispatch(world))
      world.house.serve([...world.us.documents, { bytes, document }])
      const reply = await announce(world, await craft(world, dispatch(world), { changes: { addSelf } }))
      world.house.serve(world.us.documents)
      const stopped = { status: 403, code: 'peer-suspended', receipts: ['RelayRejection:peer-suspended'] }
      return all(judge(reply, { status: [403, 409] }), judge(await announce(world, before), stopped))
    },
  },
]

/** The peer that tells two stories. */
export const forking: readonly Trial[] = [
  wrongDocument('a next directory document signed by other roots', (world) => ({
    by: world.stranger,
    change: { roots: { threshold: 1, keys: world.stranger.directory.document.roots.keys } },
  })),
  wrongDocument('the document after the next, with the next withheld', (world) => ({
    change: { version: world.us.directory.document.version + 2 },
  })),
  wrongDocument('a document of another authority in our name’s place', () => ({
    change: { authority: { state: 'XXZ', function: 'central', name: 'Somebody else' } },
  })),
  wrongDocument('a document of the version that is held, with other content, that has expired', (world) => ({
    change: {
      version: world.us.directory.document.version,
      prev: world.us.directory.document.prev,
      issued: '2026-01-01T00:00:00Z',
      expires: '2026-03-01T00:00:00Z',
    },
  })),
  {
    peer,
    tried: 'two second messages of one thread, of which one names another first',
    says: 'only what follows the message that is held; the other is `act-out-of-place`, signed',
    async run(world) {
      const first = await craft(world, dispatch(world))
      await deliver(world, first)
      const { thread } = first.manifest
      const fork = await craft(world, askStatus(world, 2), { thread, changes: { prev: 'a'.repeat(64) } })
      const right = await craft(world, askStatus(world, 2), { thread, changes: { prev: first.jwsDigest } })
      return all(
        judge(await deliver(world, fork), {
          status: 409,
          code: 'act-out-of-place',
          receipts: ['RelayAcceptance', 'ContentConsignmentFailure:act-out-of-place'],
        }),
        judge(await deliver(world, right), { status: 200, receipts: done }),
      )
    },
  },
  {
    peer,
    tried: 'two different messages at one place of a thread',
    says: 'the second is refused for good, signed',
    async run(world) {
      const first = await craft(world, dispatch(world))
      await deliver(world, first)
      const { thread } = first.manifest
      const changes = { prev: first.jwsDigest }
      await deliver(world, await craft(world, askStatus(world, 2), { thread, changes }))
      const other = await deliver(world, await craft(world, askStatus(world, 2), { thread, changes }))
      return judge(other, { status: 409, code: 'act-out-of-place' })
    },
  },
  {
    peer,
    tried: 'a message in a thread of which nothing is known, with the first withheld',
    says: '`gap`: kept, and taken once the first is there',
    async run(world) {
      const thread = randomUUID()
      const first = await craft(world, dispatch(world), { thread })
      const second = await craft(world, askStatus(world, 2), { thread, changes: { prev: first.jwsDigest } })
      return all(
        judge(await deliver(world, second), { status: 409, code: 'gap', receipts: ['RelayAcceptance'] }),
        judge(await deliver(world, first), { status: 200, receipts: done }),
        judge(await announce(world, second), { status: 200, receipts: done }),
      )
    },
  },
]
