import { readDirectory, verifyDirectory } from '@comity/exchange/directory'
import { directoryPath } from '@comity/server/exchange/wire'
import { handshake } from '../peer/ask.ts'
import { followed, keepIdentity } from '../peer/identity.ts'
import { all, judge, receiptsIn, seen, type Trial } from '../peer/trial.ts'
import { announce, askStatus, craft, deliver, dispatch, say, stand, upload } from '../peer/world.ts'

const peer = 'obedient'
const done = ['RelayAcceptance', 'ContentConsignment']

/** The peer that does what the profile says. */
export const obedient: readonly Trial[] = [
  {
    peer,
    tried: 'the directory document, asked for by nobody in particular',
    says: 'signed by its own roots, in force, and it names the certificate of the connection',
    async run(world) {
      const reply = await say(world, { as: 'nobody', method: 'GET', path: directoryPath() })
      const read = await readDirectory(reply.body, world.now())
      if (!read.ok) return seen(`${reply.status}, ${read.problem.code}`, false)
      const certificate = await handshake(world.url, { minVersion: 'TLSv1.3' })
      const named = read.value.document.keys.some(
        (key) => key.use === 'tls' && key.status === 'active' && key['certificate'] === certificate,
      )
      return seen(
        `${reply.status}, version ${read.value.document.version}, certificate ${named ? 'named' : 'not named'}`,
        reply.status === 200 && named,
      )
    },
  },
  {
    peer,
    tried: 'every version of the directory document from the first on',
    says: 'each follows the one before under the thresholds of both',
    async run(world) {
      let held = undefined
      for (let version = 1; version <= world.them.document.version; version += 1) {
        const reply = await say(world, { as: 'nobody', method: 'GET', path: directoryPath(version) })
        const read = await verifyDirectory(reply.body, held)
        if (!read.ok) return seen(`version ${version}: ${reply.status}, ${read.problem.code}`, false)
        held = read.value
      }
      return seen(`${world.them.document.version} versions in one chain`, held?.digest === world.them.digest)
    },
  },
  {
    peer,
    tried: 'a message, its part, and the message again',
    says: '202 with RelayAcceptance and what is missing; 204; 200 with ContentConsignment',
    async run(world) {
      const message = await craft(world, dispatch(world))
      const [part] = message.parts
      if (part === undefined) throw new Error('a message has a part')
      const first = await announce(world, message)
      const before = await stand(world, part.ct256)
      const taken = await upload(world, part.ct256, part.bytes)
      const last = await announce(world, message)
      return all(
        judge(first, { status: 202, receipts: ['RelayAcceptance'], missing: [part.ct256] }),
        judge(before, { status: 200, offset: 0 }),
        judge(taken, { status: 204, offset: part.bytes.length }),
        judge(last, { status: 200, receipts: done, missing: [] }),
      )
    },
  },
  {
    peer,
    tried: 'two messages of one thread, the second naming the first',
    says: 'both are consigned',
    async run(world) {
      const first = await craft(world, dispatch(world))
      const opened = await deliver(world, first)
      const second = await craft(world, askStatus(world, 2), { thread: first.manifest.thread, changes: { prev: first.jwsDigest } })
      return all(judge(opened, { receipts: done }), judge(await deliver(world, second), { status: 200, receipts: done }))
    },
  },
  {
    peer,
    tried: 'receipts of five messages at once',
    says: 'one chain: none follows the same receipt as another, and all are signed',
    async run(world) {
      const messages = await Promise.all(Array.from({ length: 5 }, () => craft(world, dispatch(world))))
      const replies = await Promise.all(messages.map((message) => deliver(world, message)))
      const receipts = replies.flatMap((reply) => reply.receipts)
      const before = new Set(receipts.map(({ receipt }) => receipt.previous))
      const whole = replies.every((reply) => receiptsIn(reply).join() === done.join())
      return seen(`${receipts.length} receipts after ${before.size} others`, whole && before.size === receipts.length)
    },
  },
  {
    peer,
    tried: 'members that the profile does not know, in manifest and act part',
    says: 'kept and passed over',
    async run(world) {
      const message = await craft(world, dispatch(world), { changes: { colour: { of: 'the seal' } } })
      return judge(await deliver(world, message), { status: 200, receipts: done })
    },
  },
  {
    peer,
    tried: 'a message under our next directory document, which stands at our address',
    says: 'the document is fetched, follows, and the message is taken',
    async run(world) {
      const next = await followed(world.us, world.now(), (document) => ({
        ...document,
        profiles: [...document.profiles, 'comity-exchange/2'],
      }))
      world.house.serve(next.documents)
      const reply = await deliver(world, await craft(world, dispatch(world), { from: next }))
      if (reply.status === 200) world.us = next
      if (world.house.home !== undefined && reply.status === 200) await keepIdentity(world.house.home, next)
      return judge(reply, { status: 200, receipts: done })
    },
  },
]
