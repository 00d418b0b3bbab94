import { setTimeout as sleep } from 'node:timers/promises'
import { hold } from '../peer/ask.ts'
import { all, judge, seen, type Trial } from '../peer/trial.ts'
import { announce, craft, deliver, dispatch, stand, upload } from '../peer/world.ts'
import { fileOf } from '../peer/file.ts'

const peer = 'slow'
const done = ['RelayAcceptance', 'ContentConsignment']

/** The peer on a bad line. */
export const slow: readonly Trial[] = [
  {
    peer,
    tried: 'an envelope and a part that come in drops',
    says: 'taken all the same',
    async run(world) {
      const message = await craft(world, dispatch(world))
      const drip = { pieces: 5, pause: 60 }
      const first = await announce(world, message, { drip })
      for (const { ct256, bytes } of message.parts) await upload(world, ct256, bytes, 0, { drip })
      return all(judge(first, { status: 202 }), judge(await announce(world, message), { status: 200, receipts: done }))
    },
  },
  {
    peer,
    tried: 'a part of 300 kB whose line is cut twice',
    says: 'HEAD names what has arrived, and the upload goes on from there',
    async run(world) {
      const file = fileOf(300_000)
      const message = await craft(world, file.dispatch(world), { files: [file.content] })
      const [act, large] = message.parts
      if (act === undefined || large === undefined) throw new Error('the message has two parts')
      await announce(world, message)
      await upload(world, act.ct256, act.bytes)
      const offsets: number[] = [0]
      for (const cutAfter of [120_000, 60_000]) {
        const from = offsets.at(-1) ?? 0
        let arrived = from
        // A gateway may still be at the line that was cut, and says so by asking to try later.
        for (let tries = 0; tries < 20 && arrived <= from; tries += 1) {
          await upload(world, large.ct256, large.bytes.subarray(from), from, { cutAfter })
          await sleep(tries * 50)
          arrived = Number((await stand(world, large.ct256)).headers['upload-offset'])
        }
        offsets.push(arrived)
      }
      const from = offsets.at(-1) ?? 0
      const last = await upload(world, large.ct256, large.bytes.subarray(from), from)
      const rising = offsets.every((offset, place) => place === 0 || offset > (offsets[place - 1] ?? 0))
      return all(
        seen(`offsets ${offsets.join(', ')}`, rising),
        judge(last, { status: 204, offset: large.bytes.length }),
        judge(await announce(world, message), { status: 200, receipts: done }),
      )
    },
  },
  {
    peer,
    tried: 'sixty connections that begin a request and never end it',
    says: 'others are served meanwhile',
    async run(world) {
      const held = hold(world.url, 60)
      const reply = await deliver(world, await craft(world, dispatch(world)))
      held.release()
      return judge(reply, { status: 200, receipts: done })
    },
  },
]

/** What takes a minute and more. */
export const patient: readonly Trial[] = [
  {
    peer,
    tried: 'a request that is begun and not ended for ninety seconds',
    says: 'the connection is ended',
    async run(world) {
      const begun = Date.now()
      const held = hold(world.url, 1)
      await Promise.race([held.ended, sleep(90_000, undefined, { ref: false })])
      held.release()
      const seconds = Math.round((Date.now() - begun) / 1000)
      return seen(seconds < 90 ? `ended after ${seconds} s` : 'still open', seconds < 90)
    },
  },
]
