import { all, judge, seen, type Trial } from '../peer/trial.ts'
import { announce, craft, deliver, dispatch, upload } from '../peer/world.ts'

const peer = 'replaying'
const done = ['RelayAcceptance', 'ContentConsignment']

/** The peer that says everything twice. */
export const replaying: readonly Trial[] = [
  {
    peer,
    tried: 'a message that was consigned, three times more',
    says: '200 with the very same receipts',
    async run(world) {
      const message = await craft(world, dispatch(world))
      const first = await deliver(world, message)
      const again = [await announce(world, message), await announce(world, message), await deliver(world, message)]
      const same = again.every(({ texts }) => texts.join() === first.texts.join())
      return all(...again.map((reply) => judge(reply, { status: 200, receipts: done })), seen(same ? 'same bytes' : 'other bytes', same))
    },
  },
  {
    peer,
    tried: 'sixteen announcements of one message at once',
    says: 'one RelayAcceptance, the same to all',
    async run(world) {
      const message = await craft(world, dispatch(world))
      const replies = await Promise.all(Array.from({ length: 16 }, () => announce(world, message)))
      const kinds = new Set(replies.map(({ texts }) => texts.join()))
      return seen(
        `${replies.length} answers, ${kinds.size} of them different`,
        kinds.size === 1 && replies.every(({ status }) => status === 202),
      )
    },
  },
  {
    peer,
    tried: 'the same id with another envelope, twice',
    says: '`id-reuse`, signed, the same bytes each time',
    async run(world) {
      const act = dispatch(world)
      await deliver(world, await craft(world, act))
      const other = await craft(world, act)
      const refused = [await announce(world, other), await announce(world, other)]
      const same = refused[0]?.texts.join() === refused[1]?.texts.join()
      return all(
        ...refused.map((reply) => judge(reply, { status: 409, code: 'id-reuse', receipts: ['RelayRejection:id-reuse'] })),
        seen(same ? 'same bytes' : 'other bytes', same),
      )
    },
  },
  {
    peer,
    tried: 'a part of a message that was consigned',
    says: '`not-found`: it is expected no longer',
    async run(world) {
      const message = await craft(world, dispatch(world))
      await deliver(world, message)
      const [part] = message.parts
      return judge(await upload(world, part?.ct256 ?? '', part?.bytes ?? Buffer.alloc(0)), { status: 404, code: 'not-found' })
    },
  },
  {
    peer,
    tried: 'a consigned message of ours, brought by somebody else',
    says: '`unknown-peer`, no receipt is shown to the bearer',
    async run(world) {
      const message = await craft(world, dispatch(world))
      await deliver(world, message)
      return judge(await announce(world, message, { as: world.stranger }), { status: 403, code: 'unknown-peer', receipts: [] })
    },
  },
]
