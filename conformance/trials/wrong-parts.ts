import { sliceLength } from '@comity/server/exchange/wire'
import { altered } from '../peer/altered.ts'
import { all, judge, type Trial } from '../peer/trial.ts'
import { announce, craft, deliver, dispatch, stand, upload } from '../peer/world.ts'

const peer = 'lying'

/** The peer whose parts are other than it says. */
export const wrongParts: readonly Trial[] = [
  {
    peer,
    tried: 'a part with one bit altered, then the right one',
    says: '`bad-digest`, still missing; then taken',
    async run(world) {
      const message = await craft(world, dispatch(world))
      await announce(world, message)
      const [part] = message.parts
      if (part === undefined) throw new Error('a message has a part')
      const wrong = await upload(world, part.ct256, altered(part.bytes))
      const again = await announce(world, message)
      const right = await upload(world, part.ct256, part.bytes)
      return all(
        judge(wrong, { status: 400, code: 'bad-digest' }),
        judge(again, { status: 202, missing: [part.ct256] }),
        judge(right, { status: 204 }),
      )
    },
  },
  {
    peer,
    tried: 'slices that begin beyond what has arrived, end beyond the part, or bear no place that can be read',
    says: 'refused with the offset that holds; nothing is kept of them',
    async run(world) {
      const message = await craft(world, dispatch(world))
      await announce(world, message)
      const [part] = message.parts
      if (part === undefined) throw new Error('a message has a part')
      const { ct256, bytes } = part
      return all(
        judge(await upload(world, ct256, bytes.subarray(10), 10), { status: 503, code: 'try-later', offset: 0 }),
        judge(await upload(world, ct256, Buffer.concat([bytes, bytes])), { status: 413, code: 'too-large', offset: 0 }),
        judge(await upload(world, ct256, bytes, '-1'), { status: 400, code: 'malformed' }),
        judge(await upload(world, ct256, bytes, '1e3'), { status: 400, code: 'malformed' }),
        judge(await upload(world, ct256, bytes, '9007199254740993'), { status: [400, 413] }),
        judge(
          await upload(world, ct256, bytes, 0, {
            headers: { 'upload-offset': '0', 'content-length': String(sliceLength + 1) },
            cutAfter: 10,
          }),
          {
            status: [0, 413],
          },
        ),
        judge(await stand(world, ct256), { status: 200, offset: 0 }),
      )
    },
  },
  {
    peer,
    tried: 'a part that nobody has announced',
    says: '`not-found`: nothing is stored before it is announced',
    async run(world) {
      const { parts } = await craft(world, dispatch(world))
      const [part] = parts
      return judge(await upload(world, part?.ct256 ?? '', part?.bytes ?? Buffer.alloc(0)), { status: 404, code: 'not-found' })
    },
  },
  {
    peer,
    tried: 'a manifest that gives its act another digest than it has',
    says: 'refused after its parts have come, signed',
    async run(world) {
      const honest = await craft(world, dispatch(world))
      const parts = honest.manifest.parts.map((part) => ({ ...part, sha256: '0'.repeat(64) }))
      const message = { ...honest, ...(await craft(world, dispatch(world), { changes: { id: honest.id, parts } })), parts: honest.parts }
      return judge(await deliver(world, message), { status: 400, receipts: ['RelayAcceptance', 'ContentConsignmentFailure:bad-digest'] })
    },
  },
  {
    peer,
    tried: 'an act that says another type than the manifest',
    says: '`malformed`, signed, once its parts have come',
    async run(world) {
      const message = await craft(world, dispatch(world), { changes: { type: 'withdraw' } })
      return judge(await deliver(world, message), {
        status: 400,
        code: 'malformed',
        receipts: ['RelayAcceptance', 'ContentConsignmentFailure:malformed'],
      })
    },
  },
  {
    peer,
    tried: 'an act that has no place in its thread',
    says: '`act-out-of-place`, signed',
    async run(world) {
      const message = await craft(world, dispatch(world, { side: 'requested' }))
      return judge(await deliver(world, message), {
        status: 409,
        code: 'act-out-of-place',
        receipts: ['RelayAcceptance', 'ContentConsignmentFailure:act-out-of-place'],
      })
    },
  },
]
